"""Rows written in an example as typed rows of the canonical tables."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from checker.errors import Problem, UsageError, nearest
from checker.examples.ground import Ground, digest
from checker.kinds.rule import Example
from checker.schema.model import Entity, Field, Schema

TRUE = {"true", "yes", "1"}
UNREADABLE = "unreadable"
"""In a row of an example: the columns that held something that cannot be read."""
Row = dict[str, Any]


def delivered(schema: Schema, lacks: Iterable[str]) -> dict[str, frozenset[str]]:
    """What an example delivers: every table with its columns, less those tables and columns (`table.column`)."""
    lacking = set(lacks)
    return {
        entity.name: frozenset(name for name in entity.fields if f"{entity.name}.{name}" not in lacking)
        for entity in schema.entities.values()
        if entity.name not in lacking
    }


def lay_tables(ground: Ground, schema: Schema, example: Example, where: str) -> None:
    """Every canonical table with the rows that the example gives. UsageError names what cannot be a row."""
    problems = _unknown(schema, example, where)
    if problems:
        raise UsageError(problems)
    for entity in schema.entities.values():
        given = example.given.get(entity.name, [])
        holds = digest(example.zone, json.dumps(given, default=str)) if given else ""
        ground.lay([entity.name], holds, partial(_fill, ground, entity, given, example.zone, where))


def _unknown(schema: Schema, example: Example, where: str) -> list[Problem]:
    problems = []
    for table, rows in example.given.items():
        if table not in schema.entities:
            problems.append(Problem(where, f"unknown table '{table}'", nearest(table, schema.entities)))
            continue
        known = schema.entities[table].fields
        named = (name for row in rows for name in (*row, *_emptied(row)) if name != UNREADABLE)
        unknown = dict.fromkeys(name for name in named if name not in known)
        problems += [Problem(where, f"'{table}' has no column '{name}'", nearest(name, known)) for name in unknown]
    return problems


def _fill(ground: Ground, entity: Entity, given: Sequence[Mapping[str, Any]], zone: str, where: str) -> None:
    rows = [_row(entity, row, number, zone, where) for number, row in enumerate(given, start=2)]
    ground.engine.execute(f'DELETE FROM "{entity.name}"')
    if not rows:
        return
    columns = dict.fromkeys(name for row in rows for name in row)
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(f"({', '.join('?' for _ in columns)})" for _ in rows)
    values = [row.get(name) for row in rows for name in columns]
    ground.engine.execute(f'INSERT INTO "{entity.name}" ({names}) VALUES {marks}', values)


def _row(entity: Entity, given: Mapping[str, Any], number: int, zone: str, where: str) -> Row:
    emptied = _emptied(given)
    cells = {name: value for name, value in given.items() if name != UNREADABLE and name not in emptied}
    bare = [name for name, value in cells.items() if entity.fields[name].type == "timestamp" and _is_bare(value)]
    row: Row = {}
    for name, value in cells.items():
        try:
            row[name] = typed_value(entity.fields[name], value, zone)
        except (ValueError, ArithmeticError):
            what = f"{entity.name}, row {number - 1}: '{value}' is no {entity.fields[name].type} for '{name}'"
            raise UsageError(Problem(where, what, "correct the example")) from None
    return row | {"source_file": f"{entity.name}.csv", "source_row": number, "bare_dates": bare, UNREADABLE: emptied}


def _emptied(row: Mapping[str, Any]) -> list[str]:
    """The columns of a row as written whose cells held something that cannot be read."""
    listed = row.get(UNREADABLE) or []
    return [str(name) for name in listed] if isinstance(listed, list) else [str(listed)]


def typed_value(field: Field, value: Any, zone: str) -> Any:
    """A written value as the type of its column; instants are local time of `zone`."""
    if value is None or value == "":
        return None
    if field.type == "list<text>":
        return [str(item) for item in value] if isinstance(value, list) else _parts(str(value))
    if field.type == "json" and not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    text = str(value).strip()
    converters: dict[str, Callable[[], Any]] = {
        "timestamp": lambda: local_instant(text, zone),
        "date": lambda: date.fromisoformat(text),
        "integer": lambda: int(text),
        "decimal": lambda: Decimal(text),
        "boolean": lambda: text.lower() in TRUE,
    }
    return converters[field.type]() if field.type in converters else str(value)


def local_instant(text: str, zone: str) -> datetime:
    """Local time of a zone as naive UTC; a repeated time is its first, a skipped one keeps the offset before."""
    moment = datetime.fromisoformat(text)
    local = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC).replace(tzinfo=None)


def _is_bare(value: Any) -> bool:
    return isinstance(value, str) and len(value.strip()) == 10


def _parts(text: str) -> Iterable[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
