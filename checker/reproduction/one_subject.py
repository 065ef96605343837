"""The subject of one case as a relation of one row, laid out of the facts that the case rests on."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from checker.cases.engine import DuckDBEngine
from checker.cases.evidence import quoted
from checker.kinds.query import CaseQuery
from checker.kinds.relations import Relations
from checker.schema.model import DUCKDB_TYPES
from checker.snapshot import sql_text

REFERENCE, KEY = "ref_", "key_"
FLAGS = ("bare_dates", "unreadable")
ENGINE_TYPE = re.compile(r"[A-Z][A-Z0-9_ ]*(\(\d+(, ?\d+)?\))?(\[\])*")


class NotEnough(Exception):
    """The facts are not all that the rule reads."""


@dataclass
class Row:
    """The row of a subject: SQL of its columns, and of the rows that its references lead to, by reference."""

    own: dict[str, str] = field(default_factory=dict)
    beyond: dict[str, dict[str, str]] = field(default_factory=dict)


def row_of(query: CaseQuery, facts: Sequence[Mapping[str, Any]]) -> Row:
    """The row that the facts of a case tell. NotEnough: they are other facts than the rule rests on."""
    if [(fact.entity, fact.name) for fact in query.facts] != [(one.get("entity"), one.get("field")) for one in facts]:
        raise NotEnough("facts")
    row, keys = Row(), dict[str, dict[str, Any]]()
    for fact, told in zip(query.facts, facts, strict=True):
        if fact.column == fact.name:  # also a column that is called key_metrics
            row.own[fact.name] = _value(told)
        elif fact.column.startswith(REFERENCE):
            reference, _, name = fact.column.removeprefix(REFERENCE).partition("__")
            row.beyond.setdefault(reference, {})[name] = _value(told)
        elif fact.column.startswith(KEY):
            column, _, name = fact.column.removeprefix(KEY).partition("__")
            keys.setdefault(column, {})[name] = told.get("value")
        else:
            raise NotEnough(fact.name)
    for column, members in keys.items():
        filled = {name: value for name, value in members.items() if value is not None}
        row.own[column] = quoted(json.dumps(filled, ensure_ascii=False))
    for reference in row.beyond:
        row.own.setdefault(f"{reference}_id", quoted(reference))
    return row


def lay(engine: DuckDBEngine, row: Row, query: CaseQuery, relations: Relations, flags: Mapping[str, list[str]]) -> None:
    """Make the relations that the query reads. `flags`: the fields of the subject that are bare dates, or unreadable
    there or in a row that it refers to."""
    subject = query.rule.subject
    columns = relations.columns(subject) or ()
    known = dict.fromkeys(columns, "NULL") | {name: _listed(flags.get(name, [])) for name in FLAGS if name in columns}
    _table(engine, subject, {**known, **row.own})
    others: dict[str, list[dict[str, str]]] = {}
    for reference, values in row.beyond.items():
        target = relations.target(subject, f"{reference}_id")
        if target is None or target == subject:
            raise NotEnough(reference)
        beside = {"tier": "NULL"} if target == "client" else {}
        beside["unreadable"] = _listed(flags.get("unreadable", []))
        others.setdefault(target, []).append({"id": row.own[f"{reference}_id"], **beside, **values})
    for target, rows in others.items():
        if len({one["id"] for one in rows}) < len(rows):
            raise NotEnough(target)
        names = list(dict.fromkeys(name for one in rows for name in one))
        _table(engine, target, *({name: one.get(name, "NULL") for name in names} for one in rows))


def _table(engine: DuckDBEngine, name: str, *rows: Mapping[str, str]) -> None:
    selects = (", ".join(f"{sql} AS {sql_text.name(column)}" for column, sql in row.items()) for row in rows)
    engine.execute(
        f"CREATE OR REPLACE VIEW {sql_text.name(name)} AS {' UNION ALL '.join(f'SELECT {one}' for one in selects)}"
    )


def _value(told: Mapping[str, Any]) -> str:
    """The value of a fact as SQL of its own type."""
    type_ = str(told.get("type") or "")
    value = told.get("value")
    if not type_:
        if value is not None:
            raise NotEnough(str(told.get("field")))
        return "NULL"
    sql_type = DUCKDB_TYPES.get(type_, type_)
    if not ENGINE_TYPE.fullmatch(sql_type):  # a store may be forged, and this becomes SQL
        raise NotEnough(str(told.get("field")))
    return f"CAST({'NULL' if value is None else quoted(str(value))} AS {sql_type})"


def _listed(names: list[str]) -> str:
    return f"CAST([{', '.join(map(quoted, names))}] AS VARCHAR[])"
