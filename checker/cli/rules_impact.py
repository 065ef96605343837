"""`checker rules impact`: what a changed rule, parameter or policy would have done to audits, stored or made now."""

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from checker.errors import EXIT_INCOMPLETE, EXIT_VIOLATIONS, IncompleteError, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.auditing.impact import Change, Impact
    from checker.auditing.places import Places
    from checker.store.audits import StoredAudit

Rules = Annotated[list[Path] | None, typer.Option("--rules", help="The changed rules; else those of each audit.")]


def impact(
    rules: Rules = None,
    parameters: Annotated[list[str] | None, typer.Option("--set", help="A changed parameter, as name=value.")] = None,
    config: Annotated[Path | None, typer.Option(help="The changed policy; else that of each audit.")] = None,
    store: Annotated[Path, typer.Option(help="The folder of the store.")] = Path("audits"),
    audit: Annotated[
        list[str] | None, typer.Option("--audit", help="'latest', an id or the start of one; without it, all.")
    ] = None,
    last: Annotated[int | None, typer.Option(min=1, help="Only so many audits, those that know most.")] = None,
    snapshot: Annotated[
        Path | None, typer.Option(help="With one --audit, where its snapshot lies now; else a snapshot to judge twice.")
    ] = None,
    period: Annotated[list[str] | None, typer.Option("--period", help="Of a snapshot judged twice.")] = None,
    old_rules: Annotated[
        list[Path] | None, typer.Option("--old-rules", help="Of a snapshot judged twice; else the shipped packs.")
    ] = None,
    old_config: Annotated[
        Path | None, typer.Option("--old-config", help="Of a snapshot judged twice; else ./compliance.yaml.")
    ] = None,
    examples: Annotated[int, typer.Option(min=0, help="Cases shown of each sort and rule.")] = 5,
    format_: Annotated[Literal["table", "json"], typer.Option("--format", help="table or json.")] = "table",
    lang: Annotated[str, typer.Option(help="en, ru or zh.")] = "en",
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 when a violation would be another.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """What a changed rule, parameter or policy would have done to stored audits; nothing is stored. Exit 3: an audit
    or a rule could not be judged again."""
    from checker.auditing.impact import Change
    from checker.auditing.places import Places
    from checker.cli.impact_shown import show
    from checker.words.words import Words

    words = Words(lang)
    change = Change(tuple(rules or ()), config, tuple(parameters or ()))
    if change == Change():
        raise UsageError(Problem("rules impact", "no change is named", "give --rules, --set or --config"))
    fresh = snapshot is not None and not audit
    _check(fresh, snapshot, audit, last, period, old_rules, old_config)
    if fresh:
        assert snapshot is not None
        with _judged_now(snapshot, period, old_rules, old_config, quiet) as (place, found):
            places = Places(snapshot=snapshot, rules=tuple(old_rules or ()))
            done, refused = _impacts(found, place, change, places, examples, quiet)
    else:
        found = _stored(store, audit, last)
        done, refused = _impacts(found, store, change, Places(snapshot=snapshot), examples, quiet)
    show(done, refused, words, format_)
    if refused or any(one.failed for one in done):
        raise typer.Exit(EXIT_INCOMPLETE)
    raise typer.Exit(EXIT_VIOLATIONS if exit_code and any(one.moves for one in done) else 0)


def _check(
    fresh: bool,
    snapshot: Path | None,
    audit: list[str] | None,
    last: int | None,
    period: list[str] | None,
    old_rules: list[Path] | None,
    old_config: Path | None,
) -> None:
    """Options of the one way do not go with the other."""
    if not fresh and (period or old_rules or old_config):
        what = "--period, --old-rules and --old-config belong to a snapshot that is judged twice"
        raise UsageError(Problem("rules impact", what, "give --snapshot without --audit"))
    if fresh and last:
        raise UsageError(Problem("--last", "counts stored audits, and a snapshot is judged twice", "leave one out"))
    if snapshot is not None and audit and len(audit) > 1:
        raise UsageError(Problem("--snapshot", "belongs to one audit, and several are named", "name one --audit"))


def _stored(store: Path, names: list[str] | None, last: int | None) -> "list[StoredAudit]":
    """The audits asked for, in the order of what they know."""
    from checker.store.audits import audits, find

    found = [find(store, name) for name in names] if names else audits(store)
    if not found:
        raise UsageError(Problem(str(store), "holds no audit", "run `checker audit` first, or give --snapshot"))
    found = sorted({one.audit_id: one for one in found}.values(), key=lambda one: one.as_of)
    return found[-last:] if last else found


def _impacts(
    audits: "list[StoredAudit]", store: Path, change: "Change", places: "Places", examples: int, quiet: bool
) -> "tuple[list[Impact], list[tuple[str, IncompleteError]]]":
    """The impact on each audit; one whose snapshot is not there is told and stops no other."""
    from checker.auditing.impact import impact_on
    from checker.cli.progress import progress

    done: list[Impact] = []
    refused: list[tuple[str, IncompleteError]] = []
    with progress(quiet) as report_progress:
        for one in audits:
            try:
                done.append(impact_on(one, store, change, places, report_progress, examples))
            except IncompleteError as error:
                refused.append((one.audit_id, error))
    return done, refused


@contextmanager
def _judged_now(
    snapshot: Path, periods: list[str] | None, rules: list[Path] | None, config: Path | None, quiet: bool
) -> "Iterator[tuple[Path, list[StoredAudit]]]":
    """A store, gone afterwards, with an audit of each period by the rules and the policy as they were."""
    from tempfile import TemporaryDirectory

    from checker.auditing.request import Request
    from checker.cli.policy_file import discovered
    from checker.cli.progress import progress
    from checker.pipeline import audit as run_audit

    with TemporaryDirectory(prefix="checker-") as folder:
        store = Path(folder).resolve() / "store"
        asked = [
            Request(snapshot, tuple(rules or ()), period, config=config or discovered(), store=store, chain="python")
            for period in (periods or (None,))
        ]
        with progress(quiet) as report_progress:
            found = [run_audit(request, report_progress).stored for request in asked]
        yield store, list({one.audit_id: one for one in found}.values())
