"""Findings about a rule book: expressions that do not bind, clauses without a place, examples, unused parameters."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from checker.calendars.build import build_calendars
from checker.cases.carried import create_earlier
from checker.cases.engine import DuckDBEngine
from checker.cases.judge import Judgement
from checker.cases.verdicts import Period
from checker.cases.world import create_calendars, create_periods, create_tables
from checker.errors import Problem, UsageError
from checker.kinds.rule import Rule
from checker.rulebook.book import RuleBook
from checker.rulebook.coverage import doubly_placed, placements
from checker.rulebook.plain_world import plain_world
from checker.rulebook.policy import Policy
from checker.schema.model import load_schema

MOMENT = datetime(2024, 6, 15, 9)
WANTED = {"met", "violated"}


def lint(book: RuleBook) -> list[Problem]:
    """All findings, in the order of the checks; an empty list is a clean book."""
    return [*_binding(book), *_unplaced(book), *_examples(book), *_unused(book)]


def _binding(book: RuleBook) -> list[Problem]:
    """Each rule compiled and run over empty tables, so that the engine checks every name and type."""
    schema = load_schema()
    problems: list[Problem] = []
    with TemporaryDirectory(prefix="checker-lint-") as folder:
        engine = DuckDBEngine(Path(folder), threads=1)
        create_tables(engine, schema, {}, MOMENT)
        create_calendars(engine, build_calendars(Policy(), {}, "UTC", date(2024, 1, 1), date(2024, 12, 31)))
        create_periods(engine, Period(date(2024, 6, 1), date(2024, 7, 1)), ["UTC"])
        create_earlier(engine, [])
        views = {name: view.tree for name, view in book.views.items()}
        judgement = Judgement(engine, book.relations, views, plain_world(book, MOMENT))
        for entry in book.rules.values():
            try:
                ran = judgement.run(judgement.compile(entry.rule, f"{entry.where}: {entry.rule.id}"), entry.pack)
            except UsageError as error:
                problems.extend(error.problems)
                continue
            if ran.status == "failed":
                problems.append(Problem(entry.where, f"{entry.rule.id}: {ran.reason}", "see docs/writing_rules.md"))
        engine.close()
    return problems


def _unplaced(book: RuleBook) -> Iterable[Problem]:
    for placed in placements(book):
        if placed.became == "unplaced":
            yield Problem(placed.clause.id, "is placed nowhere", "cite it in a rule, or give it a reason under placed")
    for clause in doubly_placed(book):
        yield Problem(clause, "is placed twice", "either a rule cites it or it stands under placed, once")


def _examples(book: RuleBook) -> Iterable[Problem]:
    for entry in book.rules.values():
        lacking = WANTED - _verdicts_shown(entry.rule)
        kind: str = entry.rule.kind  # type: ignore[attr-defined]
        if lacking and kind != "indicator":
            names = ", ".join(sorted(lacking))
            yield Problem(entry.where, f"{entry.rule.id}: no example shows {names}", "add one that a reader can follow")


def _verdicts_shown(rule: Rule) -> set[str]:
    wanted = [value for example in rule.examples for value in example.expect.values()]
    return {value if isinstance(value, str) else str(value.get("verdict")) for value in wanted}


def _unused(book: RuleBook) -> Iterable[Problem]:
    text = " ".join(entry.rule.model_dump_json() for entry in book.rules.values())
    text += " ".join(view.view.select for view in book.views.values())
    for name in book.parameters:
        if f"${name}" not in text and f"'{name}'" not in text:
            yield Problem(name, "parameter is used nowhere", "use it or take it out")
