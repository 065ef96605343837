"""Quality of a snapshot: what is odd in it without being refused."""

from collections.abc import Iterator

import duckdb

from checker.errors import nearest
from checker.schema.model import Entity, load_schema
from checker.snapshot import sql_text
from checker.snapshot.files import entity_names
from checker.snapshot.model import Note, Snapshot

PLANNED = frozenset(
    {"due_at", "handling_due_at", "scheduled_at", "rescheduled_at", "planned_arrival_at", "meeting_at", "effective_at"}
)
"""Moments that may well lie ahead."""
SHOWN_ROWS = 5


def validate(snapshot: Snapshot) -> list[Note]:
    """All notes of reading, and of looking through the canonical tables: events after the snapshot was taken, empty
    tables and columns, references that lead nowhere, changes in the log that cannot be placed."""
    notes = list(snapshot.notes)
    with duckdb.connect() as con:
        for name in snapshot.tables:
            entity = load_schema().entities[name]
            notes += _emptiness(snapshot, entity)
            notes += _future(con, snapshot, entity)
            notes += _broken_references(con, snapshot, entity)
        if "field_change" in snapshot.tables:
            notes += _misplaced_changes(con, snapshot)
    return sorted(notes)


def _emptiness(snapshot: Snapshot, entity: Entity) -> Iterator[Note]:
    facts = snapshot.tables[entity.name]
    if facts.rows == 0:
        yield Note("empty_table", entity.name, "", "the table was delivered without rows", 0)
        return
    for column in sorted(facts.filled):
        if facts.filled[column] == 0:
            yield Note("empty_column", entity.name, column, "the column was delivered but never filled", facts.rows)


def _future(con: duckdb.DuckDBPyConnection, snapshot: Snapshot, entity: Entity) -> Iterator[Note]:
    taken_at = snapshot.header.taken(entity.name)
    if taken_at is None:
        return
    filled = snapshot.tables[entity.name].filled
    for name, field in entity.fields.items():
        if field.type == "timestamp" and name not in PLANNED and filled.get(name):
            test = f"{sql_text.name(name)} > $taken_at"
            text = "events lie after the moment of the snapshot and count for nothing"
            yield from _counted(con, snapshot, entity.name, test, Note("future", entity.name, name, text), taken_at)


def _broken_references(con: duckdb.DuckDBPyConnection, snapshot: Snapshot, entity: Entity) -> Iterator[Note]:
    filled = snapshot.tables[entity.name].filled
    for name, field in entity.fields.items():
        if field.type == "text" and field.ref and field.ref in snapshot.tables and filled.get(name):
            target = f"SELECT id FROM read_parquet({sql_text.text(snapshot.path(field.ref))})"
            column = sql_text.name(name)
            test = f"{column} IS NOT NULL AND {column} NOT IN ({target})"
            text = f"the {field.ref} named is not in the snapshot"
            yield from _counted(con, snapshot, entity.name, test, Note("broken_reference", entity.name, name, text))


def _misplaced_changes(con: duckdb.DuckDBPyConnection, snapshot: Snapshot) -> Iterator[Note]:
    log = "field_change"
    note = Note("undated_change", log, "changed_at", "neither effective_at nor changed_at: the change has no place")
    yield from _counted(con, snapshot, log, "coalesce(effective_at, changed_at) IS NULL", note)
    found = con.execute(
        f"SELECT entity, field, count(*), min(source_row, {SHOWN_ROWS})"
        f" FROM read_parquet({sql_text.text(snapshot.path(log))}) GROUP BY ALL ORDER BY ALL LIMIT 10000"
    ).fetchall()
    for entity, field, count, rows in found:
        yield from _unknown_target(entity, field, count, tuple(rows))


def _unknown_target(entity: str | None, field: str | None, count: int, rows: tuple[int, ...]) -> Iterator[Note]:
    entities = load_schema().entities
    if entity is not None and entity not in entities:
        text = f"changes of the unknown entity '{entity}'; {nearest(entity, entity_names())}".rstrip("; ")
        yield Note("unknown_entity", "field_change", "entity", text, count, rows)
    elif entity is not None and field is not None:
        fields = entities[entity].fields
        known = {*fields, *(alias for known in fields.values() for alias in known.aliases)}
        if field.split(".")[0] not in known:
            text = f"changes of the unknown field '{entity}.{field}'; {nearest(field, known)}".rstrip("; ")
            yield Note("unknown_field", "field_change", "field", text, count, rows)


def _counted(
    con: duckdb.DuckDBPyConnection, snapshot: Snapshot, entity: str, test: str, note: Note, taken_at: object = None
) -> Iterator[Note]:
    sql = f"SELECT count(*), min(source_row, {SHOWN_ROWS}) FROM read_parquet({sql_text.text(snapshot.path(entity))})"
    found = con.execute(f"{sql} WHERE {test}", {"taken_at": taken_at} if taken_at else {}).fetchall()
    count, rows = found[0]
    if count:
        yield Note(note.code, note.entity, note.column, note.text, count, tuple(rows))
