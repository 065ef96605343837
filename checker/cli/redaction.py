"""`--redact`: the options of the commands that write reports without names."""

from pathlib import Path
from typing import Annotated

import typer

from checker.errors import Problem, UsageError

Redact = Annotated[
    bool, typer.Option("--redact", help="Codes instead of people, clients and records; no contacts, no free text.")
]
RedactKey = Annotated[
    Path | None,
    typer.Option("--redact-key", help="A file with a secret: the codes are the same in all reports made with it."),
]


def redaction_checked(redact: bool, key_file: Path | None) -> None:
    """Before anything is read or judged. Raises UsageError: a key without --redact, or one that cannot be used."""
    if key_file is None:
        return
    if not redact:
        raise UsageError(Problem("--redact-key", "is for redacted reports", "give --redact too"))
    from checker.report.redaction_codes import secret_of

    secret_of(key_file)
