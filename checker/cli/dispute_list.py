"""`checker dispute list`: the disputes of a ledger with their answers, or by when these are due."""

from datetime import date
from pathlib import Path
from typing import Any

import typer

from checker.cli.dispute_due import due_on
from checker.cli.entered import latest_audit
from checker.disputes.entry import DECISIONS
from checker.disputes.reading import Disputes
from checker.disputes.state import OPEN, Dispute, disputes_on
from checker.errors import Problem, UsageError, nearest
from checker.report.aligned import aligned
from checker.report.output import to_stdout
from checker.report.rows import BINARY_ROW_FORMATS, ROW_FORMATS, Rows, write_rows
from checker.report.table import heading
from checker.words.words import Words

COLUMNS = ("case_id", "dispute", "by", "on", "reason", "due", "decided_by", "decided_on", "answer")


def print_disputes(
    disputes: Disputes,
    file: Path,
    store: Path,
    config: Path | None,
    day: date,
    states: tuple[str, ...],
    form: str,
    lang: str,
) -> None:
    """Those known on a day, in the order in which they were raised."""
    words = Words(lang)
    _check(states, form)
    found = {
        case: dispute
        for case, dispute in disputes_on(disputes.entries, day).items()
        if not states or dispute.state in states
    }
    audit = latest_audit(store)
    rows = []
    overdue = 0
    for case, dispute in found.items():
        due = due_on(audit, config, dispute.objection.on) if dispute.state == OPEN else None
        overdue += due is not None and due < day
        rows.append(_row(case, dispute, due))
    if form != "table":
        listed = Rows(COLUMNS, rows, len(rows))
        to_stdout(lambda out: write_rows(form, listed, out, words), binary=form in BINARY_ROW_FORMATS)
        return
    for line in _lines(rows, words):
        typer.echo(line)
    counts = {"total": len(rows), "open": sum(dispute.state == OPEN for dispute in found.values()), "overdue": overdue}
    said = {name: words.number(n) for name, n in counts.items()}
    typer.echo(words.text("waivers.total_disputes", file=file.name, **said))


def _check(states: tuple[str, ...], form: str) -> None:
    known = (OPEN, *DECISIONS)
    wrong = [
        Problem("--state", f"unknown state '{state}'", nearest(state, known)) for state in states if state not in known
    ]
    if form not in ROW_FORMATS:
        wrong.append(Problem("--format", f"unknown format '{form}'", nearest(form, ROW_FORMATS)))
    if wrong:
        raise UsageError(wrong)


def _row(case: str, dispute: Dispute, due: date | None) -> tuple[Any, ...]:
    said, answer = dispute.objection, dispute.decision
    decided = (answer.by, answer.on, answer.reason) if answer else ("", None, "")
    return case, dispute.state, said.by, said.on, said.reason, due, *decided


def _lines(rows: list[tuple[Any, ...]], words: Words) -> list[str]:
    own = {name: words.text(f"waivers.column.{name}") for name in ("by", "on", "due", "decided_by", "decided_on")}
    own["answer"] = words.text("waivers.column.answer")
    lines = [[own.get(name) or heading(words, name) for name in COLUMNS]]
    for case, state, by, on, reason, due, decided_by, decided_on, answer in rows:
        asked = [case, words.label("dispute", state), by, words.date(on), reason, words.date(due) if due else ""]
        lines.append([*asked, decided_by, words.date(decided_on) if decided_on else "", answer])
    return aligned(lines, limits=[0, 0, 0, 0, 60, 0, 0, 0, 60]) if rows else []
