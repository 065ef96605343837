"""`checker store`: what a store holds, and what is to leave it."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from checker.cli.shown import print_json
from checker.errors import Problem, UsageError

if TYPE_CHECKING:
    from checker.store.listing import Listed
    from checker.words.words import Words

app = typer.Typer(no_args_is_help=True, help="Stored audits: which there are, and taking old ones out.")

StoreFolder = Annotated[Path, typer.Option("--store", help="The folder of the store.")]
Format = Annotated[Literal["table", "json"], typer.Option("--format", help="table, or json.")]
Lang = Annotated[str, typer.Option(help="en, ru or zh.")]


@app.command("list")
def store_list(store: StoreFolder = Path("audits"), format: Format = "table", lang: Lang = "en") -> None:
    """List the audits of a store in the order of storing: period, moment, verdicts, size; pruned ones too."""
    from checker.cli.store_shown import as_json, audit_lines
    from checker.store.listing import listed
    from checker.words.words import Words

    words = Words(lang)
    found = listed(store)
    if not found:
        raise UsageError(Problem(str(store), "holds no audit", "run `checker audit` first, or name another --store"))
    if format == "json":
        print_json({"store": str(store), "audits": [as_json(one) for one in found]})
        return
    typer.echo("\n".join(audit_lines(found, words)))


@app.command("prune")
def store_prune(
    before: Annotated[str, typer.Option(help="Audits whose period ended before this day, YYYY-MM-DD.")],
    reason: Annotated[str, typer.Option(help="Why; it stands in the tombstones.")] = "",
    by: Annotated[str, typer.Option(help="Who decided it; else the user of the system.")] = "",
    keep_last: Annotated[int, typer.Option(min=1, help="The latest audits that stay whatever their period.")] = 1,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and leave it.")] = False,
    store: StoreFolder = Path("audits"),
    format: Format = "table",
    lang: Lang = "en",
) -> None:
    """Take whole audits out of the store. A tombstone in the chain says who, when and why; what later audits must know
    of them (verdicts by case, without persons, texts and evidence; open cases in full) is left. Exit 4: not done."""
    from checker.store.audits import audits
    from checker.store.listing import listed
    from checker.store.prune import prunable, prune
    from checker.words.words import Words

    words = Words(lang)
    day, wrong = _day(before)
    if not dry_run and not reason.strip():
        wrong.append(Problem("--reason", "says nothing", "say why the audits go: --reason 'kept for three years'"))
    if not audits(store):
        wrong.append(Problem(str(store), "holds no audit", "name the folder of the store with --store"))
    if wrong:
        raise UsageError(wrong)
    chosen = prunable(store, day, keep_last)
    names = {audit.audit_id for audit in chosen}
    sizes = [one for one in listed(store) if one.audit_id in names]
    said = _tombstone(by, reason)
    for audit in () if dry_run else chosen:
        prune(store, audit, said)
    left = [] if dry_run else [one for one in listed(store) if one.audit_id in names]
    _print(sizes, left, dry_run, format, words)


def _print(gone: "list[Listed]", left: "list[Listed]", dry_run: bool, format: str, words: "Words") -> None:
    """`gone` as they were before, `left` as they are now."""
    from checker.cli.store_shown import as_json, audit_lines

    bytes_left = sum(one.size for one in left)
    if format == "json":
        audits = [as_json(one) for one in gone]
        print_json({"dry_run": dry_run, "audits": audits, "bytes_left": None if dry_run else bytes_left})
        return
    if gone:
        typer.echo("\n".join([*audit_lines(gone, words), ""]))
    counts = {"n": len(gone), "bytes": sum(one.size for one in gone)} | ({} if dry_run else {"left": bytes_left})
    form = "would_go" if dry_run else "went"
    typer.echo(words.text(f"store.prune.{form}", **{name: words.number(count) for name, count in counts.items()}))


def _tombstone(by: str, reason: str) -> Any:
    import platform

    from checker.auditing.masked import plain
    from checker.auditing.run_facts import user
    from checker.store.prune import Tombstone

    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Tombstone(now, plain(by.strip() or user()), plain(platform.node()), plain(reason.strip()))


def _day(given: str) -> tuple[date, list[Problem]]:
    try:
        return date.fromisoformat(given.strip()), []
    except ValueError:
        return date.min, [Problem("--before", f"'{given}' is no day", "write it as YYYY-MM-DD")]
