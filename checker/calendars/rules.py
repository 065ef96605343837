"""One calendar: which local days are working days, and when they are open."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from checker.calendars.config import EVERY_DAY, CalendarPart
from checker.calendars.public import public_year
from checker.calendars.wall import DEFAULT_CLOSE_US, NINE_TO_SIX, Intervals


class DayKind(StrEnum):
    """What a local day is; the first kind that fits, from the top, is taken."""

    EXTRA_WORKDAY = "extra_workday"
    HOLIDAY = "holiday"
    TRANSFERRED_WORKDAY = "transferred_workday"
    PUBLIC_HOLIDAY = "public_holiday"
    WORKDAY = "workday"
    WEEKEND = "weekend"


WORKING_KINDS = frozenset({DayKind.EXTRA_WORKDAY, DayKind.TRANSFERRED_WORKDAY, DayKind.WORKDAY})


@dataclass(frozen=True)
class Calendar:
    """The rules of one calendar. Wall times are microseconds since local midnight; `hours` begins with Monday."""

    zone: str
    weekdays: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    hours: tuple[Intervals, ...] = (NINE_TO_SIX,) * 7
    holidays: frozenset[date] = frozenset()
    extra_workdays: frozenset[date] = frozenset()
    special_hours: tuple[tuple[date, Intervals], ...] = ()
    closes_at: int | None = None
    public_holidays: str | None = None

    @cached_property
    def _special(self) -> dict[date, Intervals]:
        return dict(self.special_hours)

    def kind_of(self, day: date) -> DayKind:
        """What the day is: the company's own days come before the official ones, those before the weekdays."""
        if day in self.extra_workdays:
            return DayKind.EXTRA_WORKDAY
        if day in self.holidays:
            return DayKind.HOLIDAY
        if self.public_holidays:
            public = public_year(self.public_holidays, day.year)
            if day in public.on:
                return DayKind.TRANSFERRED_WORKDAY
            if day in public.off:
                return DayKind.PUBLIC_HOLIDAY
        return DayKind.WORKDAY if day.isoweekday() in self.weekdays else DayKind.WEEKEND

    def is_working(self, day: date) -> bool:
        """Whether the day counts as a working day, whatever its hours."""
        return self.kind_of(day) in WORKING_KINDS

    def has_special_hours(self, day: date) -> bool:
        """Whether hours of its own are given for the day."""
        return day in self._special

    def intervals_on(self, day: date) -> Intervals:
        """The opening intervals of the day in wall time; none unless it is a working day."""
        if not self.is_working(day):
            return ()
        return self._special.get(day, self.hours[day.weekday()])

    def closing_on(self, day: date) -> int:
        """Close of business in wall time, on any day: `closes_at`, else the last closing of the weekday, else 18:00."""
        if self.closes_at is not None:
            return self.closes_at
        usual = self.hours[day.weekday()]
        return usual[-1][1] if usual else DEFAULT_CLOSE_US

    def in_zone(self, zone: str) -> "Calendar":
        """The same rules in another zone."""
        return replace(self, zone=zone)


def calendar_of(zone: str, *parts: CalendarPart) -> Calendar:
    """The calendar of the given parts, company first: each key that a later part gives replaces the earlier one."""
    given: dict[str, Any] = {}
    for part in parts:
        given.update({key: getattr(part, key) for key in part.model_fields_set & CalendarPart.model_fields.keys()})
    merged = CalendarPart.model_construct(set(given), **given)
    return Calendar(
        zone=zone,
        weekdays=Calendar.weekdays if merged.weekdays is None else merged.weekdays,
        hours=_by_weekday(merged.hours or {}),
        holidays=merged.holidays or frozenset(),
        extra_workdays=merged.extra_workdays or frozenset(),
        special_hours=tuple(sorted((merged.special_hours or {}).items())),
        closes_at=merged.closes_at,
        public_holidays=merged.public_holidays,
    )


def _by_weekday(hours: Mapping[int | str, Intervals]) -> tuple[Intervals, ...]:
    usual = hours.get(EVERY_DAY, NINE_TO_SIX)
    return tuple(hours.get(weekday, usual) for weekday in range(1, 8))
