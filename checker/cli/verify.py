"""`checker verify`: whether stored audits are still what was stored."""

from pathlib import Path
from typing import Annotated

import typer

from checker.errors import EXIT_NOT_WRITTEN, Problem, UsageError

AuditName = Annotated[
    str | None, typer.Argument(metavar="[AUDIT]", help="'latest', an id or the start of one; without it, all.")
]
StoreFolder = Annotated[Path, typer.Option("--store", help="The folder of the store.")]


def verify(audit: AuditName = None, store: StoreFolder = Path("audits")) -> None:
    """Hashes the files of stored audits again and follows the chain; exit 4 when anything was changed."""
    from checker.store.audits import audits, find
    from checker.store.verify import verify as verify_audit
    from checker.store.verify import verify_store

    problems = verify_store(store) if audit is None else verify_audit(find(store, audit))
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        raise typer.Exit(EXIT_NOT_WRITTEN)
    if not audits(store):
        raise UsageError(Problem(str(store), "holds no audit", "name the folder of the store with --store"))
    checked = len(audits(store)) if audit is None else 1
    typer.echo(f"{checked} audit(s) unchanged since they were stored")
