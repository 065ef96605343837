"""`checker due`: what falls due next, by responsible."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.chosen import Several, split
from checker.cli.rows_out import chosen_format, most_rows, put
from checker.errors import Problem, UsageError, nearest

if TYPE_CHECKING:
    from checker.query.due import DueList, DueQuestion
    from checker.query.facts import Facts


def _filter(says: str, *names: str) -> object:
    return typer.Option(*names, help=says, show_default=False)


def due(
    store: Annotated[Path, typer.Option(help="The folder of the store.")] = Path("audits"),
    audit: Annotated[str, typer.Option(help="'latest', an audit's id or the start of one.")] = "latest",
    responsible: Annotated[Several, _filter("Person's id, a part of the name, or 'unassigned'.")] = None,
    unit: Annotated[Several, _filter("Unit's id or a part of the name.")] = None,
    rule: Annotated[Several, _filter("Rule id; * stands for any letters.")] = None,
    pack: Annotated[Several, _filter("Rule pack.")] = None,
    severity: Annotated[Several, _filter("low, medium, high, critical.")] = None,
    effect: Annotated[Several, _filter("violation, suspicion, advice.")] = None,
    client: Annotated[Several, _filter("Client's id or a part of the name.")] = None,
    tier: Annotated[Several, _filter("Client tier.")] = None,
    what: Annotated[
        Several, _filter("act (to be done), rectification (to be put right), answer (objection to be answered).")
    ] = None,
    within: Annotated[
        int | None, typer.Option(min=0, help="Due within so many local days; 0: today.", show_default=False)
    ] = None,
    at: Annotated[
        str | None, _filter("Moment from which time is counted, or 'now'; else the audit's own, as_of.")
    ] = None,
    top: Annotated[int | None, typer.Option(min=0, help="At most so many, 0 for all (a table shows 100).")] = None,
    form: Annotated[
        str | None, _filter("table, md, json, jsonl, csv, xlsx; else by the ending of --out, else table.", "--format")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="File to write; without it, stdout.")] = None,
    lang: Annotated[str, typer.Option(help="en, ru or zh.")] = "en",
) -> None:
    """Lists what is pending, to be put right or to be answered, with the time left since the audit's moment."""
    from checker.auditing.counted_from import counted_from
    from checker.query.due import DueQuestion, fall_due
    from checker.query.facts import facts_of
    from checker.query.question import Question
    from checker.store.audits import find
    from checker.words.words import Words

    Words(lang)
    form = chosen_format(form, out)
    asked = {"responsible": responsible, "unit": unit, "rule": rule, "pack": pack, "severity": severity}
    asked |= {"effect": effect, "client": client, "tier": tier}
    cases = Question(filters={name: split(values) for name, values in asked.items() if values}, lang=lang)
    facts = facts_of(find(store, audit).folder)
    moment = counted_from(at, facts.as_of, facts.zone, _now, "--at")
    question = DueQuestion(moment, cases, _what(what), within, most_rows(top, form))
    _show(facts, question, fall_due(facts, question), form, out)


def _show(facts: "Facts", asked: "DueQuestion", found: "DueList", form: str, out: Path | None) -> None:
    from checker.cli.unknown_told import tell_unknown
    from checker.query.due import COLUMNS, by_responsible
    from checker.report.due_list import Counted, write_due
    from checker.report.output import to_file, to_stdout
    from checker.report.rows import Rows
    from checker.report.time_left import said_left
    from checker.words.words import Words

    words = Words(asked.cases.lang)
    if form == "table":
        counted = Counted(facts.audit, facts.as_of, facts.zone, asked.at, found.total, found.passed)
        sections = by_responsible(found.rows)
        if out is None:
            to_stdout(lambda stream: write_due(sections, counted, stream, words))
        else:
            to_file(lambda stream: write_due(sections, counted, stream, words), out)
    else:
        place = COLUMNS.index("seconds_left")
        left = [said_left(row[place], row[place + 1], words) for row in found.rows]
        rows = [(*row[:place], said, *row[place:]) for row, said in zip(found.rows, left, strict=True)]
        about = {"audit": facts.audit, "as_of": _utc(facts.as_of), "at": _utc(asked.at), "passed": found.passed}
        columns = (*COLUMNS[:place], "time_left", *COLUMNS[place:])
        put(Rows(columns, rows, found.total, about), form, out, words.lang)
    tell_unknown(found.unknown, words)


def _utc(moment: datetime) -> str:
    return f"{moment.isoformat()}Z"


def _what(given: Several) -> tuple[str, ...]:
    from checker.query.due import WHAT

    chosen = split(given) or WHAT
    unknown = [one for one in chosen if one not in WHAT]
    if unknown:
        raise UsageError(Problem("--what", f"unknown '{one}'", nearest(one, WHAT)) for one in unknown)
    return chosen


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
