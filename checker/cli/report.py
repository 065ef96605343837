"""`checker report`: a stored audit in any format, without judging anything again."""

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.formats import Chosen, FormatNames, MaxResults, chosen_formats, folder_made, target_of
from checker.cli.redaction import Redact, RedactKey, redaction_checked
from checker.errors import Problem, UsageError, nearest

if TYPE_CHECKING:
    from checker.report.content import Report

BY = ("unit", "responsible")
AuditName = Annotated[str, typer.Argument(metavar="[AUDIT]", help="'latest', an audit's id or the start of one.")]
Target = Annotated[
    Path | None, typer.Option("--out", help="A file, or a folder for several formats; without it, stdout.")
]
For = Annotated[
    str | None,
    typer.Option("--for", help="unit or responsible: one document each, of their own matters only; --out is a folder."),
]


def report(
    audit: AuditName = "latest",
    store: Annotated[Path, typer.Option(help="The folder of the store.")] = Path("audits"),
    formats: FormatNames = None,
    out: Target = None,
    lang: Annotated[str, typer.Option(help="en, ru or zh.")] = "en",
    by: For = None,
    redact: Redact = False,
    redact_key: RedactKey = None,
    sources: Annotated[
        str, typer.Option(help="Where the snapshot lies, for formats that point at its lines, as in exports/2026-10.")
    ] = "",
    max_results: MaxResults = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of the format json instead.")] = False,
) -> None:
    """Writes the report of a stored audit; the figures are the audit's own."""
    from dataclasses import replace

    from checker.report.content import Showing, read_report
    from checker.report.json_schema import schema_text
    from checker.report.redacted import redacted
    from checker.report.registry import write
    from checker.store.audits import find

    if schema:
        typer.echo(schema_text(), nl=False)
        return
    redaction_checked(redact, redact_key)
    chosen = chosen_formats(formats, out, lang) if by is None else _of_packs(by, formats, out, lang)
    stored = replace(read_report(find(store, audit).folder), showing=Showing(sources, max_results))
    with redacted(stored, redact_key) if redact else nullcontext(stored) as content:
        if by is not None and out is not None:
            _packs(content, by, chosen, out, lang)
            return
        for one in chosen:
            write(one.name, content, target_of(one, chosen, out, content.audit_id), lang)


def _of_packs(by: str, formats: list[str] | None, out: Path | None, lang: str) -> list[Chosen]:
    """The formats of the documents for addressees. Raises UsageError."""
    from checker.report.packs import DEFAULT

    if by not in BY:
        raise UsageError(Problem("--for", f"'{by}' is nobody", nearest(by, BY) or f"known: {', '.join(BY)}"))
    if out is None:
        raise UsageError(Problem("--for", "writes one file for each addressee", "give --out FOLDER"))
    chosen = chosen_formats(formats or [DEFAULT], out, lang)
    if named := next((one for one in chosen if one.target is not None), None):
        what = f"'{named.name}:{named.target}' names one file, and there is one for each addressee"
        raise UsageError(Problem("--format", what, f"write it as {named.name}"))
    return chosen


def _packs(content: "Report", by: str, chosen: list[Chosen], out: Path, lang: str) -> None:
    """Says the name of every file, and how many addressees have none."""
    from checker.report.packs import write_packs
    from checker.words.words import Words

    folder, without, words = folder_made(out), 0, Words(lang)
    for path in write_packs(content, by, [one.form for one in chosen], folder, lang):
        if path is None:
            without += 1
        else:
            typer.echo(str(path))
    if without:
        typer.echo(words.text("packs.without", n=without), err=True)
