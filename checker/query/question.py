"""A query as its user asks it, and the filters in it as SQL with bound parameters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

CODES: dict[str, tuple[str, ...]] = {
    "severity": ("critical", "high", "medium", "low"),
    "basis": ("explicit", "interpreted"),
    "verdict": ("met", "violated", "pending", "undetermined"),
    "standing": ("open", "cured", "void", "lost"),
    "scope": ("period", "carried"),
    "effect": ("violation", "suspicion", "advice"),
    "change": ("new", "persisting", "reopened", "revised", "resolved"),
    "rectification": ("due", "overdue", "in_time", "late"),
    "dispute": ("open", "upheld", "rejected"),
}
"""Filters whose values are few and known."""

STORED = {"rule": "rule_id", "clause": "clauses", "pack": "pack", "kind": "kind"}
"""Filters whose values stand in the rules of the audits."""

Clause = tuple[str, list[Any]]


@dataclass(frozen=True)
class Question:
    """What is asked for. `filters`: name to values, of which one must fit; due days are local and inclusive.

    `implied`: only cases that follow from another violation, or only those that do not; None for both.
    `top` 0 means all rows; `sort`: column names, descending with a leading minus."""

    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    text: tuple[str, ...] = ()
    implied: bool | None = None
    due_from: date | None = None
    due_to: date | None = None
    group_by: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    top: int = 0
    lang: str = "en"


def conditions(question: Question, due_on: str) -> Clause:
    """The WHERE clause over `c` and the names, with its parameters; `due_on` is the SQL of the local due day."""
    parts: list[Clause] = [FILTERS[name](values) for name, values in question.filters.items() if values]
    parts += [_text(sought) for sought in question.text]
    if question.implied is not None:
        parts.append((f"c.implied_by {'<>' if question.implied else '='} ''", []))
    if question.due_from:
        parts.append((f"{due_on} >= ?", [question.due_from]))
    if question.due_to:
        parts.append((f"{due_on} <= ?", [question.due_to]))
    sql = " AND ".join(f"({part})" for part, _ in parts) or "true"
    return sql, [value for _, values in parts for value in values]


def _any(sql: str, values: tuple[str, ...], times: int = 1) -> Clause:
    return " OR ".join([sql] * len(values)), [value for value in values for _ in range(times)]


def _equal(column: str) -> Callable[[tuple[str, ...]], Clause]:
    return lambda values: _any(f"coalesce(c.{column}, '') = ?", values)


def _pattern(column: str) -> Callable[[tuple[str, ...]], Clause]:
    """Equal, or like a pattern with `*`."""
    return lambda values: _any(f"c.{column} GLOB ?", tuple(_literal(value) for value in values))


def _literal(value: str) -> str:
    return "".join(f"[{character}]" if character in "[?" else character for character in value)


def _clause(values: tuple[str, ...]) -> Clause:
    return _any("len(list_filter(c.clauses, lambda one: one GLOB ?)) > 0", tuple(_literal(value) for value in values))


def _named(who: str) -> Callable[[tuple[str, ...]], Clause]:
    """By id, by a part of the name, or `unassigned` for nobody."""

    def clause(values: tuple[str, ...]) -> Clause:
        nobody = [value for value in values if value == "unassigned"]
        somebody = tuple(value for value in values if value != "unassigned")
        sql, bound = _any(f"c.{who}_id = ? OR contains({_folded(f'{who}.name')}, {_folded('?')})", somebody, times=2)
        parts = [part for part in (sql, f"coalesce(c.{who}_id, '') = ''" if nobody else "") if part]
        return " OR ".join(parts), bound

    return clause


def _subject(values: tuple[str, ...]) -> Clause:
    """By id, `type:id`, or a part of the name."""
    name = _folded("subject.name")
    sql = f"c.subject_id = ? OR c.subject_type || ':' || c.subject_id = ? OR contains({name}, {_folded('?')})"
    return _any(sql, values, times=3)


def _text(sought: str) -> Clause:
    texts = _folded("concat_ws(chr(10), c.text_en, c.text_ru, c.text_zh)")
    return f"contains({texts}, {_folded('?')})", [sought]


def _folded(sql: str) -> str:
    """Small letters, composed, and Russian ё as е: as people compare names."""
    return f"replace(lower(nfc_normalize(CAST({sql} AS VARCHAR))), 'ё', 'е')"


FILTERS: dict[str, Callable[[tuple[str, ...]], Clause]] = {
    "rule": _pattern("rule_id"),
    "clause": _clause,
    **{name: _equal(name) for name in ("pack", "kind", "severity", "basis", "effect", "tier", "verdict", "outcome")},
    **{name: _equal(name) for name in ("standing", "scope", "change", "rectification", "dispute")},
    **{who: _named(who) for who in ("client", "unit", "responsible")},
    "subject": _subject,
}
"""Filter names, and what makes SQL of their values."""
