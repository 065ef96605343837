"""`checker report`: a stored audit in any format, without judging anything again."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.errors import NotWrittenError, Problem, UsageError

if TYPE_CHECKING:
    from checker.report.registry import Format

AuditName = Annotated[str, typer.Argument(metavar="[AUDIT]", help="'latest', an audit's id or the start of one.")]
FormatNames = Annotated[
    list[str] | None,
    typer.Option(
        "--format", help="console, json, jsonl, csv, xlsx, html; several with commas or repeated.", show_default=False
    ),
]
Target = Annotated[
    Path | None, typer.Option("--out", help="A file, or a folder for several formats; without it, stdout.")
]


def report(
    audit: AuditName = "latest",
    store: Annotated[Path, typer.Option(help="The folder of the store.")] = Path("audits"),
    formats: FormatNames = None,
    out: Target = None,
    lang: Annotated[str, typer.Option(help="en, ru or zh.")] = "en",
) -> None:
    """Writes the report of a stored audit; the figures are the audit's own."""
    from checker.report.content import read_report
    from checker.report.registry import write
    from checker.store.audits import find

    chosen = chosen_formats(formats, out, lang)
    content = read_report(find(store, audit).folder)
    for form in chosen:
        target = out
        if out is not None and (len(chosen) > 1 or out.is_dir()):
            target = _in_folder(out, f"{content.audit_id}{form.suffix}")
        write(form.name, content, target, lang)


def chosen_formats(formats: list[str] | None, out: Path | None, lang: str) -> "list[Format]":
    """The formats named, checked with the target and the language before anything is read or judged. UsageError."""
    from checker.report.registry import get_format
    from checker.words.words import Words

    Words(lang)
    names = [part.strip() for name in formats or ["console"] for part in name.split(",") if part.strip()]
    chosen = [get_format(name) for name in names]
    if len(chosen) > 1 and out is None:
        raise UsageError(Problem("--out", "several formats need a folder", "give --out FOLDER"))
    return chosen


def _in_folder(folder: Path, name: str) -> Path:
    if folder.exists() and not folder.is_dir():
        raise UsageError(Problem("--out", f"{folder} is a file, and there are several formats", "give a folder"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWrittenError(Problem(str(folder), f"cannot be made: {error.strerror}")) from None
    return folder / name
