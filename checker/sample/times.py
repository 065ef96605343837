"""Moments as whole seconds of the company's wall clock, counted from 1970-01-01."""

from datetime import date, timedelta

DAY = 86_400
HOUR = 3_600
MINUTE = 60

_EPOCH = date(1970, 1, 1)
_FIRST = (date(2005, 1, 1) - _EPOCH).days
_DATES = tuple((_EPOCH + timedelta(days=_FIRST + n)).isoformat() for n in range(9_500))
_HOURS_MINUTES = tuple(f"T{n // 60:02}:{n % 60:02}:" for n in range(1440))
_SECONDS = tuple(f"{n:02}" for n in range(60))


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - _EPOCH).days


def day_date(day: int) -> date:
    """The date of a day number."""
    return _EPOCH + timedelta(days=day)


def day_text(day: int) -> str:
    """`2025-10-01` for a day number of 2005 to 2030."""
    return _DATES[day - _FIRST]


def moment_text(moment: int | None) -> str:
    """`2025-10-01T09:30:00`, or an empty text for no moment."""
    if moment is None:
        return ""
    day, second = divmod(moment, DAY)
    return _DATES[day - _FIRST] + _HOURS_MINUTES[second // 60] + _SECONDS[second % 60]


def month_starts(first: int, last: int) -> list[int]:
    """First days of the months from that of day `first` up to and including that of day `last`."""
    found = []
    day = day_date(first).replace(day=1)
    while day_number(day) <= last:
        found.append(day_number(day))
        day = (day + timedelta(days=32)).replace(day=1)
    return found


def next_month(start: int) -> int:
    """First day of the month after the one that begins on day `start`."""
    return day_number((day_date(start) + timedelta(days=32)).replace(day=1))
