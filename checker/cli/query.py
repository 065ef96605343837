"""`checker query`: which cases fit, over one stored audit, several or all of them."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from checker.cli.chosen import Several, chosen_audits, day, split
from checker.cli.rows_out import chosen_format, most_rows, put
from checker.cli.unknown_told import tell_unknown
from checker.errors import EXIT_VIOLATIONS, Problem, UsageError

if TYPE_CHECKING:
    from checker.query.answer import Answer
    from checker.query.question import Question
    from checker.store.audits import StoredAudit

STDIN = "-"


def _filter(says: str, *names: str) -> object:
    return typer.Option(*names, help=says, show_default=False)


def _either(name: str, says: str) -> object:
    return typer.Option(f"--{name}/--no-{name}", help=says, show_default=False)


def query(
    store: Annotated[Path, typer.Option(help="The folder of the store.")] = Path("audits"),
    audit: Annotated[
        Several, _filter("'latest' (if nothing is named), 'all', ids or starts of ids; * stands for any letters.")
    ] = None,
    rule: Annotated[Several, _filter("Rule id; * stands for any letters.")] = None,
    clause: Annotated[Several, _filter("Clause id; * stands for any letters.")] = None,
    pack: Annotated[Several, _filter("Rule pack.")] = None,
    kind: Annotated[Several, _filter("Kind of rule.")] = None,
    severity: Annotated[Several, _filter("low, medium, high, critical.")] = None,
    basis: Annotated[Several, _filter("explicit, interpreted.")] = None,
    effect: Annotated[Several, _filter("violation, suspicion, advice.")] = None,
    client: Annotated[Several, _filter("Client's id or a part of the name.")] = None,
    tier: Annotated[Several, _filter("Client tier.")] = None,
    unit: Annotated[Several, _filter("Unit's id or a part of the name.")] = None,
    responsible: Annotated[Several, _filter("Person's id, a part of the name, or 'unassigned'.")] = None,
    verdict: Annotated[Several, _filter("violated, undetermined, pending, met.")] = None,
    outcome: Annotated[Several, _filter("late, absent ...")] = None,
    reason: Annotated[Several, _filter("Why it is undetermined: field_empty, table_missing ...")] = None,
    missing: Annotated[Several, _filter("Unknown field, as entity.field.")] = None,
    standing: Annotated[Several, _filter("open, cured, void, lost.")] = None,
    scope: Annotated[Several, _filter("period, carried.")] = None,
    change: Annotated[Several, _filter("Since earlier audits: new, persisting, reopened, revised, resolved.")] = None,
    rectification: Annotated[Several, _filter("Putting right: due, overdue, in_time, late.")] = None,
    dispute: Annotated[Several, _filter("Objection: open, upheld, rejected.")] = None,
    subject: Annotated[Several, _filter("Subject's id, type:id, or a part of the name.")] = None,
    implied: Annotated[
        bool | None, _either("implied", "Only cases that follow from another violation of the same thing, or no such.")
    ] = None,
    waived: Annotated[bool | None, _either("waived", "Only violations under a waiver, or no such.")] = None,
    disputed: Annotated[bool | None, _either("disputed", "Only violations that were objected to, or no such.")] = None,
    baseline: Annotated[bool | None, _either("baseline", "Only violations of the baseline, or no such.")] = None,
    gates: Annotated[bool | None, _either("gates", "Only violations that fail the audit, or no such.")] = None,
    due_from: Annotated[str | None, _filter("First local due day, YYYY-MM-DD.")] = None,
    due_to: Annotated[str | None, _filter("Last local due day, YYYY-MM-DD.")] = None,
    found_from: Annotated[str | None, _filter("First local day on which it was first found.")] = None,
    found_to: Annotated[str | None, _filter("Last local day on which it was first found.")] = None,
    text: Annotated[Several, _filter("Part of the description, in any language; all must be there.")] = None,
    latest_state: Annotated[
        bool, typer.Option("--latest-state", help="Of several audits: each case once, as last looked at.")
    ] = False,
    group_by: Annotated[Several, _filter("Count by these columns instead.")] = None,
    sort: Annotated[Several, _filter("Columns to sort by, descending with a leading minus.")] = None,
    top: Annotated[int | None, typer.Option(min=0, help="At most so many rows, 0 for all (a table shows 100).")] = None,
    columns: Annotated[Several, _filter("Columns to show.")] = None,
    count: Annotated[bool, typer.Option("--count", help="Only how many there are.")] = False,
    sql: Annotated[
        str | None, _filter("One SELECT over the views of docs/query.md instead of filters; - reads it from stdin.")
    ] = None,
    form: Annotated[
        str | None, _filter("table, md, json, jsonl, csv, xlsx; else by the ending of --out, else table.", "--format")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="File to write; without it, stdout.")] = None,
    lang: Annotated[str, typer.Option(help="en, ru or zh.")] = "en",
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with 1 when there are rows.")] = False,
) -> None:
    """Lists, groups or counts stored cases. Several values of one filter, with commas or repeated, mean any of them."""
    from checker.query.question import Question

    asked = {"rule": rule, "clause": clause, "pack": pack, "kind": kind, "severity": severity, "basis": basis}
    asked |= {"effect": effect, "client": client, "tier": tier, "unit": unit, "responsible": responsible}
    asked |= {"verdict": verdict, "outcome": outcome, "reason": reason, "missing": missing, "standing": standing}
    asked |= {"scope": scope, "change": change, "rectification": rectification, "dispute": dispute, "subject": subject}
    form = chosen_format(form, out)
    question = Question(
        filters={name: split(values) for name, values in asked.items() if values},
        text=tuple(text or ()),
        implied=implied,
        waived=waived,
        disputed=disputed,
        in_baseline=baseline,
        gates=gates,
        due_from=day("--due-from", due_from),
        due_to=day("--due-to", due_to),
        found_from=day("--found-from", found_from),
        found_to=day("--found-to", found_to),
        latest_state=latest_state,
        group_by=split(group_by),
        sort=split(sort),
        columns=split(columns),
        top=most_rows(top, form),
        lang=lang,
    )
    audits = chosen_audits(store, audit, "latest")
    if sql is None:
        total = _listed(audits, question, count, form, out)
    else:
        total = _in_sql(audits, _statement(sql, question), question, count, form, out)
    if total and exit_code:
        raise typer.Exit(EXIT_VIOLATIONS)


def _listed(audits: "list[StoredAudit]", question: "Question", only_count: bool, form: str, out: Path | None) -> int:
    from checker.query.answer import answer, count
    from checker.words.words import Words

    words, folders = Words(question.lang), [audit.folder for audit in audits]
    if only_count:
        counted = count(folders, question)
        typer.echo(counted.total)
        tell_unknown(counted.unknown, words)
        return counted.total
    found = answer(folders, question)
    _put(audits, found, question, form, out, latest_state=question.latest_state)
    tell_unknown(found.unknown, words)
    repeated = len(audits) > 1 and not question.latest_state and "audit" not in question.group_by
    if repeated and len(found.rows) and form in ("table", "md"):
        typer.echo(words.text("query.each_audit", n=len(audits)), err=True)
    return found.total


def _in_sql(
    audits: "list[StoredAudit]", sql: str, question: "Question", only_count: bool, form: str, out: Path | None
) -> int:
    from checker.query.sql import ask

    found = ask([audit.folder for audit in audits], sql, 1 if only_count else question.top)
    if only_count:
        typer.echo(found.total)
    else:
        _put(audits, found, question, form, out, sql=sql)
    return found.total


def _put(
    audits: "list[StoredAudit]", found: "Answer", question: "Question", form: str, out: Path | None, **about: Any
) -> None:
    from checker.report.rows import Rows

    told = {"audits": [audit.audit_id for audit in audits], **about}
    rows = Rows(found.columns, found.rows, found.total, told, coded="sql" not in about)
    put(rows, form, out, question.lang)


def _statement(sql: str, question: "Question") -> str:
    """The SELECT, from stdin where `-` stands for it. Raises UsageError: it comes with filters or columns."""
    from checker.query.question import Question

    plain = Question(top=question.top, lang=question.lang)
    given = [name for name, value in vars(question).items() if value != getattr(plain, name)]
    given = [name for name in given if name != "filters"] + list(question.filters)
    if given:
        named = ", ".join(f"--{name.removeprefix('in_').replace('_', '-')}" for name in sorted(given))
        raise UsageError(Problem("--sql", f"does not go with {named}", "say it in the SELECT, or leave --sql out"))
    return sys.stdin.read() if sql == STDIN else sql
