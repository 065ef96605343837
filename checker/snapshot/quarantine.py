"""Where refused rows and emptied cells are kept, with file, row, column, raw value and reason."""

from pathlib import Path

import duckdb

from checker.snapshot import sql_text
from checker.snapshot.readers.raw import RAW_LIMIT, RawTable

_ORDER = 'entity, file, row, "column" NULLS FIRST, reason, raw, detail'


def create(con: duckdb.DuckDBPyConnection) -> None:
    """An empty quarantine on the connection."""
    con.execute(
        'CREATE TEMP TABLE quarantine (entity VARCHAR, file VARCHAR, row BIGINT, "column" VARCHAR, raw VARCHAR,'
        " reason VARCHAR, refused BOOLEAN, detail VARCHAR)"
    )


def add(con: duckdb.DuckDBPyConnection, entity: str, file: str, select: str) -> None:
    """Take in what `select` yields: row, column, raw, reason, refused, detail."""
    con.execute(
        f"INSERT INTO quarantine SELECT $entity, $file, row, nullif(\"column\", ''), left(raw, {RAW_LIMIT}), reason,"
        f" refused, nullif(detail, '') FROM ({select})",
        {"entity": entity, "file": file},
    )


def add_cells(con: duckdb.DuckDBPyConnection, entity: str, file: str, staged: Path, table: RawTable) -> None:
    """Take in what the reader refused and the cells that could not be typed."""
    if table.refusals:
        add(con, entity, file, table.refusals)
    bad = f"SELECT source_row, unnest(bad) AS b FROM read_parquet({sql_text.text(staged)})"
    cells = 'SELECT source_row AS row, b.column AS "column", b.raw AS raw, b.reason AS reason'
    add(con, entity, file, f"{cells}, FALSE AS refused, '' AS detail FROM ({bad}) WHERE b.reason IS NOT NULL")


def rows_with(con: duckdb.DuckDBPyConnection, entity: str, reason: str) -> int:
    """How many rows of an entity have an entry with this reason."""
    sql = "SELECT count(DISTINCT row) FROM quarantine WHERE entity = $entity AND reason = $reason"
    return int(con.execute(sql, {"entity": entity, "reason": reason}).fetchall()[0][0])


def refused_rows(con: duckdb.DuckDBPyConnection, entity: str) -> int:
    """How many rows of an entity were refused."""
    found = con.execute("SELECT count(*) FROM quarantine WHERE refused AND entity = $entity", {"entity": entity})
    return int(found.fetchall()[0][0])


def write(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    """Write the quarantine in a stable order; the number of its entries."""
    con.execute(f"COPY (SELECT * FROM quarantine ORDER BY {_ORDER}) TO {sql_text.text(path)} (FORMAT parquet)")
    return int(con.execute("SELECT count(*) FROM quarantine").fetchall()[0][0])
