"""`checker data`: what a snapshot holds, and what is wrong with it."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from checker.cli.data_import import data_import
from checker.errors import EXIT_INCOMPLETE

if TYPE_CHECKING:
    from checker.snapshot.model import Snapshot

app = typer.Typer(no_args_is_help=True, help="The data of a snapshot: what is there, what was refused, what is odd.")

app.command("import")(data_import)

Folder = Annotated[Path, typer.Argument(metavar="SNAPSHOT", help="The folder that holds snapshot.yaml.")]
Format = Annotated[Literal["table", "json"], typer.Option("--format", help="table, or json with everything.")]
Limit = Annotated[int, typer.Option("--limit", min=1, help="Lines shown of each table; json is never cut.")]
QUARANTINE = ("entity", "file", "row", "column", "raw", "reason", "refused", "detail")
NOTE = ("code", "entity", "column", "text", "count", "rows")


@app.command()
def validate(snapshot: Folder, format: Format = "table", limit: Limit = 50) -> None:
    """List refused rows, emptied cells and everything odd; exit 3 when anything was refused or unreadable."""
    from checker.snapshot.validate import validate as notes_of

    with _read(snapshot) as read:
        notes = [[getattr(note, name) for name in NOTE] for note in notes_of(read)]
        refused = _quarantine(read, limit if format == "table" else None)
    problems = [[problem.where, problem.what, problem.remedy] for problem in read.problems]
    if format == "json":
        _print_json(
            {
                "problems": _objects(("where", "what", "remedy"), problems),
                "quarantine": _objects(QUARANTINE, refused),
                "notes": _objects(NOTE, notes),
            }
        )
    else:
        _print_table("Problems", ("where", "what", "remedy"), problems, len(problems))
        _print_table("Quarantine", QUARANTINE, refused, read.quarantine_count)
        _print_table("Notes", NOTE, notes[:limit], len(notes))
        typer.echo(f"{len(problems)} problems, {read.quarantine_count} in quarantine, {len(notes)} notes")
    if problems or read.quarantine_count:
        raise typer.Exit(EXIT_INCOMPLETE)


@app.command()
def inspect(snapshot: Folder, format: Format = "table") -> None:
    """Tables, rows, columns delivered, empty and missing, and the time that the data span (UTC)."""
    from checker.snapshot.describe import describe, missing_tables

    with _read(snapshot) as read:
        summaries = describe(read)
    missing = missing_tables(read)
    if format == "json":
        tables = [
            {**vars(summary), "first_at": _moment(summary.first_at), "last_at": _moment(summary.last_at)}
            for summary in summaries
        ]
        _print_json({"header": _header(read), "tables": tables, "missing_tables": missing})
        return
    rows = [
        [
            s.entity,
            s.rows,
            s.refused,
            len(s.filled),
            len(s.empty),
            len(s.missing),
            _moment(s.first_at),
            _moment(s.last_at),
        ]
        for s in summaries
    ]
    _print_table("Snapshot", ("fact", "value"), list(_header(read).items()), None)
    headings = ("table", "rows", "refused", "filled", "empty", "missing", "first (UTC)", "last (UTC)")
    _print_table("Tables", headings, rows, None)
    columns = [[s.entity, ", ".join(s.empty), ", ".join(s.missing)] for s in summaries if s.empty or s.missing]
    _print_table("Columns without data", ("table", "empty", "missing"), columns, None)
    typer.echo(f"tables not delivered: {', '.join(missing) or 'none'}")


@contextmanager
def _read(folder: Path) -> "Iterator[Snapshot]":
    from checker.snapshot import read_snapshot

    def progress(what: str, done: int, total: int) -> None:
        if what and sys.stderr.isatty():
            typer.echo(f"reading {what} ({done + 1} of {total})", err=True)

    with TemporaryDirectory(prefix="checker-") as work:
        yield read_snapshot(folder, Path(work), progress)


def _quarantine(read: "Snapshot", limit: int | None) -> list[list[Any]]:
    import duckdb

    with duckdb.connect() as con:
        sql = "SELECT * FROM read_parquet($path)" + (f" LIMIT {limit}" if limit else "")
        return [list(row) for row in con.execute(sql, {"path": str(read.quarantine)}).fetchall()]


def _header(read: "Snapshot") -> dict[str, Any]:
    header = read.header
    return {
        "taken_at": _moment(header.taken_at),
        "time_zone": header.time_zone,
        "company": header.company,
        "company_unit_id": header.company_unit_id,
        "source": header.source,
        "policy": sorted(header.policy),
    }


def _moment(moment: Any) -> str | None:
    return None if moment is None else moment.isoformat(sep=" ")


def _objects(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(names, row, strict=True)) for row in rows]


def _print_json(data: dict[str, Any]) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


def _print_table(title: str, headings: Sequence[str], rows: Sequence[Sequence[Any]], total: int | None) -> None:
    """Print a table; `total` is how many rows there are when some may have been cut."""
    if not rows:
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    cut = f" (shown {len(rows)} of {total})" if total is not None and total > len(rows) else ""
    table = Table(title=title + cut, title_justify="left")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_shown(value)) for value in row))
    Console(width=None if sys.stdout.isatty() else 200).print(table)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    return str(value)
