"""Streaming writers of the tables, and the move of a finished sample to its place."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from checker.sample.columns import COLUMNS, TRUTH_COLUMNS

Row = Sequence[object]
Spoil = Callable[[str, Row], list[tuple[Row, str]]]


class Tables:
    """Open CSV files of a sample; rows go straight to disk."""

    def __init__(self, writers: dict[str, Any], truth: Any, spoil: Spoil | None) -> None:
        self._writers = writers
        self._truth = truth
        self._spoil = spoil
        self.counts: Counter[str] = Counter()

    def add(self, table: str, row: Row) -> None:
        """Write one row, its values in the order of `COLUMNS[table]`, spoiled where troubles are asked for."""
        if self._spoil is None:
            self._writers[table].writerow(row)
            self.counts[table] += 1
            return
        for kept, trouble in self._spoil(table, row):
            self._writers[table].writerow(kept)
            self.counts[table] += 1
            if trouble:
                self.plant(("", table, kept[0], "", trouble, ""))

    def plant(self, row: Row) -> None:
        """Write one row of the truth file."""
        self._truth.writerow(row)
        self.counts["truth"] += 1


@contextmanager
def open_tables(folder: Path, truth: Path, spoil: Spoil | None = None) -> Iterator[Tables]:
    """Writers of all tables in `folder` and of the truth file, with their headings written."""
    with ExitStack() as stack:

        def opened(path: Path, columns: Sequence[str]) -> Any:
            stream = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(columns)
            return writer

        writers = {table: opened(folder / f"{table}.csv", columns) for table, columns in COLUMNS.items()}
        yield Tables(writers, opened(truth, TRUTH_COLUMNS), spoil)


def to_parquet(folder: Path, tables: Mapping[str, Sequence[str]], typed: bool) -> None:
    """Turn the CSV of every table, given with its columns, into Parquet; untyped keeps all cells as text."""
    import duckdb

    from checker.schema.model import load_schema

    entities = load_schema().entities
    with duckdb.connect() as engine:
        engine.execute("SET threads = 1")
        for table, columns in tables.items():
            source = folder / f"{table}.csv"
            types = [entities[table].fields[column].duckdb_type for column in columns]
            kept = [_cell(column, kind if typed else "VARCHAR") for column, kind in zip(columns, types, strict=True)]
            text = f"SELECT {', '.join(kept)} FROM read_csv({_quoted(source)}, all_varchar=true, header=true)"
            target = _quoted(folder / f"{table}.parquet")
            engine.execute(f"COPY ({text}) TO {target} (FORMAT parquet)")
            source.unlink()


def _cell(column: str, kind: str) -> str:
    if kind == "VARCHAR":
        return f'"{column}"'
    if kind == "VARCHAR[]":
        return f'string_split("{column}", \';\') AS "{column}"'
    return f'CAST("{column}" AS {kind}) AS "{column}"'


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
