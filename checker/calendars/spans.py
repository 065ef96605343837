"""Opening intervals of a calendar as stretches of UTC, with the clock changes of the zone."""

from datetime import date, timedelta

from checker.calendars.rules import Calendar
from checker.calendars.wall import DAY_US, SECOND_US, Interval
from checker.calendars.zones import EPOCH, ZoneSpan, spans_around, zone_spans

_ONE_DAY = timedelta(days=1)


def open_stretches(calendar: Calendar, first: date, last: date) -> list[Interval]:
    """The open [from, until) of the local days first to last, in microseconds since 1970 UTC, in order, none touching.

    Skipped wall time is in none; wall time that occurs twice is in both its occurrences.
    """
    offsets = zone_spans(calendar.zone, first - 2 * _ONE_DAY, last + 2 * _ONE_DAY)
    found: list[Interval] = []
    for number in range((last - first).days + 1):
        day = first + number * _ONE_DAY
        intervals = calendar.intervals_on(day)
        if intervals:
            found.extend(_in_utc((day - EPOCH.date()).days * DAY_US, intervals, offsets))
    return _joined(sorted(found))


def clipped(stretches: list[Interval], from_us: int, until_us: int) -> list[Interval]:
    """The parts of the stretches inside [from_us, until_us)."""
    cut = [(max(begin, from_us), min(end, until_us)) for begin, end in stretches]
    return [(begin, end) for begin, end in cut if begin < end]


def _in_utc(midnight: int, intervals: tuple[Interval, ...], offsets: tuple[ZoneSpan, ...]) -> list[Interval]:
    near = spans_around(offsets, midnight - DAY_US, midnight + 2 * DAY_US)
    if len(near) == 1:  # nearly every day
        shift = midnight - near[0].offset_s * SECOND_US
        return [(shift + opens, shift + closes) for opens, closes in intervals]
    return [
        stretch
        for span in near
        for stretch in clipped(
            [
                (midnight + opens - span.offset_s * SECOND_US, midnight + closes - span.offset_s * SECOND_US)
                for opens, closes in intervals
            ],
            span.from_us,
            span.until_us,
        )
    ]


def _joined(ordered: list[Interval]) -> list[Interval]:
    joined: list[Interval] = []
    for begin, end in ordered:
        if joined and joined[-1][1] == begin:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return joined
