"""`checker data`: what a snapshot holds, and what is wrong with it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from checker.cli.data_import import data_import
from checker.cli.data_inspect import data_inspect
from checker.cli.shown import objects, print_json, print_table, reading
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

    with reading(snapshot) as read:
        notes = [[getattr(note, name) for name in NOTE] for note in notes_of(read)]
        refused = _quarantine(read, limit if format == "table" else None)
    problems = [[problem.where, problem.what, problem.remedy] for problem in read.problems]
    if format == "json":
        print_json(
            {
                "problems": objects(("where", "what", "remedy"), problems),
                "quarantine": objects(QUARANTINE, refused),
                "notes": objects(NOTE, notes),
            }
        )
    else:
        print_table("Problems", ("where", "what", "remedy"), problems)
        print_table("Quarantine", QUARANTINE, refused, read.quarantine_count)
        print_table("Notes", NOTE, notes[:limit], len(notes))
        typer.echo(f"{len(problems)} problems, {read.quarantine_count} in quarantine, {len(notes)} notes")
    if problems or read.quarantine_count:
        raise typer.Exit(EXIT_INCOMPLETE)


app.command("inspect")(data_inspect)


def _quarantine(read: "Snapshot", limit: int | None) -> list[list[Any]]:
    import duckdb

    with duckdb.connect() as con:
        sql = "SELECT * FROM read_parquet($path)" + (f" LIMIT {limit}" if limit else "")
        return [list(row) for row in con.execute(sql, {"path": str(read.quarantine)}).fetchall()]
