"""One local day cut where it opens, closes or changes its clocks; found by asking the zone, not by tables."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from checker.calendars.rules import Calendar
from checker.calendars.zones import to_local, to_utc

_ONE_DAY = timedelta(days=1)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Segment:
    """A stretch [begins_at, ends_at) of naive UTC, open or closed throughout, with one offset throughout."""

    begins_at: datetime
    ends_at: datetime
    is_open: bool


@lru_cache(maxsize=4096)
def day_segments(calendar: Calendar, day: date) -> tuple[Segment, ...]:
    """The segments of a local day in order; they tile it. A day that the zone skips has none."""
    begin, end = day_bounds(calendar, day)
    cuts = {begin, end}
    for near in (day - _ONE_DAY, day, day + _ONE_DAY):
        cuts.update(_edges(calendar, near))
    change = clock_change(calendar.zone, begin, end)
    if change is not None:
        cuts.add(change)
    inside = sorted(cut for cut in cuts if begin <= cut <= end)
    return tuple(Segment(since, until, is_open_at(calendar, since)) for since, until in pairwise(inside))


def day_bounds(calendar: Calendar, day: date) -> tuple[datetime, datetime]:
    """The instants, naive UTC, of the midnights that begin and end a local day."""
    midnight = datetime.combine(day, time.min)
    return to_utc(midnight, calendar.zone), to_utc(midnight + _ONE_DAY, calendar.zone)


def is_open_at(calendar: Calendar, instant: datetime) -> bool:
    """Whether the wall clock at a naive UTC instant lies in an opening interval of its day."""
    local = to_local(instant, calendar.zone)
    wall = (local - datetime.combine(local, time.min)) // _MICROSECOND
    return any(opens <= wall < closes for opens, closes in calendar.intervals_on(local.date()))


def clock_change(zone: str, begin: datetime, end: datetime) -> datetime | None:
    """The instant within [begin, end) at which the offset becomes another, to the microsecond, or None."""
    before = _offset(zone, begin)
    if begin >= end or _offset(zone, end - _MICROSECOND) == before:
        return None
    low, high = begin, end
    while high - low > _MICROSECOND:
        middle = low + (high - low) // 2
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    return high


def _offset(zone: str, instant: datetime) -> timedelta:
    return to_local(instant, zone) - instant


def _edges(calendar: Calendar, day: date) -> list[datetime]:
    midnight = datetime.combine(day, time.min)
    walls = {wall for interval in calendar.intervals_on(day) for wall in interval}
    info = ZoneInfo(calendar.zone)
    return [
        (midnight + timedelta(microseconds=wall)).replace(tzinfo=info, fold=fold).astimezone(UTC).replace(tzinfo=None)
        for wall in walls
        for fold in (0, 1)
    ]
