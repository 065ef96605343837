"""The manifest of an audit: only what follows from the inputs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import duckdb

from checker import __version__
from checker.auditing.request import Request
from checker.cases.engine import DuckDBEngine
from checker.cases.judge import Ran
from checker.cases.verdicts import Period
from checker.errors import Problem
from checker.expressions.world import World
from checker.rulebook.book import RuleBook
from checker.rulebook.policy import Policy
from checker.snapshot.model import Snapshot


def fingerprint(
    snapshot: Snapshot, book: RuleBook, policy: Policy, request: Request, world: World, earlier: Sequence[str]
) -> dict[str, Any]:
    """Everything the result depends on, as plain JSON values."""
    return {
        "files": [[file.name, file.sha256] for file in snapshot.files],
        "rules": dict(book.sources),
        "policy": policy.model_dump(mode="json"),
        "flags": flags(request),
        "zone": world.zone,
        "earlier": list(earlier),
        "version": __version__,
    }


def flags(request: Request) -> dict[str, Any]:
    """The options that change what is judged or kept."""
    return {
        "select": sorted(request.select),
        "basis": request.basis,
        "keep_all": request.keep_all,
        "chain": request.chain,
        "engine": request.engine,
        "parameters": sorted(request.parameters),
        "fail_on": request.fail_on,
        "max_undetermined": request.max_undetermined,
        "trust_snapshot_policy": request.trust_snapshot_policy,
    }


def build_manifest(
    audit_id: str,
    request: Request,
    snapshot: Snapshot,
    book: RuleBook,
    policy: Policy,
    world: World,
    period: Period,
    ran: Mapping[str, Ran],
    counts: Mapping[str, Mapping[str, int]],
    rate: Mapping[str, Any],
    problems: Sequence[Problem],
) -> dict[str, Any]:
    """The manifest as written, without the hashes of the outputs."""
    taken = snapshot.header.taken_at
    return {
        "audit_id": audit_id,
        "period": {"start": period.start.isoformat(), "end": period.end.isoformat()},
        "as_of": _text(world.as_of),
        "taken_at": _text(taken) if taken else None,
        "zone": world.zone,
        "company": snapshot.header.company,
        "snapshot": {"files": [vars(file) for file in snapshot.files], "tables": _tables(snapshot)},
        "rules": {"packs": [{"name": n, "sha256": s} for n, s in sorted(book.sources.items())], "count": len(ran)},
        "packs": sorted(book.packs),
        "configuration": {
            "policy": policy.model_dump(mode="json"),
            "flags": flags(request),
            "parameters": _parameters(world),
        },
        "versions": {"checker": __version__, "duckdb": duckdb.__version__},
        "counts": {"verdicts": _totals(counts), "by_rule": _by_rule(ran, counts)},
        **rate,
        "complete": not problems,
        "incomplete": [vars(problem) for problem in problems],
    }


def rates(engine: DuckDBEngine) -> dict[str, Any]:
    """Compliance: met of met and violated, scope period, rules whose effect is a violation."""
    query = (
        "SELECT CAST(COALESCE(SUM(n) FILTER (WHERE verdict = 'met'), 0) AS BIGINT), "
        "CAST(COALESCE(SUM(n) FILTER (WHERE verdict = 'violated'), 0) AS BIGINT) "
        "FROM tally JOIN rated USING (rule_id) WHERE scope = 'period'"
    )
    ((met, violated),) = engine.execute(query)
    rate = round(met / (met + violated), 6) if met + violated else None
    return {"met": met, "violated": violated, "rate": rate, "rate_after_waivers": rate}


def _text(moment: datetime) -> str:
    return moment.isoformat(sep=" ")


def _tables(snapshot: Snapshot) -> dict[str, Any]:
    return {
        name: {
            "rows": t.rows,
            "refused": t.refused,
            "exported": sorted(t.exported),
            "filled": dict(sorted(t.filled.items())),
        }
        for name, t in sorted(snapshot.tables.items())
    }


def _parameters(world: World) -> dict[str, Any]:
    return {
        name: [
            {
                "value": _plain(v.value),
                "since": v.since and v.since.isoformat(),
                "until": v.until and v.until.isoformat(),
            }
            for v in values
        ]
        for name, values in sorted(world.parameters.items())
    }


def _plain(value: Any) -> Any:
    return value if isinstance(value, (int, str, bool, list)) or value is None else str(value)


def _totals(counts: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    verdicts = ("met", "violated", "pending", "undetermined", "not_applicable")
    return {verdict: sum(of_rule.get(verdict, 0) for of_rule in counts.values()) for verdict in verdicts}


def _by_rule(ran: Mapping[str, Ran], counts: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    return {name: {"status": r.status, "reason": r.reason, **counts.get(name, {})} for name, r in sorted(ran.items())}
