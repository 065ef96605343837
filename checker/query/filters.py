"""The filters of a question as SQL over `c` (cases), with bound parameters."""

from collections.abc import Callable
from datetime import date
from typing import Any

from checker.query.question import Question
from checker.query.sought import folded, folded_text, glob, languages, pattern, plainest

Clause = tuple[str, list[Any]]

UNASSIGNED = "unassigned"
ENTITIES = {"client": "client", "unit": "org_unit", "responsible": "employee"}
FLAGS = {
    "implied": "c.implied_by <> ''",
    "waived": "c.waiver <> ''",
    "disputed": "c.dispute <> ''",
    "in_baseline": "c.in_baseline",
    "gates": "c.gates",
}
"""Questions of yes or no."""
MANY = 100
"""So many found by a part of their name are looked for by a join."""


def conditions(connection: Any, question: Question) -> Clause:
    """What follows WHERE, with its parameters. Parts of names are looked up first, among the names of the audits."""
    parts: list[Clause] = [FILTERS[name](connection, values) for name, values in question.filters.items() if values]
    for name, sql in FLAGS.items():
        wanted = getattr(question, name)
        if wanted is not None:
            parts.append((sql if wanted else f"NOT ({sql})", []))
    parts += _days("c.due_on", question.due_from, question.due_to)
    parts += _days("c.found_on", question.found_from, question.found_to)
    parts += [_text(sought) for sought in question.text]  # last: they are the dearest
    sql = " AND ".join(f"({part})" for part, _ in parts) or "true"
    return sql, [value for _, values in parts for value in values]


def _days(day: str, first: date | None, last: date | None) -> list[Clause]:
    """Days from the first to the last."""
    return [(f"{day} {sign} ?", [edge]) for sign, edge in ((">=", first), ("<=", last)) if edge]


def _any(sql: str, values: tuple[str, ...], times: int = 1) -> Clause:
    return " OR ".join([sql] * len(values)), [value for value in values for _ in range(times)]


def _equal(column: str) -> Callable[[Any, tuple[str, ...]], Clause]:
    return lambda connection, values: _any(f"c.{column} = ?", values)


def _pattern(column: str) -> Callable[[Any, tuple[str, ...]], Clause]:
    """Equal, or like a pattern with `*`."""

    def clause(connection: Any, values: tuple[str, ...]) -> Clause:
        exact, patterns = _apart(values)
        parts = [_any(f"c.{column} = ?", exact), _any(f"c.{column} GLOB ?", patterns)]
        return _either(parts)

    return clause


def _clause(connection: Any, values: tuple[str, ...]) -> Clause:
    exact, patterns = _apart(values)
    parts: list[Clause] = [("list_has_any(c.clauses, ?::VARCHAR[])", [list(exact)])] if exact else []
    if patterns:
        parts.append(_any("len(list_filter(c.clauses, lambda one: one GLOB ?)) > 0", patterns))
    return _either(parts)


def _missing(connection: Any, values: tuple[str, ...]) -> Clause:
    return "list_has_any(c.missing, ?::VARCHAR[])", [list(values)]


def _named(who: str) -> Callable[[Any, tuple[str, ...]], Clause]:
    """By id, by a part of the name, or `unassigned` for nobody."""

    def clause(connection: Any, values: tuple[str, ...]) -> Clause:
        somebody = tuple(value for value in values if value != UNASSIGNED)
        parts: list[Clause] = []
        if somebody:
            table, found = _look_up(connection, who, somebody)
            few = tuple(sorted({*somebody, *(id_ for _, id_ in found)}))
            if len(found) < MANY:
                parts.append((f"c.{who}_id IN ({', '.join('?' * len(few))})", list(few)))
            else:
                parts += [_any(f"c.{who}_id = ?", somebody), (f"c.{who}_id IN (SELECT id FROM {table})", [])]
        if len(somebody) < len(values):
            parts.append((f"coalesce(c.{who}_id, '') = ''", []))
        return _either(parts)

    return clause


def _subject(connection: Any, values: tuple[str, ...]) -> Clause:
    """By id, `type:id`, or a part of the name."""
    table, found = _look_up(connection, "subject", values)
    typed = [tuple(value.split(":", 1)) for value in values if ":" in value]
    pairs = [*typed, *(found if len(found) < MANY else ())]
    parts = [_any("c.subject_id = ?", values)]
    if pairs:
        sql = " OR ".join(["(c.subject_type = ? AND c.subject_id = ?)"] * len(pairs))
        parts.append((sql, [part for pair in pairs for part in pair]))
    if len(found) >= MANY:
        parts.append((f"EXISTS (SELECT 1 FROM {table} n WHERE n.id = c.subject_id AND n.entity = c.subject_type)", []))
    return _either(parts)


def _look_up(connection: Any, who: str, values: tuple[str, ...]) -> tuple[str, list[tuple[str, str]]]:
    """A table of those whose name holds one of the values, and at most MANY of them."""
    entity, table = ENTITIES.get(who), f"sought_{who}"
    holding = " OR ".join([f"contains({folded('name')}, ?)"] * len(values))
    of = f" WHERE entity = '{entity}'" if entity else ""
    # Names repeat in every audit, and to fold one is dear.
    once = f"WITH once AS MATERIALIZED (SELECT DISTINCT entity, id, name FROM people{of})"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS {once} SELECT DISTINCT entity, id FROM once WHERE {holding}",
        [folded_text(value) for value in values],
    )
    return table, connection.execute(f"SELECT entity, id FROM {table} ORDER BY ALL LIMIT {MANY}").fetchall()


def _text(sought: str) -> Clause:
    """In the description of any language that has such letters."""
    found = languages(sought)
    sql = "contains(c.text_{0}, ?) AND regexp_matches(c.text_{0}, ?, 'i')"
    return _either([(sql.format(lang), [plainest(sought), pattern(sought)]) for lang in found])


def _apart(values: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Values as they are, and patterns."""
    return tuple(v for v in values if "*" not in v), tuple(glob(v) for v in values if "*" in v)


def _either(parts: list[Clause]) -> Clause:
    kept = [part for part in parts if part[0]]
    return " OR ".join(sql for sql, _ in kept), [value for _, bound in kept for value in bound]


PLAIN = ("pack", "kind", "severity", "basis", "effect", "verdict", "outcome", "standing", "scope", "change")
FILTERS: dict[str, Callable[[Any, tuple[str, ...]], Clause]] = {
    "rule": _pattern("rule_id"),
    "clause": _clause,
    **{name: _equal(name) for name in (*PLAIN, "rectification", "dispute", "tier", "reason")},
    **{who: _named(who) for who in ENTITIES},
    "subject": _subject,
    "missing": _missing,
}
"""Filter names, and what makes SQL of their values."""
