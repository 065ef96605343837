"""Build the calendars of a company over a range of days, as columns for the relations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from checker.calendars.resolve import CalendarPolicy, Resolved, resolve_calendars
from checker.calendars.spans import clipped, open_stretches
from checker.calendars.wall import DAY_US, HOUR_US
from checker.calendars.zones import EPOCH, ZoneSpan, micros, wall_instant, wall_instants_us, zone_spans

_ONE_DAY = timedelta(days=1)
_ZONES_FROM = EPOCH.date()


@dataclass(frozen=True)
class DayColumns:
    """One entry per local day: days since 1970, begin, end and close of business in microseconds since 1970 UTC."""

    day: list[int]
    starts_us: list[int]
    ends_us: list[int]
    closes_us: list[int]
    is_working: list[bool]


@dataclass(frozen=True)
class OpenColumns:
    """One entry per open stretch of UTC (microseconds since 1970), with the worked microseconds before it."""

    opens_us: list[int]
    closes_us: list[int]
    worked_before_us: list[int]


@dataclass(frozen=True)
class Calendars(Resolved):
    """All calendars of a company from the first to the last local day."""

    first: date
    last: date

    def days(self, key: str) -> DayColumns:
        """The days of one calendar, in order."""
        calendar = self.calendars[key]
        days = [self.first + number * _ONE_DAY for number in range((self.last - self.first).days + 1)]
        spans = zone_spans(calendar.zone, self.first - 2 * _ONE_DAY, self.last + 3 * _ONE_DAY)
        before = (self.first - EPOCH.date()).days
        numbers = list(range(before, before + len(days)))
        starts = wall_instants_us((number * DAY_US for number in [*numbers, numbers[-1] + 1]), spans)
        closing = [number * DAY_US + calendar.closing_on(day) for number, day in zip(numbers, days, strict=True)]
        closes = wall_instants_us(closing, spans)
        return DayColumns(numbers, starts[:-1], starts[1:], closes, [calendar.is_working(day) for day in days])

    def range_us(self, key: str) -> tuple[int, int]:
        """The whole UTC hours that hold the days of one calendar, in microseconds since 1970."""
        zone = self.calendars[key].zone
        begin = micros(wall_instant(self.first, 0, zone))
        end = micros(wall_instant(self.last + _ONE_DAY, 0, zone))
        return begin // HOUR_US * HOUR_US, -(-end // HOUR_US) * HOUR_US

    def open(self, key: str) -> OpenColumns:
        """The open stretches of one calendar inside its range, in order."""
        stretches = open_stretches(self.calendars[key], self.first - _ONE_DAY, self.last + _ONE_DAY)
        inside = clipped(stretches, *self.range_us(key))
        worked = accumulate((closes - opens for opens, closes in inside), initial=0)
        opens, closes = [opens for opens, _ in inside], [closes for _, closes in inside]
        return OpenColumns(opens, closes, list(worked)[: len(inside)])

    def zones(self) -> Mapping[str, tuple[ZoneSpan, ...]]:
        """The offsets of every zone in use, from 1970 to a year after the last day."""
        last = self.last + 366 * _ONE_DAY
        names = sorted({calendar.zone for calendar in self.calendars.values()})
        return {name: zone_spans(name, min(_ZONES_FROM, self.first), last) for name in names}


def build_calendars(
    policy: CalendarPolicy, units: Mapping[str, str | None], company_zone: str, first: date, last: date
) -> Calendars:
    """The calendars of the company and its units for the local days first to last, both included.

    `units` maps every known unit id to its own zone name or None. Take the range 400 days longer than the latest start
    of a clock, so that every due moment is found. Raises `UsageError` with all mistakes of the configuration.
    """
    if last < first:
        raise ValueError(f"the range ends on {last}, before it begins on {first}")
    resolved = resolve_calendars(policy, units, company_zone)
    return Calendars(resolved.calendars, resolved.unit_calendar, first, last)
