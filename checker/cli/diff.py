"""`checker diff`: what became of violations between two stored audits."""

from pathlib import Path
from typing import Annotated

import typer

from checker.errors import EXIT_VIOLATIONS, Problem, UsageError, nearest

TABLE_TOP = 20


def diff(
    before: Annotated[
        str, typer.Argument(metavar="[A]", help="An audit: its id, the start of one, 'previous' (the one before B).")
    ] = "previous",
    after: Annotated[str, typer.Argument(metavar="[B]", help="The audit to compare it with, or 'latest'.")] = "latest",
    store: Annotated[Path, typer.Option(help="The folder of the store.")] = Path("audits"),
    top: Annotated[
        int | None, typer.Option(min=0, help="List at most so many of each change, 0 for all (a table lists 20).")
    ] = None,
    form: Annotated[str, typer.Option("--format", help="table, json, jsonl, csv.")] = "table",
    out: Annotated[Path | None, typer.Option(help="File to write; without it, stdout.")] = None,
    lang: Annotated[str, typer.Option(help="en, ru or zh.")] = "en",
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 when a violation is new, reopened or found by a revision.")
    ] = False,
) -> None:
    """What is new, reopened, revised, no longer judged, resolved and persisting in B, set against A."""
    from checker.query.diff import diff as compared
    from checker.query.diff_formats import DIFF_FORMATS
    from checker.query.diff_sides import Side
    from checker.report.output import to_file, to_stdout
    from checker.store.previous import find_pair
    from checker.words.words import Words

    words = Words(lang)
    if form not in DIFF_FORMATS:
        raise UsageError(Problem("--format", f"unknown format '{form}'", nearest(form, DIFF_FORMATS)))
    first, second = find_pair(store, before, after)
    most = top if top is not None else TABLE_TOP if form == "table" else 0
    found = compared(Side(first.folder, first.manifest), Side(second.folder, second.manifest), words, most)
    if out is None:
        to_stdout(lambda stream: DIFF_FORMATS[form](found, stream, words))
    else:
        to_file(lambda stream: DIFF_FORMATS[form](found, stream, words), out)
    if form in ("jsonl", "csv") and len(found.rows) < found.total:
        cut = {"shown": words.number(len(found.rows)), "total": words.number(found.total)}
        typer.echo(words.text("query.cut", **cut), err=True)
    if exit_code and found.news:
        raise typer.Exit(EXIT_VIOLATIONS)
