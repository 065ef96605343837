"""The days and the ledger of a calendar as text for a terminal."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from rich.cells import cell_len

from checker.calendars.days import CalendarDay, calendar_days
from checker.calendars.ledger import LedgerLine, ledger
from checker.calendars.public import transfers_known_until
from checker.calendars.resolve import COMPANY, UNIT_KEY
from checker.calendars.rules import Calendar
from checker.calendars.wall import SECOND_US, Intervals, wall_text
from checker.words.words import Words

_GAP = "  "


def ledger_text(key: str, calendar: Calendar, begin: datetime, end: datetime, lang: str) -> str:
    """The ledger of [begin, end), naive UTC, as a table in local time with its two sums."""
    words = Words(lang)
    found = ledger(calendar, begin, end, lang)
    heading = [_text(f"heading.{name}", lang) for name in ("from", "to", "state", "length", "reason")]
    rows = [heading, *(_ledger_row(line, words) for line in found.lines)]
    sums = [
        [_text("total.open", lang), _length(found.open_us, words)],
        [_text("total.closed", lang), _length(found.closed_us, words)],
    ]
    return "\n\n".join([_title(key, calendar, end.date(), lang), _table(rows), _table(sums)]) + "\n"


def days_text(key: str, calendar: Calendar, first: date, last: date, lang: str) -> str:
    """The local days first to last as a table, with the working days and the open time in all."""
    words = Words(lang)
    days = calendar_days(calendar, first, last, lang)
    heading = [_text(f"heading.{name}", lang) for name in ("day", "weekday", "kind", "hours", "length")]
    rows = [heading, *(_day_row(day, words) for day in days)]
    sums = [
        [_text("total.working_days", lang), words.number(sum(day.is_working for day in days))],
        [_text("total.open", lang), _length(sum(day.open_us for day in days), words)],
    ]
    return "\n\n".join([_title(key, calendar, last, lang), _table(rows), _table(sums)]) + "\n"


def _ledger_row(line: LedgerLine, words: Words) -> list[str]:
    reason = _text(f"reason.{line.reason}", words.lang)
    return [
        _moment(line.begins_local, words),
        _moment(line.ends_local, words),
        _text("state.open" if line.is_open else "state.closed", words.lang),
        _length(line.elapsed_us, words),
        f"{reason}: {line.name}" if line.name else reason,
    ]


def _day_row(day: CalendarDay, words: Words) -> list[str]:
    kind = _text(f"reason.{day.kind}", words.lang)
    if day.has_special_hours and day.is_working:
        kind = f"{kind}, {_text('reason.special_hours', words.lang)}"
    return [
        words.date(day.day),
        _text(f"weekday.{day.day.isoweekday()}", words.lang),
        f"{kind}: {day.name}" if day.name else kind,
        _hours(day.intervals),
        _length(day.open_us, words) if day.open_us else "",
    ]


def _title(key: str, calendar: Calendar, until: date, lang: str) -> str:
    if key.startswith(UNIT_KEY):
        named = _text("of_unit", lang).format(unit=key.removeprefix(UNIT_KEY))
    else:
        named = _text("company" if key == COMPANY else "zone_only", lang)
    lines = [_text("title", lang).format(calendar=named, zone=calendar.zone)]
    known = transfers_known_until(calendar.public_holidays) if calendar.public_holidays else None
    if known is not None and until.year > known:
        lines.append(_text("statutory_only", lang).format(year=known))
    return "\n".join(lines)


def _moment(local: datetime, words: Words) -> str:
    clock = local.isoformat(sep=" ", timespec="auto").partition(" ")[2]
    return f"{words.date(local.date())} {clock.removesuffix(':00')}"


def _hours(intervals: Intervals) -> str:
    return ", ".join(f"{wall_text(opens)}-{wall_text(closes)}" for opens, closes in intervals)


def _length(microseconds: int, words: Words) -> str:
    seconds, rest = divmod(microseconds, SECOND_US)
    return words.duration(seconds if not rest else microseconds / SECOND_US, days=False)


def _table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(cell_len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        _GAP.join(cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _text(key: str, lang: str) -> str:
    found: Any = _texts()
    for part in key.split("."):
        found = found[int(part) if part.isdigit() else part]
    return str(found[lang])


@cache
def _texts() -> dict[str, Any]:
    source = files(__package__).joinpath("texts.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(source))
