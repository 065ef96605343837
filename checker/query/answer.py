"""A question answered: its SQL, and the rows it gives."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.errors import Problem, UsageError, nearest
from checker.query.audits import opened
from checker.query.columns import COUNTS, DEFAULT, NAMES, SHORT, column, expression, group
from checker.query.question import CODES, STORED, Question, conditions

WORST_FIRST = (
    "list_position(['violated', 'undetermined', 'pending', 'met'], c.verdict), "
    "list_position(['critical', 'high', 'medium', 'low'], c.severity), "
    "c.due_at NULLS LAST, c.rule_id, c.case_id, c.audit"
)
JOINS = " ".join(
    f"LEFT JOIN names {who} ON {who}.entity = {entity} AND {who}.id = c.{who}_id" for who, entity in NAMES.items()
)
FROM = f"FROM cases c LEFT JOIN rules r USING (rule_id) {JOINS}"


@dataclass(frozen=True)
class Answer:
    """Rows of a query under their column names; `total` rows there are in all, of which `top` may have cut some."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    total: int


def answer(folders: Sequence[Path], question: Question) -> Answer:
    """Ask stored audits. Raises UsageError: unknown column, group or value of a filter, all mistakes at once."""
    columns, select, tail = _shape(question, several=len(folders) > 1)
    with opened(folders) as connection:
        _check_values(connection, question)
        where, bound = conditions(question, expression("due_on", question.lang))
        sql = f"SELECT {select} {FROM} WHERE {where} {tail}"
        total = connection.execute(f"SELECT count(*) FROM ({sql})", bound).fetchone()
        limit = f" LIMIT {question.top:d}" if question.top else ""
        rows = connection.execute(sql + limit, bound).fetchall()
    return Answer(columns, rows, int(total[0]) if total else 0)


def count(folders: Sequence[Path], question: Question) -> int:
    """How many cases fit."""
    with opened(folders) as connection:
        _check_values(connection, question)
        where, bound = conditions(question, expression("due_on", question.lang))
        found = connection.execute(f"SELECT count(*) {FROM} WHERE {where}", bound).fetchone()
    return int(found[0]) if found else 0


def _shape(question: Question, several: bool) -> tuple[tuple[str, ...], str, str]:
    """Column names, the SELECT list, and what follows WHERE."""
    if question.group_by:
        return _grouped(question)
    columns = tuple(column(name, "--columns") for name in question.columns)
    columns = columns or (*DEFAULT, *(("audit",) if several else ()))
    select = ", ".join(f'{expression(name, question.lang)} AS "{name}"' for name in columns)
    order = [_order(column(name.removeprefix("-"), "--sort"), name, question.lang) for name in question.sort]
    return columns, select, f"ORDER BY {', '.join([*order, WORST_FIRST])}"


def _grouped(question: Question) -> tuple[tuple[str, ...], str, str]:
    keys = tuple(group(name) for name in question.group_by)
    if question.columns:
        raise UsageError(Problem("--columns", "does not go with --group-by", "leave one of them out"))
    select = ", ".join(f'{_key(name, question.lang)} AS "{name}"' for name in keys)
    counts = (
        "count(*) AS cases, count(*) FILTER (c.verdict = 'violated') AS violated, "
        "count(*) FILTER (c.verdict = 'undetermined') AS undetermined, "
        "count(*) FILTER (c.verdict = 'pending') AS pending, "
        "count(*) FILTER (c.verdict = 'violated' AND c.standing = 'open') AS open"
    )
    named = [f"{who}_name" for who in NAMES if f"{who}_id" in keys]
    shown = "".join(f', any_value({expression(name, question.lang)}) AS "{name}"' for name in named)
    order = [_group_order(name, keys) for name in question.sort] or ["violated DESC", "cases DESC"]
    places = ", ".join(str(place + 1) for place in range(len(keys)))
    tail = f"GROUP BY {places} ORDER BY {', '.join(order)}, {places}"
    return (*keys, *named, *COUNTS), f"{select}{shown}, {counts}", tail


def _key(name: str, lang: str) -> str:
    return "unnest(c.clauses)" if name == "clauses" else expression(name, lang)


def _order(name: str, asked: str, lang: str) -> str:
    sql = expression(name, lang)
    if name in CODES:
        sql = f"list_position({list(CODES[name])}, {sql})"
    return f"{sql} {'DESC' if asked.startswith('-') else 'ASC'} NULLS LAST"


def _group_order(asked: str, keys: tuple[str, ...]) -> str:
    bare = asked.removeprefix("-")
    name = SHORT.get(bare, bare)
    known = (*keys, *COUNTS)
    if name not in known:
        raise UsageError(Problem("--sort", f"'{bare}' is no column of this grouping", nearest(bare, known)))
    return f'"{name}" {"DESC" if asked.startswith("-") else "ASC"} NULLS LAST'


def _check_values(connection: Any, question: Question) -> None:
    problems: list[Problem] = []
    for name, values in question.filters.items():
        problems += _unknown(name, values, _known_values(connection, name))
    if problems:
        raise UsageError(problems)


def _known_values(connection: Any, name: str) -> Iterable[str] | None:
    if name in CODES:
        return CODES[name]
    if name not in STORED:
        return None
    value = "unnest(clauses)" if name == "clause" else STORED[name]
    return [str(row[0]) for row in connection.execute(f"SELECT DISTINCT {value} FROM all_rules").fetchall()]


def _unknown(name: str, values: tuple[str, ...], known: Iterable[str] | None) -> list[Problem]:
    if known is None:
        return []
    names = set(known)
    option = f"--{name}"
    return [
        Problem(option, f"unknown {name} '{value}'", nearest(value, names))
        for value in values
        if value not in names and "*" not in value
    ]
