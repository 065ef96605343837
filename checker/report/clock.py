"""The working clock of a case, counted again from the calendar that the stored audit names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from checker.calendars.ledger import ledger
from checker.calendars.resolve import Resolved, resolve_calendars
from checker.report.cases import Case


@dataclass(frozen=True)
class _StoredPolicy:
    working_calendar: Mapping[str, Any]
    units: Mapping[str, Any]


def clock_of(case: Case, evidence: Mapping[str, Any], manifest: Mapping[str, Any], as_of: datetime) -> dict[str, Any]:
    """The open intervals from the start of the clock to the act, or to the due moment or `as_of` where none came.

    Empty for cases that no working clock measures. Shaped as the evidence: calendar, zone, open, total_seconds.
    """
    told = evidence.get("clock")
    if not isinstance(told, Mapping) or case.opened_at is None:
        return {}
    key, resolved = _calendar(case, evidence, str(told.get("calendar")), manifest)
    until = max(case.opened_at, case.done_at or min(as_of, case.due_at or as_of))
    lines = [line for line in ledger(resolved.calendars[key], case.opened_at, until).lines if line.is_open]
    opened = [
        {"from": line.begins_at.isoformat(), "to": line.ends_at.isoformat(), "seconds": line.elapsed_us / 1e6}
        for line in lines
    ]
    return {
        "calendar": key,
        "zone": case.zone,
        "open": opened,
        "total_seconds": sum(one["seconds"] for one in opened),
    }


def _calendar(
    case: Case, evidence: Mapping[str, Any], counted_on: str, manifest: Mapping[str, Any]
) -> tuple[str, Resolved]:
    policy = manifest.get("configuration", {}).get("policy", {})
    company = str(manifest.get("zone") or "UTC")
    stored = _StoredPolicy(policy.get("working_calendar") or {}, policy.get("units") or {})
    # A case may be told to the company's clock and counted on its unit's: only another zone tells the unit's own.
    zone = evidence.get("calendar_zone") or (case.zone if case.zone != company else None)
    own = {case.unit_id: zone} if counted_on == "unit" and case.unit_id else {}
    known = {**dict.fromkeys((stored.working_calendar.get("units") or {}), None), **own}
    resolved = resolve_calendars(stored, known, company)
    return (resolved.unit_calendar[case.unit_id] if own and case.unit_id else "company"), resolved
