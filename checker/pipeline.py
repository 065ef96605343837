"""Read this first: the stages of an audit in order. They meet only in tables."""

import getpass
import platform
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from checker.auditing.completeness import at_or_above, shortcomings
from checker.auditing.manifest import build_manifest, fingerprint, rates
from checker.auditing.record import verdict_counts, write_cases, write_clauses, write_people, write_rules
from checker.auditing.request import Request, settle_fail_on, settle_moment, settle_period
from checker.auditing.runnable import cannot_run, inactive, selected
from checker.auditing.world import build_world, company_calendars
from checker.cases.engine import DuckDBEngine
from checker.cases.judge import NOT_MET, Judgement, Ran
from checker.cases.world import create_calendars, create_earlier, create_periods, create_tables
from checker.errors import EXIT_INCOMPLETE, EXIT_OK, EXIT_VIOLATIONS, CheckerError, Problem, UsageError
from checker.escalation.parquet import write_escalations
from checker.escalation.rows import Person
from checker.escalation.stage import escalate
from checker.kinds.query import CaseQuery
from checker.rulebook.book import BookRule, RuleBook, load_book, shipped_rules
from checker.rulebook.policy import Policy, load_policy
from checker.schema.model import load_schema
from checker.snapshot import read_snapshot
from checker.store.audits import StoredAudit, earlier
from checker.store.naming import audit_id
from checker.store.publish import publish
from checker.tables import VERDICTS

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Audited:
    """A finished audit: where it is stored, the process's exit code, and what makes it incomplete."""

    stored: StoredAudit
    exit_code: int
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = field(default=())


def silent(what: str, done: int, total: int) -> None:
    """The progress that nobody watches."""


def audit(request: Request, progress: Progress = silent) -> Audited:
    """Rules over a snapshot -> cases -> escalations -> store. CheckerError for whatever the user can put right."""
    started = datetime.now(UTC)
    book = load_book(list(request.rules) or [shipped_rules()])
    policy = load_policy(request.config)
    with TemporaryDirectory(prefix="checker-") as folder:
        work = Path(folder).resolve()
        snapshot = read_snapshot(request.snapshot, work / "canonical", progress)
        as_of = settle_moment(request, snapshot)
        policy, notes = _with_snapshot_policy(policy, snapshot.header.policy, request)
        fail_on = settle_fail_on(request, policy)
        world = build_world(book, snapshot, policy, as_of, overrides(request.parameters))
        period = settle_period(request, as_of, world.zone)
        before = earlier(request.store, (period.start, period.end), as_of, book.packs, snapshot.header.company)
        calendars = company_calendars(snapshot, policy, world)
        engine = DuckDBEngine(work, memory=request.memory, threads=request.threads)
        create_tables(engine, load_schema(), {name: snapshot.path(name) for name in snapshot.tables}, as_of)
        create_calendars(engine, calendars)
        create_periods(engine, period, sorted({world.zone, *calendars.zones()}))
        create_earlier(engine, [audit.cases for audit in before])
        engine.shut_in()
        views = {name: view.tree for name, view in book.views.items()}
        judgement = Judgement(engine, book.relations, views, world, VERDICTS if request.keep_all else NOT_MET)
        rules = selected(book, request, policy.packs)
        ran = judge(book, judgement, rules, progress)
        counts = verdict_counts(engine)
        problems = shortcomings(
            snapshot, ran, counts, policy, before[-1].manifest if before else None, request.max_undetermined
        )
        _rated(engine, rules)
        outputs = work / "outputs"
        outputs.mkdir()
        _write(engine, book, rules, ran, world, period, snapshot.quarantine, request, outputs)
        name = audit_id(
            (period.start, period.end),
            as_of,
            fingerprint(snapshot, book, policy, request, world, [audit.audit_id for audit in before]),
        )
        manifest = build_manifest(
            name, request, snapshot, book, policy, world, period, ran, counts, rates(engine), problems
        )
        failing = _failing(engine, fail_on)
        stored = publish(request.store, manifest, lambda target: _move(outputs, target), _run(request, started, ran))
        engine.close()
    code = EXIT_INCOMPLETE if problems else EXIT_VIOLATIONS if failing else EXIT_OK
    return Audited(stored, code, tuple(problems), tuple(notes))


def judge(book: RuleBook, judgement: Judgement, rules: Sequence[BookRule], progress: Progress) -> dict[str, Ran]:
    """Every rule compiled (all mistakes at once), then judged in the order of the files."""
    queries, ran = compiled(book, judgement, rules)
    for done, entry in enumerate(rules):
        progress(entry.rule.id, done, len(rules))
        if entry.rule.id in queries:
            ran[entry.rule.id] = judgement.run(queries[entry.rule.id], entry.pack)
    return ran


