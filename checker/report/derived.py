"""A stored audit written again with less in it: every format reads the copy just as it reads the audit itself."""

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

Connection = duckdb.DuckDBPyConnection
Change = Callable[[dict[str, Any]], Mapping[str, Any]]
FETCHED = 2000
OWNER_ONLY = 0o700


@contextmanager
def folder_aside() -> Iterator[Path]:
    """A folder that only its owner can read, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="checker-") as name:
        folder = Path(name)
        folder.chmod(OWNER_ONLY)
        yield folder


def write_selected(connection: Connection, sql: str, target: Path) -> None:
    """Rows of a query over the views of an opened audit as a Parquet file."""
    connection.execute(f"COPY ({sql}) TO {quoted(target)} (FORMAT parquet)")


def write_changed(connection: Connection, sql: str, change: Change, target: Path) -> None:
    """Rows of a query, each as `change` leaves it; the columns keep their types.

    The rows pass one at a time, so memory does not grow with their number."""
    aside = target.with_suffix(".jsonl")
    types = {name: str(type_) for name, type_, *_ in connection.execute(f"DESCRIBE {sql}").fetchall()}
    cursor = connection.execute(sql)
    with aside.open("w", encoding="utf-8", errors="replace") as lines:
        while found := cursor.fetchmany(FETCHED):
            for row in found:
                changed = change(dict(zip(types, row, strict=True)))
                lines.write(json.dumps({name: _told(changed[name]) for name in types}, ensure_ascii=False) + "\n")
    write_selected(connection, _read_back(aside, types), target)
    aside.unlink()


def write_file_changed(connection: Connection, source: Path, change: Change, target: Path) -> None:
    """The same for a Parquet file that not every audit has; nothing where there is no such file."""
    if source.is_file():
        write_changed(connection, f"SELECT * FROM read_parquet({quoted(source)})", change, target)


def write_manifest(manifest: Mapping[str, Any], target: Path) -> None:
    """The manifest of the copy."""
    (target / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, sort_keys=True), "utf-8")


def _read_back(lines: Path, types: Mapping[str, str]) -> str:
    told = {name: "VARCHAR[]" if type_.endswith("[]") else "VARCHAR" for name, type_ in types.items()}
    columns = ", ".join(f"{text_of_sql(name)}: {text_of_sql(type_)}" for name, type_ in told.items())
    typed = ", ".join(f'CAST("{name}" AS {type_}) AS "{name}"' for name, type_ in types.items())
    source = f"read_json({quoted(lines)}, format = 'newline_delimited', columns = {{{columns}}})"
    return f"SELECT {typed} FROM {source}"


def _told(value: Any) -> Any:
    """As text that the engine reads back: NaN and infinities too."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list):
        return [_told(one) for one in value]
    return value if value is None or isinstance(value, str) else str(value)


def text_of_sql(name: str) -> str:
    """A text as SQL writes it."""
    return "'" + name.replace("'", "''") + "'"


def quoted(path: Path) -> str:
    """A path as a text of SQL."""
    return text_of_sql(str(path))
