"""Running the examples of rules: each on tables of its own, every case expected, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from checker.auditing.request import parse_period
from checker.auditing.runnable import cannot_run, inactive
from checker.auditing.world import offsets_of
from checker.calendars.build import build_calendars
from checker.calendars.config import ALWAYS_OPEN
from checker.cases.carried import create_earlier
from checker.cases.engine import DuckDBEngine
from checker.cases.judge import Judgement
from checker.cases.verdicts import Period
from checker.cases.world import create_calendars, create_periods
from checker.errors import CheckerError
from checker.examples.tables import create_example_tables, local_instant
from checker.expressions.world import World
from checker.kinds.rule import Example
from checker.rulebook.book import BookRule, RuleBook
from checker.rulebook.parameters import dated_values
from checker.rulebook.policy import Policy
from checker.schema.model import load_schema
from checker.tables import VERDICTS

ALWAYS = Period(date(1900, 1, 1), date(2200, 1, 1))
DETAILS = ("verdict", "outcome", "due_at", "done_at", "reason", "responsible_id", "clauses", "severity", "missing")
CALENDAR_DAYS = 500


@dataclass(frozen=True)
class Outcome:
    """One example run: the differences between what was expected and what came out; none: it passes."""

    rule_id: str
    example: str
    differences: tuple[str, ...]


def run_examples(book: RuleBook, entry: BookRule) -> list[Outcome]:
    """All examples of one rule, in their order."""
    outcomes = []
    for example in entry.rule.examples:
        try:
            found = judge_example(book, entry, example)
            differences = compare(example.expect, found)
        except CheckerError as error:
            differences = [str(problem) for problem in error.problems]
        outcomes.append(Outcome(entry.rule.id, example.name, tuple(differences)))
    return outcomes


def judge_example(book: RuleBook, entry: BookRule, example: Example) -> dict[str, dict[str, Any]]:
    """Every case of the example by its key (subject, or subject@occurrence), not applicable ones too."""
    as_of = local_instant(example.as_of, example.zone)
    with TemporaryDirectory(prefix="checker-example-") as folder:
        engine = DuckDBEngine(Path(folder), threads=1)
        where = f"{entry.where}: {entry.rule.id}: {example.name}"
        delivered = create_example_tables(engine, load_schema(), example, where)
        world = _world(book, example, as_of, delivered)
        _calendars(engine, example, world)
        views = {name: view.tree for name, view in book.views.items()}
        judgement = Judgement(engine, book.relations, views, world, (*VERDICTS, "not_applicable"))
        query = judgement.compile(entry.rule, where)
        if inactive(entry, world, book.parameters) or cannot_run(book, query, world):
            return {"*": {"verdict": "not_run"}}
        ran = judgement.run(query, entry.pack)
        if ran.status != "ran":
            return {"*": {"verdict": ran.status, "reason": ran.reason}}
        cases = _cases(engine, example.zone)
        engine.close()
        return cases


def compare(expected: Mapping[str, Any], found: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Differences in words: cases expected and not found, found and not expected, and details that differ."""
    differences = []
    for key, wanted in expected.items():
        detail = {"verdict": wanted} if isinstance(wanted, str) else dict(wanted)
        case = found.get(key)
        if detail.get("verdict") == "none":
            differences += [f"{key}: expected no case, found {case['verdict']}"] if case else []
        elif case is None:
            differences.append(f"{key}: expected {detail['verdict']}, found no case")
        else:
            differences += [
                f"{key}: {name}: expected {value}, found {case.get(name)}"
                for name, value in detail.items()
                if str(value) != str(case.get(name))
            ]
    differences += [
        f"{key}: found {case['verdict']}, not expected" for key, case in found.items() if key not in expected
    ]
    return differences


def _world(book: RuleBook, example: Example, as_of: datetime, delivered: dict[str, frozenset[str]]) -> World:
    overrides = [{"name": name, "value": value} for name, value in example.parameters.items()]
    days = (as_of.date() - timedelta(days=CALENDAR_DAYS), as_of.date() + timedelta(days=CALENDAR_DAYS))
    return World(
        as_of=as_of,
        zone=example.zone,
        offsets=offsets_of(example.zone, *days),
        exported=delivered,
        parameters=dated_values(book.parameters, overrides, "example"),
        units={name: parameter.unit for name, parameter in book.parameters.items()},
    )


def _calendars(engine: DuckDBEngine, example: Example, world: World) -> None:
    policy = Policy(working_calendar=example.calendar if example.calendar is not None else ALWAYS_OPEN)
    zones = {str(row["id"]): row.get("time_zone") for row in example.given.get("org_unit", [])}
    units = zones | {str(row["unit_id"]): None for rows in example.given.values() for row in rows if row.get("unit_id")}
    units |= {name: zones.get(name) for name in units}
    first = world.as_of.date() - timedelta(days=CALENDAR_DAYS)
    calendars = build_calendars(policy, units, world.zone, first, first + timedelta(days=2 * CALENDAR_DAYS))
    create_calendars(engine, calendars)
    period = parse_period(example.period) if example.period else ALWAYS
    create_periods(engine, period, sorted({world.zone, *calendars.zones()}))
    create_earlier(engine, [])


def _cases(engine: DuckDBEngine, zone: str) -> dict[str, dict[str, Any]]:
    listed = ", ".join(DETAILS)
    rows = engine.execute(f"SELECT subject_id, occurrence, {listed} FROM kept ORDER BY subject_id, occurrence")
    found = {}
    for subject, occurrence, *values in rows:
        key = f"{subject}@{occurrence}" if occurrence else subject
        found[key] = {name: _shown(value, zone) for name, value in zip(DETAILS, values, strict=True)}
    return found


def _shown(value: Any, zone: str) -> Any:
    if not isinstance(value, datetime):
        return " ".join(value) if isinstance(value, list) else value
    local = value.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return local.isoformat(sep=" ")
