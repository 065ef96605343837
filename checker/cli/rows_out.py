"""Rows that a command found, written in the format that is asked for."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from checker.errors import Problem, UsageError, nearest

if TYPE_CHECKING:
    from checker.report.rows import Rows

TABLE_TOP = 100
READ_BY_PEOPLE = ("table", "md")
TELLING_THEIR_CUT = ("table", "json")
BY_ENDING = {".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".xlsx": "xlsx", ".md": "md"}


def chosen_format(asked: str | None, out: Path | None) -> str:
    """The format asked for, else that of the file's ending, else a table. Raises UsageError."""
    from checker.report.rows import ROW_FORMATS

    form = asked or (BY_ENDING.get(out.suffix.lower(), "table") if out else "table")
    if form not in ROW_FORMATS:
        raise UsageError(Problem("--format", f"unknown format '{form}'", nearest(form, ROW_FORMATS)))
    return form


def most_rows(top: int | None, form: str) -> int:
    """How many rows are shown: as asked for, else what people can read; 0 for all."""
    if top is not None:
        return top
    return TABLE_TOP if form in READ_BY_PEOPLE else 0


def put(found: "Rows", form: str, out: Path | None, lang: str) -> None:
    """Write rows to a file or stdout; where the format cannot say that rows were cut, stderr does."""
    from checker.report.output import to_file, to_stdout
    from checker.report.rows import BINARY_ROW_FORMATS, write_rows
    from checker.words.words import Words

    words = Words(lang)
    if out is None:
        to_stdout(lambda stream: write_rows(form, found, stream, words), binary=form in BINARY_ROW_FORMATS)
    else:
        to_file(lambda stream: write_rows(form, found, stream, words), out)
    if form not in TELLING_THEIR_CUT and len(found.rows) < found.total:
        shown, total = words.number(len(found.rows)), words.number(found.total)
        typer.echo(words.text("query.cut", shown=shown, total=total), err=True)
