"""Tables and JSON of the commands about data, and the snapshot that they read."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from checker.snapshot.model import Snapshot


@contextmanager
def reading(folder: Path) -> "Iterator[Snapshot]":
    """The snapshot of a folder, read into a place that is gone afterwards."""
    from checker.snapshot import read_snapshot

    def progress(what: str, done: int, total: int) -> None:
        if what and sys.stderr.isatty():
            typer.echo(f"reading {what} ({done + 1} of {total})", err=True)

    with TemporaryDirectory(prefix="checker-") as work:
        yield read_snapshot(folder, Path(work), progress)


def moment(value: Any) -> str | None:
    """A moment as text; None stays None."""
    return None if value is None else str(value.isoformat(sep=" "))


def objects(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[dict[str, Any]]:
    """Rows as mappings."""
    return [dict(zip(names, row, strict=True)) for row in rows]


def print_json(data: Mapping[str, Any]) -> None:
    """JSON on stdout, readable."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


def print_table(title: str, headings: Sequence[str], rows: Sequence[Sequence[Any]], total: int | None = None) -> None:
    """A table on stdout; `total` is how many rows there are when some may have been cut."""
    if not rows:
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    cut = f" (shown {len(rows)} of {total})" if total is not None and total > len(rows) else ""
    table = Table()
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_shown(value)) for value in row))
    console = Console(width=None if sys.stdout.isatty() else 200)
    console.print(Text(title + cut, style="italic"), soft_wrap=True)
    console.print(table)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    return str(value)
