"""Escalations as a Parquet file whose bytes depend on the rows alone."""

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import duckdb

from checker.errors import NotWrittenError, Problem
from checker.escalation.rows import EscalationRow

TYPES = {"count": "BIGINT", "period_start": "DATE", "period_end": "DATE", "case_ids": "VARCHAR[]"}
COLUMNS = {column.name: TYPES.get(column.name, "VARCHAR") for column in fields(EscalationRow)}
"""Column to DuckDB type, in order."""


def write_escalations(path: Path, rows: Sequence[EscalationRow]) -> None:
    """Writes the rows, ordered by escalation_id; no rows give a file with columns only. Raises NotWrittenError."""
    picked = ", ".join(f'unnest(${name}::{kind}[]) AS "{name}"' for name, kind in COLUMNS.items())
    columns = {name: [_plain(getattr(row, name)) for row in rows] for name in COLUMNS}
    try:
        with duckdb.connect(config={"threads": 1}) as connection:
            connection.execute(f"CREATE TABLE escalations AS SELECT {picked}", columns)
            relation = connection.sql("SELECT * FROM escalations ORDER BY escalation_id")
            relation.write_parquet(str(path), compression="zstd")
    except (duckdb.Error, OSError) as error:
        raise NotWrittenError(Problem(str(path), f"the escalations could not be written: {error}")) from error


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
