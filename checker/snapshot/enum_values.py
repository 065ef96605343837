"""Values outside an enum: the nearest known one for closed enums, a note for open ones."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from checker.errors import nearest
from checker.schema.model import Entity, Field
from checker.snapshot import sql_text
from checker.snapshot.header import Header
from checker.snapshot.model import Note

_DISTINCT = 1000
"""Different unknown values of an entity that get a remedy; a column with more of them is no enum."""


def explain_unknown_values(con: duckdb.DuckDBPyConnection, entity: Entity) -> None:
    """Name the nearest known value beside each refused one."""
    unknown = con.execute(
        "SELECT DISTINCT \"column\", raw FROM quarantine WHERE entity = $entity AND reason = 'unknown_value'"
        f" ORDER BY ALL LIMIT {_DISTINCT}",
        {"entity": entity.name},
    ).fetchall()
    if not unknown:
        return
    remedies = [[column, raw, nearest(raw.lower(), _spellings(entity.fields[column]))] for column, raw in unknown]
    con.execute('CREATE OR REPLACE TEMP TABLE remedy ("column" VARCHAR, raw VARCHAR, detail VARCHAR)')
    con.executemany("INSERT INTO remedy VALUES (?, ?, ?)", remedies)
    con.execute(
        "UPDATE quarantine SET detail = remedy.detail FROM remedy WHERE quarantine.entity = $entity"
        ' AND reason = \'unknown_value\' AND quarantine."column" = remedy."column" AND quarantine.raw = remedy.raw',
        {"entity": entity.name},
    )


def open_values(
    con: duckdb.DuckDBPyConnection, entity: Entity, path: Path, given: Sequence[str], header: Header
) -> list[Note]:
    """One note for each value of an open enum that neither the schema nor the header knows."""
    notes: list[Note] = []
    for name in given:
        field = entity.fields[name]
        if field.type == "enum" and field.open:
            known = [*field.values, *_extensions(header, entity.name, name)]
            column = sql_text.name(name)
            found = con.execute(
                f"SELECT {column}, count(*), min(source_row, 5)"
                f" FROM read_parquet({sql_text.text(path)}) WHERE NOT list_contains($known, {column})"
                " GROUP BY ALL ORDER BY ALL LIMIT 100",
                {"known": known},
            ).fetchall()
            notes += [_note(entity.name, name, known, *row) for row in found]
    return notes


def _note(entity: str, column: str, known: Sequence[str], value: str, count: int, rows: list[int]) -> Note:
    remedy = nearest(value, known)
    text = f"value '{value[:80]}' is not in the schema" + (f"; {remedy}" if remedy.startswith("did") else "")
    return Note("new_value", entity, column, text, count, tuple(rows))


def _spellings(field: Field) -> list[str]:
    return [*field.values, *field.value_aliases]


def _extensions(header: Header, entity: str, column: str) -> list[str]:
    """Values that the header adds to entity.column, written as `entity.column: [...]` or nested."""
    given: Any = header.policy.get("enum_extensions")
    if not isinstance(given, dict):
        return []
    nested = given.get(entity)
    values = given.get(f"{entity}.{column}") or (nested.get(column) if isinstance(nested, dict) else None)
    return [str(value) for value in values] if isinstance(values, list) else []