def compiled(
    book: RuleBook, judgement: Judgement, rules: Sequence[BookRule]
) -> tuple[dict[str, CaseQuery], dict[str, Ran]]:
    """Queries of the rules that can run, and what became of the others. UsageError lists the mistakes of all rules."""
    queries: dict[str, CaseQuery] = {}
    ran: dict[str, Ran] = {}
    problems: list[Problem] = []
    for entry in rules:
        try:
            query = judgement.compile(entry.rule, f"{entry.where}: {entry.rule.id}")
        except UsageError as error:
            problems.extend(error.problems)
            continue
        unset = inactive(entry, judgement.world, book.parameters)
        lacking = cannot_run(book, query, judgement.world)
        if unset:
            ran[entry.rule.id] = Ran(entry.rule.id, "inactive", unset)
        elif lacking:
            ran[entry.rule.id] = Ran(entry.rule.id, "not_run", lacking)
        else:
            queries[entry.rule.id] = query
    if problems:
        raise UsageError(dict.fromkeys(problems))
    return queries, ran


def overrides(parameters: Sequence[str]) -> list[dict[str, Any]]:
    """--set name=value as parameter entries."""
    entries = []
    for text in parameters:
        name, equals, value = text.partition("=")
        if not equals:
            raise UsageError(Problem("--set", f"'{text}' has no '='", "write --set name=value"))
        listed = value.split(";") if ";" in value else value
        entries.append({"name": name.strip(), "value": listed})
    return entries


def _with_snapshot_policy(policy: Policy, found: Any, request: Request) -> tuple[Policy, list[str]]:
    """Policy in a snapshot is reported and ignored, unless trusted."""
    if not found:
        return policy, []
    names = ", ".join(sorted(found))
    if not request.trust_snapshot_policy:
        return policy, [f"snapshot.yaml sets policy ({names}); ignored without --trust-snapshot-policy"]
    given = {name: value for name, value in found.items() if name in Policy.model_fields}
    unset = {name: value for name, value in given.items() if name not in policy.model_fields_set}
    return Policy.model_validate({**policy.model_dump(exclude_unset=True), **unset}), [
        f"policy of the snapshot: {names}"
    ]


def _rated(engine: DuckDBEngine, rules: Sequence[BookRule]) -> None:
    names = [entry.rule.id for entry in rules if entry.rule.effect == "violation"]
    engine.execute("CREATE TABLE rated AS SELECT UNNEST($1::VARCHAR[]) AS rule_id", [names])


def _failing(engine: DuckDBEngine, fail_on: str) -> bool:
    query = "SELECT DISTINCT severity FROM \"case\" WHERE verdict = 'violated' AND scope = 'period' AND effect = 'violation'"
    return any(at_or_above(severity, fail_on) for (severity,) in engine.execute(query))


def _write(
    engine: DuckDBEngine,
    book: RuleBook,
    rules: Sequence[BookRule],
    ran: dict[str, Ran],
    world: Any,
    period: Any,
    quarantine: Path,
    request: Request,
    folder: Path,
) -> None:
    write_cases(engine, folder)
    said = {name: str(values[-1].value) for name, values in world.parameters.items()}
    write_rules(engine, book, rules, ran, said, folder / "rules.parquet")
    write_clauses(engine, book, [], folder / "clauses.parquet")
    write_people(engine, folder / "people.parquet")
    (folder / "quarantine.parquet").write_bytes(quarantine.read_bytes())
    titles = {entry.rule.id: entry.rule.title.model_dump() for entry in rules}
    people = [Person(*row) for row in engine.execute(_PEOPLE)]
    rows = escalate(folder / "cases.parquet", people, (period.start, period.end), titles, request.chain)
    write_escalations(folder / "escalations.parquet", rows)


_PEOPLE = (
    "SELECT e.id, COALESCE(e.unit_id, ''), COALESCE(CASE WHEN u.head_id = e.id THEN p.head_id ELSE u.head_id END, ''), "
    "COALESCE(e.name, '') FROM employee AS e LEFT JOIN org_unit AS u ON u.id = e.unit_id "
    "LEFT JOIN org_unit AS p ON p.id = u.parent_id ORDER BY e.id"
)


def _move(source: Path, target: Path) -> None:
    for file in sorted(source.iterdir()):
        (target / file.name).write_bytes(file.read_bytes())


def _run(request: Request, started: datetime, ran: dict[str, Ran]) -> dict[str, Any]:
    return {
        "started": started.isoformat(),
        "ended": datetime.now(UTC).isoformat(),
        "user": _user(),
        "host": platform.node(),
        "python": sys.version.split()[0],
        "snapshot": str(request.snapshot),
        "arguments": list(request.argv),
        "milliseconds": {name: round(result.milliseconds, 1) for name, result in ran.items()},
    }


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


__all__ = ["Audited", "CheckerError", "audit", "compiled", "judge", "overrides"]
