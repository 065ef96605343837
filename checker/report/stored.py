"""A stored audit opened for reading: its Parquet files as DuckDB views, its manifest as a mapping."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from checker.errors import Problem, UsageError
from checker.tables import EMPTY_MARKS

TABLES = ("cases", "tallies", "rules", "clauses", "escalations", "quarantine")
READINGS = "readings.parquet"
# Columns that audits stored by earlier versions lack, with what they would hold.
ADDED_LATER = {"cases": {"implied_by": "''"} | EMPTY_MARKS}
SPARING_MEMORY = "1GB"
"""What the engine may take before it spills: more than a part of the file of cases needs when it is read."""
FROM_GRAVEST = ("critical", "high", "medium", "low")
NO_PEOPLE = "CREATE VIEW people AS SELECT ''::VARCHAR AS id, ''::VARCHAR AS entity, ''::VARCHAR AS name WHERE false"
ONE_NAME_EACH = "CREATE VIEW names AS SELECT entity, id, min(name) AS name FROM people GROUP BY entity, id"

Row = TypeVar("Row", bound=tuple[Any, ...])


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of an audit folder. Raises UsageError where the folder is no stored audit."""
    lacking = [
        name for name in ("manifest.json", *(f"{table}.parquet" for table in TABLES)) if not (folder / name).is_file()
    ]
    if lacking:
        what = f"not a stored audit: {', '.join(lacking)} missing"
        raise UsageError(Problem(str(folder), what, "give the folder of one audit inside the store"))
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    except ValueError as broken:
        raise UsageError(
            Problem(str(folder / "manifest.json"), f"cannot be read: {broken}", "repeat the audit")
        ) from None
    return dict(manifest)


@contextmanager
def opened(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with a view per table of the audit, and `names(entity, id, name)`, empty where none are stored."""
    with duckdb.connect() as connection:
        for table in TABLES:
            found = connection.read_parquet(str(folder / f"{table}.parquet"))
            added = _added_later(folder, table).items()
            lacking = [f"{value} AS {name}" for name, value in added if name not in found.columns]
            (found.project(", ".join(["*", *lacking])) if lacking else found).create_view(table)
        people = folder / "people.parquet"
        if people.is_file():
            connection.read_parquet(str(people)).create_view("people")
        else:
            connection.execute(NO_PEOPLE)
        connection.execute(ONE_NAME_EACH)
        readings = folder / READINGS
        if readings.is_file():
            connection.read_parquet(str(readings)).create_view("readings")
        yield connection


@contextmanager
def opened_sparingly(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same for reading a whole table: little memory, and what does not fit is spilled to a folder for the time."""
    with opened(folder) as connection, tempfile.TemporaryDirectory(prefix="checker-report-") as spilled:
        connection.execute("SET threads = 1")
        connection.execute("SET enable_external_file_cache = false")
        connection.execute(f"SET memory_limit = '{SPARING_MEMORY}'")
        connection.execute("SET temp_directory = $spilled", {"spilled": spilled})
        yield connection


def _added_later(folder: Path, table: str) -> dict[str, str]:
    """SQL of what a table lacks that an earlier version stored. What failed such an audit follows from its flags."""
    added = ADDED_LATER.get(table, {})
    if "gates" not in added:
        return added
    flags = (read_manifest(folder).get("configuration") or {}).get("flags") or {}
    fail_on = str(flags.get("fail_on") or "low")
    grave = FROM_GRAVEST[: FROM_GRAVEST.index(fail_on) + 1] if fail_on in FROM_GRAVEST else ()
    failing = f"verdict = 'violated' AND scope = 'period' AND effect = 'violation' AND severity IN {(*grave, '')}"
    return {**added, "gates": f"({failing})"}


def batches(connection: duckdb.DuckDBPyConnection, sql: str, row: type[Row], size: int = 5000) -> Iterator[list[Row]]:
    """Rows of a query as named tuples, in lists of at most `size`."""
    cursor = connection.execute(sql)
    make = row._make  # type: ignore[attr-defined]
    while found := cursor.fetchmany(size):
        yield [make(values) for values in found]


def read_all(connection: duckdb.DuckDBPyConnection, table: str, row: type[Row], order: str) -> tuple[Row, ...]:
    """All rows of a small table, in the columns that the named tuple names."""
    columns = ", ".join(f'"{name}"' for name in row._fields)  # type: ignore[attr-defined]
    found = batches(connection, f"SELECT {columns} FROM {table} ORDER BY {order}", row)
    return tuple(one for batch in found for one in batch)
