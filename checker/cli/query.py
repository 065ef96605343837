"""`checker query`: which cases fit, over one stored audit or all of them."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.errors import EXIT_VIOLATIONS, Problem, UsageError, nearest

if TYPE_CHECKING:
    from checker.query.question import Question
    from checker.report.rows import Rows

TABLE_TOP = 100

Several = list[str] | None


def _filter(says: str) -> object:
    return typer.Option(help=says, show_default=False)


def query(
    store: Annotated[Path, typer.Option(help="The folder of the store.")] = Path("audits"),
    audit: Annotated[str, typer.Option(help="'latest', 'all', an audit's id or the start of one.")] = "latest",
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
    standing: Annotated[Several, _filter("open, cured, void, lost.")] = None,
    scope: Annotated[Several, _filter("period, carried.")] = None,
    subject: Annotated[Several, _filter("Subject's id, type:id, or a part of the name.")] = None,
    implied: Annotated[
        bool | None,
        typer.Option(
            "--implied/--no-implied",
            help="Only cases that follow from another violation of the same thing, or only those that do not.",
            show_default=False,
        ),
    ] = None,
    due_from: Annotated[str | None, _filter("First local due day, YYYY-MM-DD.")] = None,
    due_to: Annotated[str | None, _filter("Last local due day, YYYY-MM-DD.")] = None,
    text: Annotated[Several, _filter("Part of the description, in any language; all must be there.")] = None,
    group_by: Annotated[Several, _filter("Count by these columns instead.")] = None,
    sort: Annotated[Several, _filter("Columns to sort by, descending with a leading minus.")] = None,
    top: Annotated[int | None, typer.Option(min=0, help="At most so many rows, 0 for all (a table shows 100).")] = None,
    columns: Annotated[Several, _filter("Columns to show.")] = None,
    count: Annotated[bool, typer.Option("--count", help="Only how many cases fit.")] = False,
    form: Annotated[str, typer.Option("--format", help="table, json, jsonl, csv, xlsx.")] = "table",
    out: Annotated[Path | None, typer.Option(help="File to write; without it, stdout.")] = None,
    lang: Annotated[str, typer.Option(help="en, ru or zh.")] = "en",
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with 1 when there are rows.")] = False,
) -> None:
    """Lists, groups or counts stored cases. Several values of one filter, with commas or repeated, mean any of them."""
    from checker.query.question import Question

    asked = {"rule": rule, "clause": clause, "pack": pack, "kind": kind, "severity": severity, "basis": basis}
    asked |= {"effect": effect, "client": client, "tier": tier, "unit": unit, "responsible": responsible}
    asked |= {"verdict": verdict, "outcome": outcome, "standing": standing, "scope": scope, "subject": subject}
    question = Question(
        filters={name: split(values) for name, values in asked.items() if values},
        text=tuple(text or ()),
        implied=implied,
        due_from=_day("--due-from", due_from),
        due_to=_day("--due-to", due_to),
        group_by=split(group_by),
        sort=split(sort),
        columns=split(columns),
        top=_top(top, form),
        lang=lang,
    )
    if _run(_folders(store, audit), question, count, form, out) and exit_code:
        raise typer.Exit(EXIT_VIOLATIONS)


def split(values: Several) -> tuple[str, ...]:
    """Values of a repeated option, each of which may hold several with commas between."""
    return tuple(part.strip() for value in values or () for part in value.split(",") if part.strip())


def _run(folders: list[Path], question: "Question", only_count: bool, form: str, out: Path | None) -> int:
    from checker.query.answer import answer, count
    from checker.report.rows import Rows
    from checker.words.words import Words

    words = Words(question.lang)
    if only_count:
        total = count(folders, question)
        typer.echo(total)
        return total
    _check_format(form)
    found = answer(folders, question)
    _write(Rows(found.columns, found.rows, found.total), form, out, words.lang)
    if form not in ("table", "json") and len(found.rows) < found.total:
        shown, total_text = words.number(len(found.rows)), words.number(found.total)
        typer.echo(words.text("query.cut", shown=shown, total=total_text), err=True)
    return found.total


def _write(found: "Rows", form: str, out: Path | None, lang: str) -> None:
    from checker.report.output import to_file, to_stdout
    from checker.report.rows import BINARY_ROW_FORMATS, write_rows
    from checker.words.words import Words

    words = Words(lang)
    if out is None:
        to_stdout(lambda stream: write_rows(form, found, stream, words), binary=form in BINARY_ROW_FORMATS)
    else:
        to_file(lambda stream: write_rows(form, found, stream, words), out)


def _check_format(form: str) -> None:
    from checker.report.rows import ROW_FORMATS

    if form not in ROW_FORMATS:
        raise UsageError(Problem("--format", f"unknown format '{form}'", nearest(form, ROW_FORMATS)))


def _top(top: int | None, form: str) -> int:
    if top is not None:
        return top
    return TABLE_TOP if form == "table" else 0


def _day(option: str, given: str | None) -> date | None:
    if given is None:
        return None
    try:
        return datetime.strptime(given, "%Y-%m-%d").date()  # noqa: DTZ007  a local day has no zone
    except ValueError:
        raise UsageError(Problem(option, f"'{given}' is no day", "write it as YYYY-MM-DD")) from None


def _folders(store: Path, audit: str) -> list[Path]:
    from checker.store.audits import audits, find

    if audit != "all":
        return [find(store, audit).folder]
    found = [one.folder for one in audits(store)]
    if not found:
        raise UsageError(Problem(str(store), "holds no audit", "run `checker audit` first, or name another --store"))
    return found
