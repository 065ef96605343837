"""The days of a calendar as a person reads them: kind, name, hours, length."""

from dataclasses import dataclass
from datetime import date, timedelta

from checker.calendars.clock import worked_microseconds
from checker.calendars.public import public_year
from checker.calendars.rules import Calendar, DayKind
from checker.calendars.segments import day_bounds
from checker.calendars.wall import Intervals


@dataclass(frozen=True)
class CalendarDay:
    """One local day: its opening intervals in wall time, and its open microseconds of elapsed time."""

    day: date
    kind: DayKind
    name: str
    is_working: bool
    intervals: Intervals
    has_special_hours: bool
    open_us: int


def calendar_days(calendar: Calendar, first: date, last: date, lang: str = "en") -> list[CalendarDay]:
    """The local days first to last, both included; names of official holidays in `lang`."""
    return [_calendar_day(calendar, first + timedelta(days=number), lang) for number in range((last - first).days + 1)]


def day_name(calendar: Calendar, day: date, lang: str = "en") -> str:
    """The name of the official holiday of a day, or nothing."""
    if calendar.public_holidays is None:
        return ""
    return public_year(calendar.public_holidays, day.year, lang).off.get(day, "")


def _calendar_day(calendar: Calendar, day: date, lang: str) -> CalendarDay:
    kind = calendar.kind_of(day)
    name = day_name(calendar, day, lang) if kind == DayKind.PUBLIC_HOLIDAY else ""
    return CalendarDay(
        day,
        kind,
        name,
        calendar.is_working(day),
        calendar.intervals_on(day),
        calendar.has_special_hours(day),
        worked_microseconds(calendar, *day_bounds(calendar, day)),
    )
