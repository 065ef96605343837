"""Snapshots written file by file, and what reading makes of them."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from checker.snapshot import read_snapshot
from checker.snapshot.model import Snapshot

HEADER = "taken_at: 2026-11-01 00:00\ntime_zone: UTC\n"


def read_files(tmp_path: Path, header: str = HEADER, **files: bytes | str) -> Snapshot:
    """Read a snapshot of these files; a name like client_csv stands for client.csv."""
    folder = tmp_path / "export"
    folder.mkdir(exist_ok=True)
    (folder / "snapshot.yaml").write_text(header, encoding="utf-8")
    for name, content in files.items():
        stem, _, ending = name.rpartition("_")
        data = content.encode() if isinstance(content, str) else content
        (folder / f"{stem}.{ending}").write_bytes(data)
    return read_snapshot(folder, tmp_path / "work")


def csv_of(rows: Sequence[Sequence[object]], end: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    """The rows as CSV text."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end, quoting=quoting).writerows(rows)
    return text.getvalue()


def rows(snapshot: Snapshot, entity: str, columns: str = "*") -> list[tuple[Any, ...]]:
    """Rows of a canonical table in the order of the file."""
    with duckdb.connect() as con:
        return con.execute(
            f"SELECT {columns} FROM read_parquet($path)", {"path": str(snapshot.path(entity))}
        ).fetchall()


def quarantine(snapshot: Snapshot, columns: str = 'row, "column", raw, reason, refused') -> list[tuple[Any, ...]]:
    """Lines of the quarantine in their order."""
    with duckdb.connect() as con:
        return con.execute(f"SELECT {columns} FROM read_parquet($path)", {"path": str(snapshot.quarantine)}).fetchall()
