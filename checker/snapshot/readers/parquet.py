"""Parquet: every column as the text that a CSV export would hold, so that typing has one way only."""

from pathlib import Path

import duckdb

from checker.snapshot import sql_text
from checker.snapshot.readers.csv_scan import file_facts
from checker.snapshot.readers.raw import Opened, RawTable, UnreadableError

_NUMBERS = ("DECIMAL", "DOUBLE", "FLOAT", "HUGEINT", "UHUGEINT")


def read(con: duckdb.DuckDBPyConnection, path: Path, scratch: Path) -> Opened:
    """All cells of a Parquet file as text with the number of their row (the first is 1)."""
    facts = file_facts(path)
    source = f"read_parquet({sql_text.text(path)}, file_row_number = true)"
    try:
        described = con.execute(f"DESCRIBE SELECT * EXCLUDE (file_row_number) FROM {source}").fetchall()
        columns = [(str(row[0]), str(row[1])) for row in described]
        families = {name: _family(kind) for name, kind in columns}
        cells = [f"{_as_text(sql_text.name(n), families[n], kind)} AS c{i}" for i, (n, kind) in enumerate(columns)]
        sql = f"SELECT file_row_number + 1 AS source_row, {', '.join(cells)} FROM {source}"
        con.execute(f"SELECT count({'), count('.join(f'c{i}' for i in range(len(cells)))}) FROM ({sql})").fetchall()
    except duckdb.Error as error:
        what = f"no readable Parquet: {str(error).splitlines()[0]}"
        raise UnreadableError(facts, what, "export the file again") from None
    return Opened(facts, RawTable(sql, tuple(name.strip() for name, _ in columns), families))


def _family(kind: str) -> str:
    if kind.endswith("[]"):
        return "list" if kind == "VARCHAR[]" else "other"
    if kind == "VARCHAR":
        return "text"
    if kind.startswith("TIMESTAMP"):
        return "timestamp"
    if kind.startswith(_NUMBERS) or kind.endswith("INT") or kind in ("INTEGER", "UINTEGER"):
        return "number"
    if kind.startswith("STRUCT") or kind == "JSON":
        return "object"
    return {"DATE": "date", "BOOLEAN": "boolean", '"NULL"': "text"}.get(kind, "other")


def _as_text(column: str, family: str, kind: str) -> str:
    if family == "timestamp" and "ZONE" in kind:
        return f"CAST(make_timestamp(epoch_us({column})) AS VARCHAR) || '+00'"
    if family == "timestamp":
        # pandas writes nanoseconds; what lies below a microsecond cannot decide anything
        return f"strftime(CAST({column} AS TIMESTAMP), '%Y-%m-%d %H:%M:%S.%f')"
    if family == "list":
        return f"array_to_string({column}, ';')"
    if family == "object":
        return f"CAST(to_json({column}) AS VARCHAR)"
    return f"CAST({column} AS VARCHAR)"
