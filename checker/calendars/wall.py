"""Wall times and opening intervals, in microseconds since local midnight."""

import re
from collections.abc import Sequence
from itertools import pairwise

SECOND_US = 1_000_000
HOUR_US = 3_600 * SECOND_US
DAY_US = 24 * HOUR_US

Interval = tuple[int, int]
Intervals = tuple[Interval, ...]

NINE_TO_SIX: Intervals = ((9 * HOUR_US, 18 * HOUR_US),)
DEFAULT_CLOSE_US = 18 * HOUR_US

_WALL = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")


class Wrong(ValueError):
    """A value that cannot be read, with the way to put it right."""

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


def wall_time(value: object) -> int:
    """Microseconds since midnight of `HH:MM` or `HH:MM:SS`; `24:00` is the end of the day. Raises `Wrong`."""
    if not isinstance(value, str):
        raise Wrong(f"'{value}' is not a time of day", 'write it in quotes, as in "09:00"')
    found = _WALL.fullmatch(value.strip())
    if found is None:
        raise Wrong(f"'{value}' is not a time of day", 'write hours and minutes, as in "09:00"')
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    total = (hours * 3_600 + minutes * 60 + seconds) * SECOND_US
    if minutes > 59 or seconds > 59 or total > DAY_US:
        raise Wrong(f"'{value}' is not a time of day", "the day runs from 00:00 to 24:00")
    return total


def wall_text(wall_us: int) -> str:
    """`HH:MM`, with seconds only where there are some."""
    minutes, seconds = divmod(wall_us // SECOND_US, 60)
    text = f"{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{text}:{seconds:02d}" if seconds else text


def open_interval(value: object) -> Interval:
    """One opening interval out of a pair of wall times. Raises `Wrong`."""
    if isinstance(value, str) or not isinstance(value, Sequence) or len(value) != 2:
        raise Wrong(f"{value!r} is not an opening interval", 'write two times, as in ["09:00", "18:00"]')
    opens, closes = wall_time(value[0]), wall_time(value[1])
    if opens >= closes:
        raise Wrong(
            f"the interval {value[0]}-{value[1]} does not end after it begins",
            "over midnight write two intervals, one until 24:00 and one from 00:00",
        )
    return opens, closes


def disjoint(intervals: Intervals) -> Intervals:
    """The intervals in order of time, touching ones allowed. Raises `Wrong` when two overlap."""
    ordered = tuple(sorted(intervals))
    for before, after in pairwise(ordered):
        if after[0] < before[1]:
            shown = [f"{wall_text(opens)}-{wall_text(closes)}" for opens, closes in (before, after)]
            raise Wrong(f"the intervals {shown[0]} and {shown[1]} overlap", "join them or move one")
    return ordered
