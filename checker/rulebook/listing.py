"""Rules and clauses as tables for the terminal, as JSON and as a page."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, get_args

from checker.errors import Problem, UsageError, nearest
from checker.kinds import KINDS
from checker.kinds.rule import SEVERITIES, Basis, Effect, Rule
from checker.rulebook.book import BookRule, RuleBook
from checker.rulebook.coverage import Placed
from checker.words.width import columns
from checker.words.words import Words

RULE_COLUMNS = ("rule_id", "pack", "kind", "severity", "basis", "effect", "clauses", "title")
CLAUSE_COLUMNS = ("clause_id", "locator", "basis", "checkability", "became", "rule_ids", "title", "why")


@dataclass(frozen=True)
class Filters:
    """What a rule must be to be listed; None asks for nothing. `core`: it cites a core clause of the register."""

    pack: str | None = None
    clause: str | None = None
    kind: str | None = None
    severity: str | None = None
    basis: str | None = None
    effect: str | None = None
    core: bool = False


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
        "basis": get_args(Basis),
        "effect": get_args(Effect),
    }
    problems = [
        Problem(f"--{name}", f"unknown {name} '{value}'", nearest(value, names))
        for name, names in known.items()
        if (value := getattr(filters, name)) is not None and value not in names
    ]
    if problems:
        raise UsageError(problems)


def _fits(book: RuleBook, entry: BookRule, filters: Filters) -> bool:
    rule = entry.rule
    cited = [ref.id for ref in rule.clauses]
    has = {"pack": entry.pack, "kind": kind_of(rule), "severity": rule.severity, "basis": rule.basis}
    has["effect"] = rule.effect
    return (
        all(getattr(filters, name) in (None, value) for name, value in has.items())
        and (filters.clause is None or filters.clause in cited)
        and (not filters.core or any(name in book.clauses and book.clauses[name].core for name in cited))
    )


def kind_of(rule: Rule) -> str:
    """The kind a rule names."""
    kind: str = rule.kind  # type: ignore[attr-defined]
    return kind


def rule_table(rules: Iterable[BookRule], format_: str, lang: str) -> str:
    """Rules as an aligned table or as JSON."""
    rows = [_rule_row(entry, lang) for entry in rules]
    return _rendered(rows, RULE_COLUMNS, format_, lang)


def coverage_page(placed: Sequence[Placed], format_: str, lang: str) -> str:
    """Every clause with what it became and why: table, JSON or an HTML page; the table ends with the counts."""
    rows = [_clause_row(item, lang) for item in placed]
    if format_ == "html":
        return _html(rows, lang)
    text = _rendered(rows, CLAUSE_COLUMNS, format_, lang, ("table", "json", "html"))
    if format_ == "json":
        return text
    counts = Counter(item.became for item in placed)
    return f"{text}\n\n" + ", ".join(f"{name}: {n}" for name, n in sorted(counts.items()))


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


def _clause_row(item: Placed, lang: str) -> dict[str, Any]:
    return {
        "clause_id": item.clause.id,
        "locator": item.clause.locator,
        "basis": item.clause.basis,
        "checkability": item.clause.checkability,
        "became": item.became,
        "rule_ids": list(item.rule_ids),
        "title": item.clause.title[lang],
        "why": item.why,
    }


def _rendered(
    rows: Sequence[dict[str, Any]],
    names: Sequence[str],
    format_: str,
    lang: str,
    known: Sequence[str] = ("table", "json"),
) -> str:
    if format_ == "json":
        return json.dumps(rows, ensure_ascii=False, indent=2)
    if format_ != "table":
        raise UsageError(Problem("--format", f"unknown format '{format_}'", nearest(format_, known)))
    words = Words(lang)
    headings = [words.find("heading", name) or name for name in names]
    return columns([headings, *([_cell(row[name]) for name in names] for row in rows)])


def _cell(value: Any) -> str:
    return " ".join(value) if isinstance(value, list) else str(value)


def _html(rows: Sequence[dict[str, Any]], lang: str) -> str:
    words = Words(lang)
    heads = "".join(f"<th scope='col'>{escape(words.find('heading', name) or name)}</th>" for name in CLAUSE_COLUMNS)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{escape(_cell(row[name]))}</td>" for name in CLAUSE_COLUMNS) + "</tr>" for row in rows
    )
    return (
        f"<!doctype html>\n<html lang='{lang}'><meta charset='utf-8'>"
        f"<title>{escape(words.label('heading', 'clauses'))}</title>"
        "<style>body{font:14px/1.4 system-ui,sans-serif;margin:2rem}table{border-collapse:collapse}"
        "td,th{border:1px solid #8888;padding:.3em .5em;text-align:left;vertical-align:top}</style>\n"
        f"<table><thead><tr>{heads}</tr></thead><tbody>\n{body}\n</tbody></table></html>"
    )
