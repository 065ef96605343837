"""`checker waiver list`: the waivers of a file, and what they fit in the latest audit."""

from datetime import date
from pathlib import Path
from typing import Any

import typer

from checker.cli.entered import latest_audit
from checker.errors import Problem, UsageError, nearest
from checker.followup.stored_waivers import audited_rules, laid_over, unchecked
from checker.report.output import to_stdout
from checker.report.rows import BINARY_ROW_FORMATS, ROW_FORMATS, Rows, write_rows
from checker.report.table import heading
from checker.waivers.applying import Ground
from checker.waivers.entry import SELECTORS, Waiver
from checker.waivers.reading import Waivers
from checker.words.words import Words

COLUMNS = ("id", "state", "rule", "only", "fits", "approver", "granted_on", "expires_on", "reason")


def print_waivers(waivers: Waivers, file: Path, store: Path, day: date, form: str, lang: str) -> None:
    """The waivers in the order of the file; a table ends with where the violations were counted."""
    words = Words(lang)
    if form not in ROW_FORMATS:
        raise UsageError(Problem("--format", f"unknown format '{form}'", nearest(form, ROW_FORMATS)))
    audit = latest_audit(store)
    fits: dict[str, int] = {}
    if audit is not None:
        ground = Ground(day, audited_rules(audit.manifest), unchecked(waivers.entries))
        fits = {fate.waiver.id: fate.fits for fate in laid_over(audit.folder, waivers.entries, ground)}
    if form != "table":
        rows = [_row(waiver, fits, day) for waiver in waivers.entries]
        found = Rows(COLUMNS, rows, len(rows))
        to_stdout(lambda out: write_rows(form, found, out, words), binary=form in BINARY_ROW_FORMATS)
        return
    _table(waivers, fits, day, words)
    total, name = words.number(len(waivers.entries)), file.name
    if audit is None:
        typer.echo(words.text("waivers.closing_alone", file=name, total=total))
    else:
        typer.echo(words.text("waivers.closing", file=name, total=total, audit=audit.audit_id))
    if waivers.entries:
        typer.echo(words.text("waivers.approvers_unchecked"), err=True)


def _row(waiver: Waiver, fits: dict[str, int], day: date) -> tuple[Any, ...]:
    state = "expiring" if waiver.is_expiring(day) else waiver.standing(day)
    dates = (waiver.granted_on, waiver.expires_on)
    return (
        waiver.id,
        state,
        list(waiver.rule),
        _only(waiver),
        fits.get(waiver.id),
        waiver.approver,
        *dates,
        waiver.reason,
    )


def _only(waiver: Waiver) -> list[str]:
    """What narrows it, as the file says it."""
    given = {name: getattr(waiver, name) for name in SELECTORS}
    listed = {name: value if isinstance(value, tuple) else (value,) for name, value in given.items() if value}
    return [f"{name}: {one}" for name, values in listed.items() for one in values]


def _table(waivers: Waivers, fits: dict[str, int], day: date, words: Words) -> None:
    from checker.report.aligned import aligned

    own = {name: words.text(f"waivers.column.{name}") for name in ("state", "only", "fits", "approver")}
    own |= {name: words.text(f"waivers.column.{name}") for name in ("granted_on", "expires_on")}
    lines = [[own.get(name) or heading(words, name) for name in COLUMNS]]
    for waiver in waivers.entries:
        name, state, rules, only, n, approver, granted_on, expires_on, reason = _row(waiver, fits, day)
        lines.append(
            [
                *(name, words.text(f"waivers.state.{state}"), ", ".join(rules)),
                ", ".join(only) or words.text("waivers.everything"),
                "" if n is None else words.number(n),
                *(approver, words.date(granted_on), words.date(expires_on), reason),
            ]
        )
    for line in aligned(lines, frozenset({4}), [0, 0, 40, 60, 0, 0, 0, 0, 80]) if waivers.entries else ():
        typer.echo(line)
