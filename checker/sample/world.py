"""What a whole sample shares: its seed, its span, its clocks and its people's days off."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from random import Random
from zoneinfo import ZoneInfo

from checker.sample.clocks import UnitClock, WorkingDays, unit_clock, working_days
from checker.sample.places import COMPANY_ZONE, UNITS, Unit
from checker.sample.span import Span
from checker.sample.times import day_date, day_number, month_starts

MOST_MONTHS = 24
BLOCK = 300


@dataclass(frozen=True)
class World(Span):
    """Arguments of a sample and what follows from them. `share`: part of the obligations that is broken."""

    seed: int
    months: int
    share: float
    noise: float

    @cached_property
    def days(self) -> WorkingDays:
        """Working days from well before the oldest card to well after the export."""
        return working_days(day_number(date(2010, 1, 1)), self.last + 200)

    @cached_property
    def span_days(self) -> list[int]:
        """Working days of the span."""
        return self.days.between(self.first, self.last)

    @cached_property
    def months_of_span(self) -> list[int]:
        """First days of the months of the span."""
        return month_starts(self.first, self.last)

    @cached_property
    def clocks(self) -> dict[str, UnitClock]:
        """Clock of every unit that serves clients, by its id."""
        return {unit.id: self._clock(unit) for unit in UNITS}

    def _clock(self, unit: Unit) -> UnitClock:
        shift = zone_shift(unit.zone, self.first)
        return unit_clock(self.days, unit.hours, shift, self.first - 60, self.last + 90)

    def chance(self, *names: object) -> Random:
        """A stream of its own for this name, the same whatever the size of the sample."""
        return Random("/".join(str(name) for name in (self.seed, *names)))


def zone_shift(zone: str, day: int) -> int:
    """Seconds by which the zone's wall clock is ahead of the company's; Russian zones no longer change theirs."""
    noon = datetime.combine(day_date(day), datetime.min.time()) + timedelta(hours=12)
    here = noon.replace(tzinfo=ZoneInfo(COMPANY_ZONE)).utcoffset()
    there = noon.replace(tzinfo=ZoneInfo(zone)).utcoffset()
    assert here is not None
    assert there is not None
    return int((there - here).total_seconds())
