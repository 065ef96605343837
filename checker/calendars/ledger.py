"""The ledger of a stretch of time: what was open, what was closed, and why."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from checker.calendars.days import day_name
from checker.calendars.rules import Calendar, DayKind
from checker.calendars.segments import Segment, day_segments
from checker.calendars.zones import to_local

_ONE_DAY = timedelta(days=1)
_MICROSECOND = timedelta(microseconds=1)


class Reason(StrEnum):
    """Why a stretch is open or closed; a change of the clocks is a line of no length."""

    USUAL_HOURS = "usual_hours"
    SPECIAL_HOURS = "special_hours"
    EXTRA_WORKDAY = "extra_workday"
    TRANSFERRED_WORKDAY = "transferred_workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    PUBLIC_HOLIDAY = "public_holiday"
    OUTSIDE_HOURS = "outside_hours"
    BREAK = "break"
    NO_HOURS = "no_hours"
    CLOCK_CHANGE = "clock_change"


@dataclass(frozen=True)
class LedgerLine:
    """One stretch: naive UTC bounds, their wall times, and the microseconds in between; `name` is that of a holiday.

    On a clock change both bounds are the same instant: the wall time before it and the wall time after it.
    """

    begins_at: datetime
    ends_at: datetime
    begins_local: datetime
    ends_local: datetime
    is_open: bool
    reason: Reason
    name: str

    @property
    def elapsed_us(self) -> int:
        """Length in microseconds of elapsed time."""
        return (self.ends_at - self.begins_at) // _MICROSECOND


@dataclass(frozen=True)
class Ledger:
    """The lines of a stretch of time in order; they tile it."""

    zone: str
    lines: tuple[LedgerLine, ...]

    @property
    def open_us(self) -> int:
        """Open microseconds of all lines."""
        return sum(line.elapsed_us for line in self.lines if line.is_open)

    @property
    def closed_us(self) -> int:
        """Closed microseconds of all lines."""
        return sum(line.elapsed_us for line in self.lines if not line.is_open)


def ledger(calendar: Calendar, begin: datetime, end: datetime, lang: str = "en") -> Ledger:
    """The ledger of [begin, end), naive UTC; holidays named in `lang`. Raises ValueError when the end comes first."""
    if end < begin:
        raise ValueError("the end comes before the beginning")
    lines: list[LedgerLine] = []
    for line in _lines(calendar, begin, end, lang):
        if lines and _continues(lines[-1], line):
            lines[-1] = replace(lines[-1], ends_at=line.ends_at, ends_local=line.ends_local)
        else:
            lines.append(line)
    return Ledger(calendar.zone, tuple(lines))


def _lines(calendar: Calendar, begin: datetime, end: datetime, lang: str) -> Iterator[LedgerLine]:
    day, last = to_local(begin, calendar.zone).date(), to_local(end, calendar.zone).date()
    before: datetime | None = None
    while day <= last:
        for segment in day_segments(calendar, day):
            cut = Segment(max(segment.begins_at, begin), min(segment.ends_at, end), segment.is_open)
            if cut.begins_at >= cut.ends_at:
                continue
            line = _line(calendar, cut, lang)
            if before is not None and before != line.begins_local:
                yield LedgerLine(
                    cut.begins_at, cut.begins_at, before, line.begins_local, False, Reason.CLOCK_CHANGE, ""
                )
            before = line.ends_local
            yield line
        day += _ONE_DAY


def _line(calendar: Calendar, segment: Segment, lang: str) -> LedgerLine:
    begins = to_local(segment.begins_at, calendar.zone)
    ends = to_local(segment.ends_at - _MICROSECOND, calendar.zone) + _MICROSECOND
    reason = _open_reason(calendar, begins.date()) if segment.is_open else _closed_reason(calendar, begins)
    name = day_name(calendar, begins.date(), lang) if reason == Reason.PUBLIC_HOLIDAY else ""
    return LedgerLine(segment.begins_at, segment.ends_at, begins, ends, segment.is_open, reason, name)


def _open_reason(calendar: Calendar, day: date) -> Reason:
    if calendar.has_special_hours(day):
        return Reason.SPECIAL_HOURS
    kind = calendar.kind_of(day)
    return Reason.USUAL_HOURS if kind == DayKind.WORKDAY else Reason(kind)


def _closed_reason(calendar: Calendar, local: datetime) -> Reason:
    day = local.date()
    if not calendar.is_working(day):
        return Reason(calendar.kind_of(day))
    intervals = calendar.intervals_on(day)
    if not intervals:
        return Reason.SPECIAL_HOURS if calendar.has_special_hours(day) else Reason.NO_HOURS
    wall = (local - datetime.combine(day, time.min)) // _MICROSECOND
    return Reason.BREAK if intervals[0][1] <= wall < intervals[-1][0] else Reason.OUTSIDE_HOURS


def _continues(before: LedgerLine, after: LedgerLine) -> bool:
    return (
        before.ends_local == after.begins_local
        and before.reason == after.reason != Reason.CLOCK_CHANGE
        and (before.is_open, before.name) == (after.is_open, after.name)
    )
