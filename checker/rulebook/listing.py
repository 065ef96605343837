"""Rules as a table for the terminal, as JSON and as CSV."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, get_args

from checker.errors import Problem, UsageError, nearest
from checker.kinds import KINDS
from checker.kinds.rule import BASES, SEVERITIES, Effect, Rule
from checker.rulebook.book import BookRule, RuleBook
from checker.words.width import columns
from checker.words.words import Words

FORMATS = ("table", "json", "csv")
LANGUAGES = ("en", "ru", "zh")
RULE_COLUMNS = ("rule_id", "pack", "kind", "severity", "basis", "effect", "clauses", "title")


@dataclass(frozen=True)
class Filters:
    """What a rule must be to be listed; None asks for nothing.

    `clause` may hold * and ?; `core`: it cites a core clause of the register; `search`: words that all stand in its id,
    its titles, its subject, or the titles and contents of its clauses, whatever their case.
    """

    pack: str | None = None
    clause: str | None = None
    kind: str | None = None
    severity: str | None = None
    basis: str | None = None
    effect: str | None = None
    core: bool = False
    search: str | None = None


def listed(book: RuleBook, filters: Filters) -> list[BookRule]:
    """The rules that fit every filter given, in the order of the files. UsageError names every unknown value."""
    _check(book, filters)
    return [entry for entry in book.rules.values() if _fits(book, entry, filters)]


def _check(book: RuleBook, filters: Filters) -> None:
    cited = {ref.id for entry in book.rules.values() for ref in entry.rule.clauses}
    known: dict[str, Iterable[str]] = {
        "pack": book.packs,
        "clause": cited | set(book.clauses),
        "kind": KINDS,
        "severity": SEVERITIES,
        "basis": BASES,
        "effect": get_args(Effect),
    }
    problems = [
        Problem(f"--{name}", f"unknown {name} '{value}'", nearest(value, names))
        for name, names in known.items()
        if (value := getattr(filters, name)) is not None and not any(_is(name, known_, value) for known_ in names)
    ]
    if problems:
        raise UsageError(problems)


def _fits(book: RuleBook, entry: BookRule, filters: Filters) -> bool:
    rule = entry.rule
    cited = [ref.id for ref in rule.clauses]
    has = {"pack": entry.pack, "kind": kind_of(rule), "severity": rule.severity, "effect": rule.effect}
    return (
        all(getattr(filters, name) in (None, value) for name, value in has.items())
        and (filters.basis is None or rule.rests_on(filters.basis))
        and (filters.clause is None or any(fnmatchcase(name, filters.clause) for name in cited))
        and (not filters.core or any(name in book.clauses and book.clauses[name].core for name in cited))
        and (filters.search is None or _says(book, rule, filters.search))
    )


def _is(filter_: str, known: str, value: str) -> bool:
    return fnmatchcase(known, value) if filter_ == "clause" else known == value


def _says(book: RuleBook, rule: Rule, search: str) -> bool:
    texts = [rule.id, rule.subject, *(getattr(rule.title, lang) for lang in LANGUAGES)]
    for clause in (book.clauses[ref.id] for ref in rule.clauses if ref.id in book.clauses):
        texts += [clause.id, clause.says, *clause.title.values()]
    said = "\n".join(texts).casefold()
    return all(word in said for word in search.casefold().split())


def kind_of(rule: Rule) -> str:
    """The kind a rule names."""
    kind: str = rule.kind  # type: ignore[attr-defined]
    return kind


def rule_table(rules: Iterable[BookRule], format_: str, lang: str) -> str:
    """Rules as an aligned table, as JSON, or as CSV with the names of JSON as headings."""
    rows = [_rule_row(entry, lang) for entry in rules]
    return _rendered(rows, RULE_COLUMNS, format_, lang)


def _rule_row(entry: BookRule, lang: str) -> dict[str, Any]:
    rule = entry.rule
    return {
        "rule_id": rule.id,
        "pack": entry.pack,
        "kind": kind_of(rule),
        "severity": rule.severity,
        "basis": rule.basis,
        "effect": rule.effect,
        "clauses": [ref.id for ref in rule.clauses],
        "title": getattr(rule.title, lang),
    }


def _rendered(rows: Sequence[dict[str, Any]], names: Sequence[str], format_: str, lang: str) -> str:
    if format_ == "json":
        return json.dumps(rows, ensure_ascii=False, indent=2)
    if format_ == "csv":
        written = io.StringIO()
        csv.writer(written, lineterminator="\n").writerows(
            [names, *([_cell(row[name]) for name in names] for row in rows)]
        )
        return written.getvalue().rstrip("\n")
    if format_ != "table":
        raise UsageError(Problem("--format", f"unknown format '{format_}'", nearest(format_, FORMATS)))
    words = Words(lang)
    headings = [words.find("heading", name) or name for name in names]
    return columns([headings, *([_cell(row[name]) for name in names] for row in rows)])


def _cell(value: Any) -> str:
    return " ".join(value) if isinstance(value, list) else str(value)
