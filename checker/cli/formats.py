"""The formats that a command is asked for, each with the file that it goes to."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from checker.errors import NotWrittenError, Problem, UsageError
from checker.report.formats import NAMES

if TYPE_CHECKING:
    from checker.report.registry import Format

FormatNames = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        help=f"{', '.join(NAMES)}; NAME:FILE writes to a file; several with commas or repeated.",
        show_default=False,
    ),
]
MaxResults = Annotated[
    int | None, typer.Option(min=0, help="Cases listed by sarif, alerts and gitlab, the worst first; alerts: 25000.")
]


class Chosen(NamedTuple):
    """A format, and the file named with it; None where it goes to --out or stdout."""

    form: "Format"
    target: Path | None

    @property
    def name(self) -> str:
        """The format's name."""
        return self.form.name


def chosen_formats(formats: Sequence[str] | None, out: Path | None, lang: str) -> list[Chosen]:
    """The formats named, checked with the targets and the language before anything is read or judged. UsageError."""
    from checker.report.registry import get_format
    from checker.words.words import Words

    Words(lang)
    chosen = []
    for part in [part.strip() for name in formats or ["console"] for part in name.split(",") if part.strip()]:
        name, colon, file = part.partition(":")
        if colon and not file:
            raise UsageError(Problem("--format", f"'{part}' names no file", "write it as json:report.json"))
        form = get_format(name)
        form.ready()
        chosen.append(Chosen(form, Path(file) if file else None))
    if out is None and sum(one.target is None for one in chosen) > 1:
        raise UsageError(Problem("--out", "several formats need a folder", "give --out FOLDER, or NAME:FILE"))
    return chosen


def target_of(one: Chosen, chosen: Sequence[Chosen], out: Path | None, audit_id: str) -> Path | None:
    """Where a format goes: the file named with it, a file in the folder --out, --out itself, or stdout (None)."""
    if one.target is not None or out is None:
        return one.target
    if sum(other.target is None for other in chosen) > 1 or out.is_dir():
        return folder_made(out) / f"{audit_id}{one.form.suffix}"
    return out


def folder_made(folder: Path) -> Path:
    """The folder for several files, made where it is not there. Raises UsageError, NotWrittenError."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(Problem("--out", f"{folder} is a file, and there are several files to write", "give a folder"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWrittenError(Problem(str(folder), f"cannot be made: {error.strerror}")) from None
    return folder
