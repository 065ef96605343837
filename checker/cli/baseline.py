"""`checker baseline`: the violations that are known and fail no audit, kept in a file under version control."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.policy_file import BASELINE
from checker.errors import Problem, UsageError

if TYPE_CHECKING:
    import duckdb

    from checker.baselines.entry import Entry
    from checker.store.audits import StoredAudit
    from checker.words.words import Words

app = typer.Typer(
    no_args_is_help=True, help="Known violations, which fail no audit: a file under version control, one line for each."
)

FIRST_REASON = "stood when the baseline was created"

AuditName = Annotated[str, typer.Argument(metavar="AUDIT", help="'latest', an id or the start of one.")]
StoreFolder = Annotated[Path, typer.Option("--store", help="The folder of the store.")]
File = Annotated[Path, typer.Option("--baseline", help="The file.")]
Lang = Annotated[str, typer.Option(help="en, ru or zh.")]
Several = list[str] | None


@app.command()
def create(
    audit: AuditName,
    store: StoreFolder = Path("audits"),
    baseline: File = Path(BASELINE),
    reason: Annotated[str, typer.Option(help="Why all of them are let be.")] = FIRST_REASON,
    lang: Lang = "en",
) -> None:
    """Write every violation of a stored audit that no waiver excuses; never over a file that is there."""
    from checker.baselines.file import write_baseline
    from checker.baselines.stored import violations_of

    words = _words(lang)
    if baseline.exists():
        raise UsageError(Problem(str(baseline), "is there already", "add to it with `checker baseline accept`"))
    with _opened(store, audit) as (stored, connection):
        today, said = _today(), _said(reason)
        entries = [violation.accepted(today, said) for violation in violations_of(connection)]
    write_baseline(baseline, entries)
    told = words.text("baseline.created", file=baseline, total=words.number(len(entries)), audit=stored.audit_id)
    typer.echo(told)


@app.command()
def accept(
    audit: AuditName,
    reason: Annotated[str, typer.Option(help="Why they are let be; it stands in the file.")],
    rule: Annotated[Several, typer.Option(help="Only of this rule; * and ? stand for more.")] = None,
    case: Annotated[Several, typer.Option(help="Only this case, by its id or the start of it.")] = None,
    severity: Annotated[Several, typer.Option(help="Only of this severity.")] = None,
    subject: Annotated[Several, typer.Option(help="Only about this subject, by its id or type:id.")] = None,
    store: StoreFolder = Path("audits"),
    baseline: File = Path(BASELINE),
    lang: Lang = "en",
) -> None:
    """Add violations of a stored audit to the file, with the reason: the only way in which it grows."""
    from checker.baselines.file import read_baseline, write_baseline
    from checker.baselines.stored import Wanted, excused_in, violations_of

    words, said = _words(lang), _said(reason)
    known = read_baseline(baseline)
    wanted = Wanted(tuple(rule or ()), tuple(case or ()), tuple(severity or ()), tuple(subject or ()))
    with _opened(store, audit) as (_, connection):
        chosen = wanted.chosen(violations_of(connection), excused_in(connection))
    ids = {entry.case_id for entry in known}
    today = _today()
    added = [violation.accepted(today, said) for violation in chosen if violation.case_id not in ids]
    if added:
        write_baseline(baseline, [*known, *added])
    counts = {"added": words.number(len(added)), "total": words.number(len(known) + len(added))}
    typer.echo(words.text("baseline.accepted", file=baseline, **counts))


@app.command()
def prune(
    audit: AuditName, store: StoreFolder = Path("audits"), baseline: File = Path(BASELINE), lang: Lang = "en"
) -> None:
    """Take out what is no longer violated in a stored audit; what it could not judge stays, and nothing is added."""
    from checker.baselines.compared import GONE
    from checker.baselines.file import read_baseline, write_baseline

    words = _words(lang)
    entries = read_baseline(baseline)
    with _opened(store, audit) as (stored, connection):
        states = _states(stored, connection, entries)
    left = [entry for entry in entries if states[entry.case_id] != GONE]
    for entry in entries:
        if states[entry.case_id] == GONE:
            typer.echo(words.text("baseline.removed", line=" ".join(filter(None, entry[:4]))))
    if len(left) < len(entries):
        write_baseline(baseline, left)
    counted = _counted(states, words)
    typer.echo(words.text("baseline.pruned", file=baseline, audit=stored.audit_id, **counted))


@app.command()
def show(
    audit: Annotated[str | None, typer.Option(help="Also say what became of each in this stored audit.")] = None,
    store: StoreFolder = Path("audits"),
    baseline: File = Path(BASELINE),
    lang: Lang = "en",
) -> None:
    """List the entries, and what became of them in an audit."""
    from checker.baselines.file import read_baseline
    from checker.report.aligned import aligned
    from checker.report.table import heading

    words = _words(lang)
    entries = sorted(read_baseline(baseline), key=lambda entry: entry.place)
    said = {name: words.text(f"baseline.column.{name}") for name in ("accepted_on", "reason", "now")}
    heads = [*(heading(words, name) for name in ("case_id", "rule_id", "subject", "occurrence"))]
    heads += [said["accepted_on"], said["reason"]]
    rows = [[*entry[:4], words.date(entry.accepted_on), entry.reason] for entry in entries]
    closing = words.text("baseline.total", total=words.number(len(entries)))
    if audit is not None:
        with _opened(store, audit) as (stored, connection):
            states = _states(stored, connection, entries)
        heads.append(said["now"])
        rows = [
            [*row, words.text(f"baseline.state.{states[entry.case_id]}")]
            for row, entry in zip(rows, entries, strict=True)
        ]
        total = words.number(len(entries))
        closing = words.text("baseline.counted", audit=stored.audit_id, total=total, **_counted(states, words))
    for line in aligned([heads, *rows]) if rows else ():
        typer.echo(line)
    typer.echo(closing)


@contextmanager
def _opened(store: Path, name: str) -> "Iterator[tuple[StoredAudit, duckdb.DuckDBPyConnection]]":
    """A stored audit, and a connection with its cases and rules."""
    from checker.query.audits import opened
    from checker.store.audits import find

    stored = find(store, name)
    with opened([stored.folder]) as connection:
        yield stored, connection


def _states(
    stored: "StoredAudit", connection: "duckdb.DuckDBPyConnection", entries: "list[Entry] | tuple[Entry, ...]"
) -> Mapping[str, str]:
    from checker.baselines.compared import compared
    from checker.baselines.stored import judged_in

    return compared(connection, entries, judged_in(connection, stored.manifest))


def _counted(states: Mapping[str, str], words: "Words") -> dict[str, str]:
    from checker.baselines.compared import STATES

    counted = Counter(states.values())
    return {state: words.number(counted[state]) for state in STATES}


def _words(lang: str) -> "Words":
    from checker.words.words import Words

    return Words(lang)


def _said(reason: str) -> str:
    """The reason on one line. UsageError where there is none."""
    said = " ".join(reason.split())
    if not said:
        raise UsageError(Problem("--reason", "is empty", "say why these violations are let be"))
    return said


def _today() -> date:
    return datetime.now().astimezone().date()
