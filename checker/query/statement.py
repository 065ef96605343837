"""One SELECT over the documented views and nothing else: what a statement may hold before it is run.

The text is parsed by the engine that runs it, and its tree is held against a white list. It then runs as a subquery, in
which the engine accepts nothing that writes, on an engine that is shut in (`sql.py`).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from checker.errors import Problem, UsageError, nearest
from checker.query.views import VIEWS

WHERE = "--sql"
READING = frozenset({"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"})
"""Parts of a query that only read; data can also be changed, and files written, by what stands in a WITH."""
MAKING_ROWS = frozenset({"range", "generate_series", "unnest"})
"""Functions in FROM that read nothing."""
ONLY = "one SELECT over the views is answered: `DESCRIBE cases` shows the columns of one, docs/query.md those of all"


@dataclass(frozen=True)
class Statement:
    """A statement that only reads. `text` ends without a semicolon; `ordered`: the rows stand as somebody wants it."""

    text: str
    ordered: bool


def checked(connection: Any, sql: str) -> Statement:
    """The statement, if it is one SELECT over the views. Raises UsageError."""
    text = _single(connection, sql)
    # What is held against the list is what will run: the text in brackets.
    for bracketed in (text, f"SELECT * FROM (\n{text}\n)"):
        _single(connection, bracketed)
        tree = _tree(connection, bracketed)
        problems = sorted(set(_problems(tree, _named_here(tree))))
        if problems:
            raise UsageError(problems)
    return Statement(text, _is_ordered(_tree(connection, text)))


def _single(connection: Any, sql: str) -> str:
    try:
        found = connection.extract_statements(sql)
    except duckdb.Error as error:
        raise UsageError(Problem(WHERE, said(error), ONLY)) from None
    if len(found) != 1:
        what = "holds no statement" if not found else f"holds {len(found)} statements"
        raise UsageError(Problem(WHERE, what, ONLY))
    if found[0].type.name != "SELECT":
        raise UsageError(Problem(WHERE, f"is no SELECT but {found[0].type.name}", ONLY))
    text = str(found[0].query).strip()
    while ";" in text and _says_nothing(connection, text.rpartition(";")[2]):
        text = text.rpartition(";")[0].rstrip()
    return text


def said(error: duckdb.Error) -> str:
    """What the engine says, on one line and without the statement."""
    return " ".join(str(error).partition("\n\nLINE ")[0].split())


def _says_nothing(connection: Any, text: str) -> bool:
    """Whether there is nothing but blanks and remarks."""
    try:
        return not connection.extract_statements(text)
    except duckdb.Error:
        return False


def _tree(connection: Any, text: str) -> Any:
    (told,) = connection.execute("SELECT json_serialize_sql(?::VARCHAR)", [text]).fetchone()
    tree = json.loads(told)
    if tree.get("error") or len(tree.get("statements", ())) != 1:
        raise UsageError(Problem(WHERE, str(tree.get("error_message") or "cannot be read"), ONLY))
    return tree["statements"][0]["node"]


def _problems(tree: Any, named: frozenset[str]) -> Iterator[Problem]:
    for part in _parts(tree):
        kind = part.get("type")
        if isinstance(kind, str) and kind.endswith("_NODE") and kind not in READING:
            what = kind.removesuffix("_NODE").removesuffix("_QUERY").lower()
            yield Problem(WHERE, f"does more than read: {what}", ONLY)
        elif kind == "TABLE_FUNCTION":
            name = str(part["function"].get("function_name", "")).lower()
            if name not in MAKING_ROWS:
                yield Problem(WHERE, f"the function {name}() may not stand in FROM", ONLY)
        elif kind == "BASE_TABLE":
            name = str(part.get("table_name", ""))
            place = ".".join(part[key] for key in ("catalog_name", "schema_name") if part.get(key))
            if place and name.lower() in VIEWS:
                yield Problem(WHERE, f"the view {name} stands in no {place}", f"write {name}")
            elif place or name.lower() not in named:
                yield Problem(WHERE, f"there is no view '{name}'", nearest(name.lower(), VIEWS) or ONLY)


def _named_here(tree: Any) -> frozenset[str]:
    """The views, and what the statement itself names in a WITH."""
    given = [one["key"].lower() for part in _parts(tree) for one in _withs(part)]
    return frozenset({*VIEWS, *given})


def _withs(part: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = part.get("cte_map")
    return list(found.get("map", ())) if isinstance(found, dict) else []


def _is_ordered(tree: Mapping[str, Any]) -> bool:
    """Whether the statement gives an order, or describes a view, whose columns have theirs."""
    told = (tree.get("from_table") or {}).get("type") == "SHOW_REF"
    return told or any(one.get("type") == "ORDER_MODIFIER" for one in tree.get("modifiers", ()))


def _parts(tree: Any) -> Iterator[Mapping[str, Any]]:
    """Every object of the tree."""
    waiting = [tree]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield one
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
