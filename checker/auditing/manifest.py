"""The manifest of an audit: only what follows from the inputs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import duckdb

from checker import __version__
from checker.auditing.changed_parameters import changed_parameters
from checker.auditing.conclusion import Conclusion
from checker.auditing.inputs import flags
from checker.auditing.settled import Settled
from checker.cases.judge import Ran
from checker.expressions.world import World
from checker.snapshot.model import Snapshot
from checker.store.naming import audit_id


def build_manifest(
    settled: Settled, ran: Mapping[str, Ran], conclusion: Conclusion, reasoner: str, followed: Mapping[str, Any]
) -> dict[str, Any]:
    """The manifest as written, without the hashes of the outputs. `followed`: what the marks of violations tell."""
    book, snapshot, world, period = settled.book, settled.snapshot, settled.world, settled.period
    configuration = {
        "policy": settled.policy.model_dump(mode="json"),
        "flags": flags(settled.request),
        "parameters": parameters_told(world),
        "changed_parameters": changed_parameters(book, world),
    }
    taken = snapshot.header.taken_at
    return {
        "audit_id": name_of(settled),
        "period": {"start": period.start.isoformat(), "end": period.end.isoformat()},
        "as_of": _text(world.as_of),
        "taken_at": _text(taken) if taken else None,
        "zone": world.zone,
        "company": snapshot.header.company,
        "snapshot": {"files": [vars(file) for file in snapshot.files], "tables": _tables(snapshot)},
        "rules": {
            "packs": [
                {"name": name, "title": book.packs[name].title.model_dump()}
                for name in sorted({entry.pack for entry in settled.rules})
            ],
            "files": [{"name": name, "sha256": digest} for name, digest in sorted(book.sources.items())],
            "count": len(ran),
            **_formerly(settled),
        },
        "configuration": configuration,
        "versions": {"checker": __version__, "duckdb": duckdb.__version__, "reasoner": reasoner},
        "inputs": settled.inputs,
        "auditor_files": settled.made_from["followed"],
        "followed": dict(followed),
        "earlier": [audit.audit_id for audit in settled.before],
        "beside": [audit.audit_id for audit in settled.beside],
        "counts": {
            "verdicts": _totals(conclusion.counts),
            "waived": conclusion.waived,
            "by_rule": _by_rule(ran, conclusion.counts),
        },
        **conclusion.rate,
        "exit_code": conclusion.exit_code,
        "complete": not conclusion.problems,
        "incomplete": [vars(problem) for problem in conclusion.problems],
    }


def name_of(settled: Settled) -> str:
    """The id of the audit that is being made."""
    period = settled.period
    return audit_id((period.start, period.end), settled.world.as_of, fingerprint(settled))


def fingerprint(settled: Settled) -> dict[str, Any]:
    """Everything the result depends on, as plain JSON values."""
    known = {"earlier": [audit.audit_id for audit in settled.before]}
    if settled.beside:
        known["beside"] = [audit.audit_id for audit in settled.beside]
    return {**settled.made_from, **known}


def _formerly(settled: Settled) -> dict[str, Any]:
    """The former ids of the rules that have some: waivers may still be written for them."""
    renamed = {entry.rule.id: list(entry.rule.formerly) for entry in settled.rules if entry.rule.formerly}
    return {"formerly": dict(sorted(renamed.items()))} if renamed else {}


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


def parameters_told(world: World) -> dict[str, Any]:
    """Every parameter with its dated values, as plain JSON values."""
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
