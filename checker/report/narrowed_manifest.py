"""The manifest of a narrowed audit: what was audited, and of its cases what concerns the addressee."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checker.report.addressed import Addressee
from checker.report.derived import Connection, quoted

ABOUT = ("audit_id", "period", "as_of", "taken_at", "zone", "company", "versions", "complete", "rules", "redacted")
POLICY = ("dispute_days", "rectification", "working_calendar")
DIGITS = 6
_COUNTED = """
SELECT coalesce(sum(t.n) FILTER (t.verdict = 'met'), 0)::BIGINT,
  coalesce(sum(t.n) FILTER (t.verdict = 'violated'), 0)::BIGINT
FROM read_parquet({tallies}) t JOIN read_parquet({rules}) r USING (rule_id)
WHERE t.scope = 'period' AND r.effect = 'violation' AND r.kind <> 'indicator'
"""
_WAIVED = """
SELECT count(*) FROM read_parquet({cases}) c JOIN read_parquet({rules}) r
  USING (rule_id)
WHERE c.verdict = 'violated' AND c.scope = 'period' AND (c.waiver <> '' OR c.dispute = 'upheld')
  AND r.effect = 'violation' AND r.kind <> 'indicator'
"""
_TOLD = "SELECT case_id, waiver FROM read_parquet({cases}) WHERE waiver <> '' OR dispute <> ''"


def narrowed_manifest(
    manifest: Mapping[str, Any], folder: Path, connection: Connection, whose: Addressee
) -> dict[str, Any]:
    """Counted from the files that were written already. What kept the audit from being finished goes to nobody."""
    files = {name: quoted(folder / f"{name}.parquet") for name in ("cases", "rules", "tallies")}
    met, violated = connection.execute(_COUNTED.format(**files)).fetchone() or (0, 0)
    (waived,) = connection.execute(_WAIVED.format(**files)).fetchone() or (0,)
    told = dict(connection.execute(_TOLD.format(**files)).fetchall())
    snapshot = manifest.get("snapshot") or {}
    return {
        **{name: manifest[name] for name in ABOUT if name in manifest},
        "incomplete": manifest.get("incomplete") or [] if not whose.key else [],
        "snapshot": {"files": snapshot.get("files") or []},
        "configuration": _configuration(manifest.get("configuration") or {}, whose),
        "followed": _followed(manifest.get("followed") or {}, told),
        "met": met,
        "violated": violated,
        "rate": _share(met, violated),
        "rate_after_waivers": _share(met, violated - waived),
        "counts": {"waived": waived},
    }


def _configuration(configuration: Mapping[str, Any], whose: Addressee) -> dict[str, Any]:
    policy = configuration.get("policy") or {}
    units = {
        name: unit for name, unit in (policy.get("units") or {}).items() if name in whose.keys or whose.by != "unit"
    }
    flags = {"fail_on": (configuration.get("flags") or {}).get("fail_on")}
    return {"flags": flags, "policy": policy_told({**policy, "units": units})}


def policy_told(policy: Mapping[str, Any]) -> dict[str, Any]:
    """What may be told of the auditor's policy to anybody: days, calendar, where the clocks of the units stand."""
    kept = {name: policy[name] for name in POLICY if name in policy}
    zones = {
        name: {"time_zone": unit["time_zone"]}
        for name, unit in (policy.get("units") or {}).items()
        if isinstance(unit, Mapping) and unit.get("time_zone")
    }
    return {**kept, "units": zones}


def _followed(followed: Mapping[str, Any], told: Mapping[str, str]) -> dict[str, Any]:
    """The waivers and objections of these cases; how many cases a waiver excuses is counted among them."""
    waivers = list(told.values())
    active = (followed.get("waived") or {}).get("active") or ()
    disputed = (followed.get("disputed") or {}).get("cases") or {}
    found: dict[str, Any] = {}
    if kept := [{**one, **_fits(waivers.count(one["id"]))} for one in active if one["id"] in waivers]:
        found["waived"] = {"entries": len(kept), "active": kept}
    if cases := {case: one for case, one in disputed.items() if case in told}:
        found["disputed"] = {"cases": cases}
    return found


def _fits(n: int) -> dict[str, int]:
    return {"cases": n, "fits": n}


def _share(met: int, violated: int) -> float | None:
    return round(met / (met + violated), DIGITS) if met + violated else None
