"""`checker audit`: judge a snapshot against the rules and store the result."""

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from checker.cli.formats import FormatNames, MaxResults, chosen_formats
from checker.cli.redaction import Redact, RedactKey, redaction_checked
from checker.errors import Problem, UsageError

MEMORY = re.compile(r"\d+(\.\d+)? ?[KMGT]i?B", re.IGNORECASE)


def audit(
    snapshot: Annotated[Path, typer.Argument(help="Folder with snapshot.yaml and one file per table.")],
    rules: Annotated[
        list[Path] | None, typer.Option("--rules", help="Rule file or folder; else the shipped packs.")
    ] = None,
    period: Annotated[str | None, typer.Option(help="2026-10, 2026-Q4, 2026 or 2026-10-05..2026-10-11.")] = None,
    since: Annotated[str | None, typer.Option("--from", help="First day, with --to.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Last day, with --from.")] = None,
    as_of: Annotated[str | None, typer.Option(help="Moment of judgement; else the snapshot's taken_at.")] = None,
    config: Annotated[Path | None, typer.Option(help="The auditor's policy; else ./compliance.yaml.")] = None,
    store: Annotated[Path, typer.Option(help="Folder of stored audits.")] = Path("audits"),
    select: Annotated[list[str] | None, typer.Option(help="Rule id with * and ?, or clause:, pack:, kind:.")] = None,
    basis: Annotated[
        str | None,
        typer.Option(help="Only explicit, interpreted, or literal rules: explicit without any reading of ours."),
    ] = None,
    waivers: Annotated[Path | None, typer.Option(help="Waivers; else ./waivers.yaml.")] = None,
    no_waivers: Annotated[bool, typer.Option("--no-waivers", help="As if nothing were waived.")] = False,
    disputes: Annotated[Path | None, typer.Option(help="Disputes; else ./disputes.yaml.")] = None,
    baseline: Annotated[Path | None, typer.Option(help="Known violations; else ./baseline.csv.")] = None,
    new_only: Annotated[bool, typer.Option("--new-only", help="Only new and reopened violations fail.")] = False,
    backlog: Annotated[
        str | None, typer.Option(help="A store's first audit: what fell due before this day is no news.")
    ] = None,
    readings: Annotated[
        bool, typer.Option("--readings", help="Count what other readings of the text would change.")
    ] = False,
    fail_on: Annotated[str | None, typer.Option(help="Lowest severity that gives exit 1, or none; else low.")] = None,
    max_undetermined: Annotated[
        float | None, typer.Option(min=0, max=1, help="Share of a rule's cases that may be; else 0.05.")
    ] = None,
    parameters: Annotated[list[str] | None, typer.Option("--set", help="A parameter of a rule, as name=value.")] = None,
    keep_all: Annotated[bool, typer.Option("--keep-all", help="Keep every case, met ones too.")] = False,
    chain: Annotated[str, typer.Option(help="Reasoner of the escalations: durable or python.")] = "durable",
    formats: FormatNames = None,
    out: Annotated[Path | None, typer.Option(help="File or folder for the formats; else stdout.")] = None,
    lang: Annotated[str, typer.Option(help="en, ru or zh.")] = "en",
    redact: Redact = False,
    redact_key: RedactKey = None,
    max_results: MaxResults = None,
    memory: Annotated[str, typer.Option(help="Memory limit of the engine, such as 2GB.")] = "",
    threads: Annotated[int, typer.Option(min=0, help="Threads of the engine; 0 for all.")] = 0,
    trust_snapshot_policy: Annotated[
        bool, typer.Option("--trust-snapshot-policy", help="Take the policy keys of snapshot.yaml.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say which policy, packs, parameters and calendars are in use.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no notes.")] = False,
) -> None:
    """Judge SNAPSHOT. Exit 0: nothing at or above --fail-on; 1: violations; 2: usage; 3: incomplete; 4: not written."""
    from checker.auditing.request import Request
    from checker.cli.policy_file import discovered, files_of
    from checker.cli.progress import progress, tell
    from checker.cli.report import report
    from checker.cli.verbose import policy_teller
    from checker.cli.waivers_told import waivers_told
    from checker.pipeline import audit as run_audit
    from checker.pipeline import unheard

    chosen_formats(formats, out, lang)
    redaction_checked(redact, redact_key)
    request = Request(
        snapshot=snapshot,
        rules=tuple(rules or ()),
        period=period,
        since=since,
        until=until,
        as_of=as_of,
        config=config or discovered(),
        store=store,
        select=tuple(select or ()),
        basis=basis,
        readings=readings,
        fail_on=fail_on,
        max_undetermined=max_undetermined,
        keep_all=keep_all,
        chain=chain,
        memory=_memory(memory),
        threads=threads,
        files=files_of(waivers, no_waivers, disputes, baseline),
        no_waivers=no_waivers,
        new_only=new_only,
        backlog=backlog,
        trust_snapshot_policy=trust_snapshot_policy,
        parameters=tuple(parameters or ()),
        argv=tuple(sys.argv[1:]),
    )
    with progress(quiet) as report_progress:
        audited = run_audit(request, report_progress, policy_teller(lang) if verbose else unheard)
    try:
        if not quiet:
            tell([*audited.notes, *waivers_told(audited.stored, formats, out, lang), *map(str, audited.problems)])
        report(
            audited.stored.audit_id,
            store,
            formats,
            out,
            lang,
            redact=redact,
            redact_key=redact_key,
            sources=_sources(snapshot),
            max_results=max_results,
        )
    except BaseException:
        name = audited.stored.audit_id
        typer.echo(f"checker: the audit is stored; `checker report {name} --store {store}` reports on it", err=True)
        raise
    raise typer.Exit(audited.exit_code)


def _sources(snapshot: Path) -> str:
    """The snapshot's folder as files of a repository are named: from the working folder, where it lies in that."""
    given = snapshot.absolute()
    return (given.relative_to(Path.cwd()) if given.is_relative_to(Path.cwd()) else given).as_posix()


def _memory(given: str) -> str:
    if given and not MEMORY.fullmatch(given.strip()):
        raise UsageError(Problem("--memory", f"'{given}' is no amount of memory", "write it as in 2GB or 800MB"))
    return given
