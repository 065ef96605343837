"""`checker dispute`: objections to violations and the decisions on them, a ledger that only grows."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from checker.cli.policy_file import DISPUTES
from checker.errors import Problem, UsageError

if TYPE_CHECKING:
    from checker.report.cases import Case

app = typer.Typer(no_args_is_help=True, help="Objections to violations and the decisions on them: a ledger that grows.")

CaseName = Annotated[
    str, typer.Argument(metavar="CASE", help="A violation's id, the start of one, or RULE/SUBJECT[@OCCURRENCE].")
]
By = Annotated[str, typer.Option(help="Id of the person.")]
Reason = Annotated[str, typer.Option(help="Why; it stands in the ledger.")]
Evidence = Annotated[list[Path] | None, typer.Option(help="A file shown: its name and SHA-256 are kept.")]
On = Annotated[str | None, typer.Option("--on", help="The day of it; else today.")]
File = Annotated[Path, typer.Option("--file", help="The ledger.")]
Store = Annotated[Path, typer.Option("--store", help="The folder of the store.")]
Config = Annotated[Path | None, typer.Option(help="The auditor's policy; else ./compliance.yaml.")]
Lang = Annotated[str, typer.Option(help="en, ru or zh.")]


@app.command()
def add(
    case: CaseName,
    by: By,
    reason: Reason,
    evidence: Evidence = None,
    on: On = None,
    file: File = Path(DISPUTES),
    store: Store = Path("audits"),
    config: Config = None,
    lang: Lang = "en",
) -> None:
    """Enter an objection to a violation. It stays violated, is shown as disputed, and an answer falls due."""
    from checker.cli.dispute_due import due_on
    from checker.cli.entered import violation
    from checker.disputes.entry import OBJECTED
    from checker.words.words import Words

    words = Words(lang)
    audit, found = violation(store, case)
    entry = _entry(found, OBJECTED, by, reason, evidence, on)
    due = due_on(audit, config, entry["on"])
    _append(entry, found, file)
    said = words.date(due) if due else words.text("waivers.never")
    typer.echo(words.text("waivers.objected", file=file.name, case=found.case_id, due=said))


@app.command()
def decide(
    case: CaseName,
    by: By,
    reason: Reason,
    upheld: Annotated[bool, typer.Option("--upheld", help="The objection is accepted.")] = False,
    rejected: Annotated[bool, typer.Option("--rejected", help="It is not; this or --upheld is wanted.")] = False,
    evidence: Evidence = None,
    on: On = None,
    file: File = Path(DISPUTES),
    store: Store = Path("audits"),
    lang: Lang = "en",
) -> None:
    """Enter the decision on an open objection. Accepted, it excuses the violation; rejected, all is as before."""
    from checker.cli.entered import violation
    from checker.disputes.entry import REJECTED, UPHELD
    from checker.words.words import Words

    if upheld == rejected:
        what = "both are given" if upheld else "neither is given"
        raise UsageError(Problem("--upheld, --rejected", what, "say one of them"))
    words = Words(lang)
    _, found = violation(store, case)
    state = UPHELD if upheld else REJECTED
    entry = _entry(found, state, by, reason, evidence, on)
    own = {found.responsible_id, found.subject_id if found.subject_type == "employee" else None}
    if entry["by"] in own:
        raise UsageError(Problem("--by", f"{entry['by']} answers for the case himself", "somebody else decides"))
    _append(entry, found, file)
    said = words.label("dispute", state)
    typer.echo(words.text("waivers.decided", file=file.name, case=found.case_id, state=said))
    typer.echo(words.text("waivers.decider_unchecked", by=entry["by"]), err=True)


@app.command("list")
def list_(
    file: File = Path(DISPUTES),
    store: Store = Path("audits"),
    config: Config = None,
    as_of: Annotated[str | None, typer.Option(help="The local day to look from; else today.")] = None,
    state: Annotated[list[str] | None, typer.Option(help="Only open, upheld or rejected ones.")] = None,
    form: Annotated[str, typer.Option("--format", help="table, json, jsonl, csv, xlsx.")] = "table",
    lang: Lang = "en",
) -> None:
    """List the disputes with their answers, or by when these are due."""
    from checker.cli.dispute_list import print_disputes
    from checker.cli.entered import entered_day
    from checker.disputes.reading import load_disputes

    day = entered_day("--as-of", as_of)
    print_disputes(load_disputes(file), file, store, config, day, tuple(state or ()), form, lang)


def _entry(
    case: "Case", says: str, by: str, reason: str, evidence: list[Path] | None, on: str | None
) -> dict[str, Any]:
    from checker.cli.entered import entered, past_day

    entry: dict[str, Any] = {"case": case.case_id, "says": says, "by": entered("--by", by)}
    entry |= {"on": past_day("--on", on), "reason": entered("--reason", reason)}
    papers = [_paper(path) for path in evidence or ()]
    return {**entry, "evidence": papers} if papers else entry


def _paper(path: Path) -> dict[str, str]:
    from checker.store.canonical import file_hash

    try:
        return {"file": path.name, "sha256": file_hash(path)}
    except OSError as error:
        problem = Problem("--evidence", f"{path} cannot be read: {error.strerror}", "name a file that is there")
        raise UsageError(problem) from None


def _append(entry: Mapping[str, Any], case: "Case", file: Path) -> None:
    from checker.cli.entered import named, replace_text, text_in
    from checker.disputes.adding import added

    longer, _ = added(text_in(file), file.name, entry, named(case))
    replace_text(file, longer)
