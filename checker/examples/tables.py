"""Rows written in an example as typed tables on an engine."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from checker.cases.engine import DuckDBEngine
from checker.errors import Problem, UsageError, nearest
from checker.kinds.rule import Example
from checker.schema.model import Entity, Field, Schema

TRUE = {"true", "yes", "1"}


def create_example_tables(
    engine: DuckDBEngine, schema: Schema, example: Example, where: str
) -> dict[str, frozenset[str]]:
    """Every entity as a table with the rows given; what was delivered, less what the example `lacks`."""
    problems = _unknown(schema, example, where)
    if problems:
        raise UsageError(problems)
    lacking = set(example.lacks)
    delivered: dict[str, frozenset[str]] = {}
    for entity in schema.entities.values():
        columns = ", ".join(f'"{name}" {type_}' for name, type_ in entity.columns.items())
        engine.execute(f'CREATE TABLE "{entity.name}" ({columns})')
        if entity.name not in lacking:
            absent = {name.partition(".")[2] for name in lacking if name.startswith(f"{entity.name}.")}
            delivered[entity.name] = frozenset(entity.fields) - absent
        for number, row in enumerate(example.given.get(entity.name, []), start=2):
            _insert(engine, entity, row, number, example.zone)
    return delivered


def _unknown(schema: Schema, example: Example, where: str) -> list[Problem]:
    problems = []
    for table, rows in example.given.items():
        if table not in schema.entities:
            problems.append(Problem(where, f"unknown table '{table}'", nearest(table, schema.entities)))
            continue
        known = schema.entities[table].fields
        unknown = dict.fromkeys(name for row in rows for name in row if name not in known)
        problems += [Problem(where, f"'{table}' has no column '{name}'", nearest(name, known)) for name in unknown]
    return problems


def _insert(engine: DuckDBEngine, entity: Entity, row: Mapping[str, Any], number: int, zone: str) -> None:
    bare = [name for name, value in row.items() if entity.fields[name].type == "timestamp" and _is_bare(value)]
    values = {name: typed_value(entity.fields[name], value, zone) for name, value in row.items()}
    values |= {"source_file": f"{entity.name}.csv", "source_row": number, "bare_dates": bare, "unreadable": []}
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" for _ in values)
    engine.execute(f'INSERT INTO "{entity.name}" ({names}) VALUES ({marks})', list(values.values()))


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
