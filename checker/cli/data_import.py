"""`checker data import`: a foreign export to a snapshot, as a column profile says."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from checker.importing.run import Imported


def data_import(
    source: Annotated[Path, typer.Argument(help="The folder of the export, or its only file.")],
    profile: Annotated[Path, typer.Option(help="The column profile: which column is which field.")],
    out: Annotated[Path, typer.Option(help="The snapshot to write; a new folder.")],
    taken_at: Annotated[str | None, typer.Option(help="When the export was taken; the profile's taken_at.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Put the snapshot in place of one that is there.")] = False,
) -> None:
    """Write SOURCE as a snapshot in canonical names. Exit 2: profile and export do not fit; 3: a file is broken."""
    from checker.importing.load import load_profile
    from checker.importing.run import import_snapshot

    for line in _lines(import_snapshot(source, load_profile(profile), out, taken_at, replace)):
        typer.echo(line)


def _lines(imported: "Imported") -> list[str]:
    from checker.report.aligned import aligned

    heading = ("table", "from", "rows", "written", "left out", "merged", "misread cells")
    rows = [
        (c.entity, c.file, *map(str, (c.read, c.written, c.left_out, c.merged, c.misread))) for c in imported.counts
    ]
    notes = [f"snapshot: {imported.folder}"]
    if any(counts.misread for counts in imported.counts):
        notes.append(f"misread cells are kept as written; `checker data validate {imported.folder}` lists them")
    return [*aligned([heading, *rows], frozenset(range(2, 7))), *notes]
