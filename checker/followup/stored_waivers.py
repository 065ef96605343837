"""Waivers laid over a stored audit: what they would excuse of what it found."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from checker.cases.engine import DuckDBEngine
from checker.cases.world import create_tables
from checker.kinds.rule import SEVERITIES
from checker.query.audits import opened
from checker.query.columns import LOCAL_DUE
from checker.rulebook.policy import Policy
from checker.schema.model import load_schema
from checker.snapshot.model import Snapshot
from checker.waivers.applying import Fate, Ground, apply
from checker.waivers.approval import Standing, standings
from checker.waivers.entry import Waiver
from checker.waivers.fingerprint import fingerprint
from checker.waivers.matching import Run, match, promised, waivable_sql

Rules = Mapping[str, tuple[str, ...]]
READ_FOR_ROLES = ("employee", "field_change")
EVER = datetime(9999, 12, 31)


def audited_rules(manifest: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The rules of an audit, each with its former ids."""
    formerly = manifest["rules"].get("formerly", {})
    return {rule: tuple(formerly.get(rule, ())) for rule in manifest["counts"]["by_rule"]}


def laid_over(folder: Path, waivers: tuple[Waiver, ...], ground: Ground) -> list[Fate]:
    """What becomes of each waiver with the violations of a stored audit."""
    with _waivable(folder, waivers) as run:
        return apply(run, waivers, ground)


def fingerprints(folder: Path, waiver: Waiver, rules: Rules) -> dict[str, str]:
    """The violations of a stored audit that a waiver speaks of: case id to what the evidence says now."""
    with _waivable(folder, (waiver,)) as run:
        match(run, (waiver,), rules)
        found = [case for (case,) in run("SELECT case_id FROM spoken_of ORDER BY 1", [])]
        told = run(
            "SELECT case_id, outcome, evidence FROM cases WHERE list_contains(?::VARCHAR[], case_id) ORDER BY 1",
            [found],
        )
    return {case: fingerprint(*said) for case, *said in told}


def unchecked(waivers: tuple[Waiver, ...]) -> dict[str, Standing]:
    """Standings where nothing is known of the approvers: only that nobody waives what he answers for is looked at."""
    return {waiver.id: Standing("", SEVERITIES) for waiver in waivers}


def standings_in(snapshot: Snapshot, waivers: tuple[Waiver, ...], policy: Policy) -> dict[str, Standing]:
    """The standings of the approvers by the employees of a snapshot."""
    delivered = {name: snapshot.path(name) for name in READ_FOR_ROLES if name in snapshot.tables}
    zone = policy.time_zone or snapshot.header.time_zone
    with TemporaryDirectory(prefix="checker-") as work:
        engine = DuckDBEngine(Path(work))
        create_tables(engine, load_schema(), delivered, snapshot.header.taken_at or EVER)
        found = standings(engine.execute, waivers, policy.waivers, policy.role_map, zone)
        engine.close()
    return found


@contextmanager
def _waivable(folder: Path, waivers: tuple[Waiver, ...]) -> Iterator[Run]:
    with opened([folder]) as connection:

        def run(sql: str, parameters: Any) -> list[tuple[Any, ...]]:
            rows: list[tuple[Any, ...]] = connection.execute(sql, parameters).fetchall()
            return rows

        run(waivable_sql("cases AS c", LOCAL_DUE), [promised(waivers)])
        yield run
