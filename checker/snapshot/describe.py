"""A snapshot at a glance: per table what was delivered, what is missing or empty, and the time it spans."""

from dataclasses import dataclass
from datetime import datetime

import duckdb

from checker.schema.model import load_schema
from checker.snapshot import sql_text
from checker.snapshot.model import Snapshot
from checker.snapshot.validate import PLANNED


@dataclass(frozen=True)
class TableSummary:
    """One delivered table: rows kept and refused, columns by what became of them, first and last moment (naive UTC)."""

    entity: str
    rows: int
    refused: int
    filled: tuple[str, ...]
    empty: tuple[str, ...]
    missing: tuple[str, ...]
    first_at: datetime | None
    last_at: datetime | None


def describe(snapshot: Snapshot) -> list[TableSummary]:
    """A summary of every delivered table, by name."""
    with duckdb.connect() as con:
        return [_summary(con, snapshot, entity) for entity in snapshot.tables]


def missing_tables(snapshot: Snapshot) -> tuple[str, ...]:
    """Entities of the schema of which nothing was delivered."""
    return tuple(name for name in load_schema().entities if name not in snapshot.tables)


def _summary(con: duckdb.DuckDBPyConnection, snapshot: Snapshot, entity: str) -> TableSummary:
    facts = snapshot.tables[entity]
    fields = load_schema().entities[entity].fields
    first, last = _range(con, snapshot, entity)
    return TableSummary(
        entity,
        facts.rows,
        facts.refused,
        tuple(name for name in fields if facts.filled.get(name)),
        tuple(name for name in fields if facts.filled.get(name) == 0),
        tuple(name for name in fields if name not in facts.exported),
        first,
        last,
    )


def _range(con: duckdb.DuckDBPyConnection, snapshot: Snapshot, entity: str) -> tuple[datetime | None, datetime | None]:
    facts = snapshot.tables[entity]
    moments = [
        sql_text.name(name)
        for name, field in load_schema().entities[entity].fields.items()
        if field.type == "timestamp" and name not in PLANNED and facts.filled.get(name)
    ]
    if not moments:
        return None, None
    ends = [f"{end}({column})" for end in ("min", "max") for column in moments]
    source = f"read_parquet({sql_text.text(snapshot.path(entity))})"
    found = con.execute(f"SELECT {', '.join(ends)} FROM {source}").fetchall()[0]
    return min(found[: len(moments)]), max(found[len(moments) :])
