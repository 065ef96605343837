"""`checker report`: a stored audit in any format, without judging anything again."""

from pathlib import Path
from typing import Annotated

import typer

from checker.cli.formats import FormatNames, MaxResults, chosen_formats, target_of

AuditName = Annotated[str, typer.Argument(metavar="[AUDIT]", help="'latest', an audit's id or the start of one.")]
Target = Annotated[
    Path | None, typer.Option("--out", help="A file, or a folder for several formats; without it, stdout.")
]


def report(
    audit: AuditName = "latest",
    store: Annotated[Path, typer.Option(help="The folder of the store.")] = Path("audits"),
    formats: FormatNames = None,
    out: Target = None,
    lang: Annotated[str, typer.Option(help="en, ru or zh.")] = "en",
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
    from checker.report.registry import write
    from checker.store.audits import find

    if schema:
        typer.echo(schema_text(), nl=False)
        return
    chosen = chosen_formats(formats, out, lang)
    content = replace(read_report(find(store, audit).folder), showing=Showing(sources, max_results))
    for one in chosen:
        write(one.name, content, target_of(one, chosen, out, content.audit_id), lang)
