"""Time zones: naive UTC to local time and back, and the offsets of a zone as half-open spans."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from checker.calendars.wall import SECOND_US
from checker.errors import Problem, nearest

EPOCH = datetime(1970, 1, 1)
_MICROSECOND = timedelta(microseconds=1)
_DAY_S = 86_400
# No zone has kept an offset for less than six days since 1970.
_STEP_S = 5 * _DAY_S


@dataclass(frozen=True)
class ZoneSpan:
    """A stretch [from_us, until_us) of microseconds since 1970 UTC in which a zone keeps one offset."""

    from_us: int
    until_us: int
    offset_s: int


def to_utc(local: datetime, zone: str) -> datetime:
    """The naive UTC instant of a naive local time: of two the first, a skipped one by the offset before."""
    return local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC).replace(tzinfo=None)


def to_local(instant: datetime, zone: str) -> datetime:
    """The naive local time of a naive UTC instant."""
    return instant.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def micros(instant: datetime) -> int:
    """Microseconds of a naive UTC instant since 1970."""
    return (instant - EPOCH) // _MICROSECOND


def wall_instant(day: date, wall_us: int, zone: str) -> datetime:
    """The naive UTC instant of a wall time of a local day, given in microseconds since midnight."""
    return to_utc(datetime.combine(day, time.min) + timedelta(microseconds=wall_us), zone)


def wall_instants_us(walls_us: Iterable[int], spans: Sequence[ZoneSpan]) -> list[int]:
    """The instants of many wall times, all in microseconds since 1970, as `wall_instant` finds one.

    The spans are those of the zone, from a day or more before the first wall time to as much after the last."""
    local_ends = [span.until_us + span.offset_s * SECOND_US for span in spans]
    found = []
    for wall in walls_us:
        place = bisect_right(local_ends, wall)
        is_skipped = wall - spans[place].offset_s * SECOND_US < spans[place].from_us
        found.append(wall - spans[place - is_skipped].offset_s * SECOND_US)
    return found


def zone_problem(zone: object, where: str) -> Problem | None:
    """What is wrong with the name of a zone, or None."""
    try:
        ZoneInfo(str(zone))
    except (LookupError, ValueError, OSError):
        return Problem(where, f"'{zone}' is not a time zone", nearest(str(zone), available_timezones()))
    return None


@lru_cache(maxsize=64)
def zone_spans(zone: str, first: date, last: date) -> tuple[ZoneSpan, ...]:
    """The offsets of a zone from 00:00 UTC of the first to 24:00 UTC of the last day, changes found to the second."""
    info = ZoneInfo(zone)
    begin, end = _seconds(first), _seconds(last) + _DAY_S
    spans: list[ZoneSpan] = []
    since, offset = begin, _offset(info, begin)
    for at in range(begin, end, _STEP_S):
        following = min(at + _STEP_S, end)
        while _offset(info, following) != offset:
            change = _change(info, max(at, since), following)
            spans.append(ZoneSpan(since * SECOND_US, change * SECOND_US, offset))
            since, offset = change, _offset(info, change)
    spans.append(ZoneSpan(since * SECOND_US, end * SECOND_US, offset))
    return tuple(span for span in spans if span.from_us < span.until_us)


def spans_around(spans: tuple[ZoneSpan, ...], from_us: int, until_us: int) -> tuple[ZoneSpan, ...]:
    """The spans that share an instant with [from_us, until_us)."""
    begin = max(0, bisect_right(spans, from_us, key=lambda span: span.from_us) - 1)
    end = begin
    while end < len(spans) and spans[end].from_us < until_us:
        end += 1
    return spans[begin:end]


def _seconds(day: date) -> int:
    return (day - EPOCH.date()).days * _DAY_S


def _offset(info: ZoneInfo, at: int) -> int:
    offset = datetime.fromtimestamp(at, info).utcoffset()
    return 0 if offset is None else offset // timedelta(seconds=1)


def _change(info: ZoneInfo, low: int, high: int) -> int:
    """The first second after `low` with another offset than at `low`; there is one up to `high`."""
    before = _offset(info, low)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(info, middle) == before:
            low = middle
        else:
            high = middle
    return high
