"""A pack of one rule, written as its own lines of YAML, judged over rows written by hand."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent, indent
from typing import Any

from checker.examples.run import judge_example
from checker.kinds.rule import Example
from checker.rulebook.book import BookRule, RuleBook, load_book

Rows = Sequence[Mapping[str, Any]]
HEAD = """
id: t-rule
clauses: [t-1]
title: {en: A rule, ru: Правило, zh: 规则}
severity: low
basis: explicit
"""


@cache
def book_of(rule: str, extra: str = "") -> tuple[RuleBook, BookRule]:
    """The book of one rule; `extra` is more of the pack (views, parameters). UsageError for mistakes."""
    body = indent((HEAD + dedent(rule)).strip(), "    ")
    text = f"pack: t\ntitle: {{en: T, ru: Т, zh: 测}}\n{dedent(extra)}\nrules:\n  -\n{body}\n"
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.yaml"
        path.write_text(text, encoding="utf-8")
        book = load_book([path])
    return book, book.rules["t-rule"]


def cases(
    rule: str,
    given: Mapping[str, Rows],
    as_of: str,
    *,
    extra: str = "",
    lacks: Sequence[str] = (),
    zone: str = "UTC",
    calendar: dict[str, Any] | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> dict[str, dict[str, Any]]:
    """Every case by its key (subject, or subject@occurrence) with verdict, outcome, due_at and the rest."""
    book, entry = book_of(rule, extra)
    example = Example(
        name="rows by hand",
        as_of=as_of,
        given={table: [dict(row) for row in rows] for table, rows in given.items()},
        expect={},
        lacks=list(lacks),
        zone=zone,
        calendar=calendar,
        parameters=dict(parameters or {}),
    )
    return judge_example(book, entry, example)


def verdicts(rule: str, given: Mapping[str, Rows], as_of: str, **more: Any) -> dict[str, str]:
    """Every case by its key: its verdict, of a violation its outcome."""
    found = cases(rule, given, as_of, **more)
    return {key: str(case.get("outcome") or case["verdict"]) for key, case in found.items()}


def log(entity: str, field: str, *changes: tuple[str, str, str | None, str | None]) -> list[dict[str, Any]]:
    """Rows of the change log: (entity id, moment, old, new), numbered in their order."""
    return [
        {
            "id": f"{entity_id}-{number}", "entity": entity, "entity_id": entity_id, "field": field, "old_value": old,
            "new_value": new, "effective_at": moment, "changed_at": moment, "changed_by_id": "u1",
        }
        for number, (entity_id, moment, old, new) in enumerate(changes, start=1)
    ]  # fmt: skip
