"""`checker trend`: violations and the compliance rate from period to period."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.chosen import Several, chosen_audits, split
from checker.cli.rows_out import chosen_format, most_rows, put
from checker.errors import Problem, UsageError, nearest

if TYPE_CHECKING:
    from checker.query.trend import Trend, TrendQuestion


def _filter(says: str, *names: str) -> object:
    return typer.Option(*names, help=says, show_default=False)


def trend(
    store: Annotated[Path, typer.Option(help="The folder of the store.")] = Path("audits"),
    audit: Annotated[
        Several, _filter("'all' (if nothing is named), 'latest', ids or starts of ids; * any letters.")
    ] = None,
    by: Annotated[
        str | None, _filter("rule, unit, tier, responsible, severity, pack, kind or clause: a line for each.")
    ] = None,
    rule: Annotated[Several, _filter("Rule id; * stands for any letters.")] = None,
    clause: Annotated[Several, _filter("Clause id; * stands for any letters.")] = None,
    pack: Annotated[Several, _filter("Rule pack.")] = None,
    kind: Annotated[Several, _filter("Kind of rule.")] = None,
    severity: Annotated[Several, _filter("low, medium, high, critical: of the rule.")] = None,
    basis: Annotated[Several, _filter("explicit, interpreted.")] = None,
    responsible: Annotated[Several, _filter("Person's id, a part of the name, or 'unassigned'.")] = None,
    unit: Annotated[Several, _filter("Unit's id or a part of the name.")] = None,
    tier: Annotated[Several, _filter("Client tier.")] = None,
    length: Annotated[
        str | None, _filter("day, week, month, quarter, half_year, year, other or all; else as the newest audit.")
    ] = None,
    last: Annotated[int, typer.Option(min=0, help="Only so many last periods; 0 for all.")] = 0,
    company: Annotated[str | None, _filter("Whose audits, where the store holds those of several companies.")] = None,
    top: Annotated[
        int | None, typer.Option(min=0, help="At most so many lines, 0 for all (a table shows 100).")
    ] = None,
    sparklines: Annotated[
        bool | None,
        typer.Option("--sparklines/--no-sparklines", help="Bars in the table; else on a terminal.", show_default=False),
    ] = None,
    form: Annotated[
        str | None, _filter("table, md, json, jsonl, csv, xlsx; else by the ending of --out, else table.", "--format")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="File to write; without it, stdout.")] = None,
    lang: Annotated[str, typer.Option(help="en, ru or zh.")] = "en",
) -> None:
    """Shows violations and the rate with what it counts, for each period of the stored audits, or by --by.

    Of several audits of one period, each rule is counted by the one with the latest as_of that was asked for it.
    """
    from checker.query.question import Question
    from checker.query.trend import TrendQuestion
    from checker.query.trend import trend as asked_trend
    from checker.words.words import Words

    Words(lang)
    form = chosen_format(form, out)
    asked = {"rule": rule, "clause": clause, "pack": pack, "kind": kind, "severity": severity, "basis": basis}
    asked |= {"responsible": responsible, "unit": unit, "tier": tier}
    cases = Question(filters={name: split(values) for name, values in asked.items() if values}, lang=lang)
    question = TrendQuestion(_by(by), cases, company, length, last)
    found = asked_trend([audit.folder for audit in chosen_audits(store, audit, "all")], question)
    _show(found, question, form, out, most_rows(top, form), _bars(sparklines, out))


def _show(found: "Trend", asked: "TrendQuestion", form: str, out: Path | None, top: int, bars: str) -> None:
    from checker.cli.unknown_told import tell_unknown
    from checker.query.trend_lines import flat, write_trend
    from checker.report.output import to_file, to_stdout
    from checker.report.rows import Rows
    from checker.words.words import Words

    words = Words(asked.cases.lang)
    if form != "table":
        rows = flat(found, asked.by)
        cut = rows.rows[:top] if top else rows.rows
        about = {"zone": found.zone, "left_out": found.left_out}
        put(Rows(rows.columns, cut, rows.total, about), form, out, words.lang)
    elif not found.series:
        typer.echo(words.text("trend.nothing"))
    elif out is None:
        to_stdout(lambda stream: write_trend(found, asked.by, top, bars, stream, words))
    else:
        to_file(lambda stream: write_trend(found, asked.by, top, bars, stream, words), out)
    tell_unknown(found.unknown, words)


def _by(given: str | None) -> str | None:
    from checker.query.trend_figures import BY

    if given is not None and given not in BY:
        raise UsageError(Problem("--by", f"unknown '{given}'", nearest(given, BY)))
    return given


def _bars(wanted: bool | None, out: Path | None) -> str:
    """The bars of sparklines: blocks where they can be shown, plain signs where not; '' for none."""
    from checker.report.sparkline import BLOCKS, PLAIN

    terminal = out is None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    if not (terminal if wanted is None else wanted):
        return ""
    unicode = out is not None or not sys.stdout.isatty() or "utf" in (sys.stdout.encoding or "").lower()
    return BLOCKS if unicode else PLAIN
