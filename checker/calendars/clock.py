"""Working time of one calendar in plain Python: the reference for the relations, and the clock of single answers."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from checker.calendars.rules import Calendar
from checker.calendars.segments import day_bounds, day_segments
from checker.calendars.zones import to_local

SEARCH_DAYS = 400

_ONE_DAY = timedelta(days=1)
_MICROSECOND = timedelta(microseconds=1)
_NOTHING = timedelta(0)


def worked_microseconds(calendar: Calendar, begin: datetime, end: datetime) -> int:
    """Open microseconds between two naive UTC instants; negative when the end comes first."""
    if end < begin:
        return -worked_microseconds(calendar, end, begin)
    total = _NOTHING
    day, last = to_local(begin, calendar.zone).date(), to_local(end, calendar.zone).date()
    while day <= last:
        for opens, closes in _open_on(calendar, day):
            total += max(_NOTHING, min(closes, end) - max(opens, begin))
        day += _ONE_DAY
    return total // _MICROSECOND


def due(calendar: Calendar, start: datetime, microseconds: int) -> datetime | None:
    """The instant, naive UTC and itself still in time, at which the working time after `start` is used up.

    Time used up exactly at closing is due at the closing; a start at or after closing counts from the next opening; no
    time at all (0) is due at the start, or at the next opening. None when nothing opens for 400 days.
    """
    left = _duration(microseconds)
    for opens, closes in _forward(calendar, start):
        begin = max(opens, start)
        if begin < closes and closes - begin >= left:
            return begin + left
        left -= max(_NOTHING, closes - begin)
    return None


def start_for(calendar: Calendar, due_at: datetime, microseconds: int) -> datetime | None:
    """The latest start, naive UTC, from which the working time is used up no later than at `due_at`; None as in `due`.

    Time that reaches back exactly to an opening starts at that opening.
    """
    left = _duration(microseconds)
    for opens, closes in _backward(calendar, due_at):
        end = min(closes, due_at)
        if opens < end and end - opens >= left:
            return end - left
        left -= max(_NOTHING, end - opens)
    return None


def rolled(calendar: Calendar, day: date) -> date | None:
    """The day itself if it is a working day, else the next one; None when there is none within 400 days."""
    return _nearest_working(calendar, day, _ONE_DAY)


def working_day_after(calendar: Calendar, day: date, count: int) -> date | None:
    """The count-th working day after a day that is itself not counted; for 0 the day itself."""
    return _stepped(calendar, day, count, _ONE_DAY)


def working_day_before(calendar: Calendar, day: date, count: int) -> date | None:
    """The count-th working day before a day that is itself not counted; for 0 the day itself."""
    return _stepped(calendar, day, count, -_ONE_DAY)


def end_of_working_day(calendar: Calendar, day: date, count: int) -> datetime | None:
    """The midnight, naive UTC, that ends the count-th working day after a day; an exclusive limit."""
    last = working_day_after(calendar, day, count)
    return None if last is None else day_bounds(calendar, last)[1]


def _duration(microseconds: int) -> timedelta:
    if microseconds < 0:
        raise ValueError("working time is never negative")
    return timedelta(microseconds=microseconds)


def _open_on(calendar: Calendar, day: date) -> list[tuple[datetime, datetime]]:
    return [(each.begins_at, each.ends_at) for each in day_segments(calendar, day) if each.is_open]


def _forward(calendar: Calendar, start: datetime) -> Iterator[tuple[datetime, datetime]]:
    day, idle = to_local(start, calendar.zone).date(), 0
    while idle <= SEARCH_DAYS:
        found = [(opens, closes) for opens, closes in _open_on(calendar, day) if closes > start]
        yield from found
        idle = 0 if found else idle + 1
        day += _ONE_DAY


def _backward(calendar: Calendar, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    day, idle = to_local(end, calendar.zone).date(), 0
    while idle <= SEARCH_DAYS:
        found = [(opens, closes) for opens, closes in _open_on(calendar, day) if opens < end]
        yield from reversed(found)
        idle = 0 if found else idle + 1
        day -= _ONE_DAY


def _stepped(calendar: Calendar, day: date, count: int, step: timedelta) -> date | None:
    if count < 0:
        raise ValueError("working days are counted from 0")
    found: date | None = day
    for _ in range(count):
        found = _nearest_working(calendar, found + step, step) if found is not None else None
    return found


def _nearest_working(calendar: Calendar, day: date, step: timedelta) -> date | None:
    for number in range(SEARCH_DAYS + 1):
        if calendar.is_working(day + number * step):
            return day + number * step
    return None
