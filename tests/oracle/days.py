"""Working calendars: working days, rolled days, opening intervals and working minutes."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from .moments import day_of, end_of, midnight, parse_day, to_wall, zone_named
from .world import World, by_id, text

ONE_DAY = timedelta(days=1)
FARTHEST = 4000
SEARCHED_DAYS = 400


@dataclass(frozen=True)
class Calendar:
    """The calendar of the company or of one unit; keys as in the header, zone of the unit."""

    zone: ZoneInfo
    keys: dict[str, Any]

    def is_working(self, day: date) -> bool:
        """An extra workday always works; else the weekday decides, unless the day is a holiday."""
        if day in _days(self.keys.get("extra_workdays")):
            return True
        weekdays = self.keys.get("weekdays", [1, 2, 3, 4, 5])
        return day.isoweekday() in [int(d) for d in weekdays] and day not in _days(self.keys.get("holidays"))

    def openings(self, day: date) -> list[tuple[datetime, datetime]]:
        """Wall times [opens, closes) of a working day, in order; none on other days."""
        if not self.is_working(day):
            return []
        intervals = self.keys.get("hours", [["09:00", "18:00"]])
        for special, other in (self.keys.get("special_hours") or {}).items():
            if parse_day(str(special)) == day:
                intervals = other
        return sorted((_wall(day, str(opens)), _wall(day, str(closes))) for opens, closes in intervals)


def _days(listed: Any) -> set[date]:
    return {parse_day(str(one)) for one in listed or []}


def _wall(day: date, clock: str) -> datetime:
    parts = [int(part) for part in clock.split(":")]
    return datetime.combine(day, time()) + timedelta(hours=parts[0], minutes=parts[1], seconds=sum(parts[2:]))


def unit_zone(world: World, unit_id: str) -> ZoneInfo:
    """Zone of a unit: its row, else the header, else the company."""
    unit = by_id(world, "org_unit", unit_id)
    named = text(unit, "time_zone") if unit else ""
    listed = (world.header.get("units") or {}).get(unit_id) or {}
    return zone_named(named or listed.get("time_zone") or world.header["time_zone"])


def company_calendar(world: World) -> Calendar:
    """The calendar of the company."""
    keys = dict(world.header.get("working_calendar") or {})
    return Calendar(world.zone, {k: v for k, v in keys.items() if k != "units"})


def unit_calendar(world: World, unit_id: str) -> Calendar:
    """The calendar of a unit: each key given for it replaces that of the company."""
    calendar = world.header.get("working_calendar") or {}
    own = (calendar.get("units") or {}).get(unit_id) or {}
    return Calendar(unit_zone(world, unit_id), {**company_calendar(world).keys, **own})


def rolled(calendar: Calendar, day: date) -> date:
    """The day itself if it is a working day, else the next one."""
    for ahead in range(FARTHEST):
        if calendar.is_working(day + ahead * ONE_DAY):
            return day + ahead * ONE_DAY
    raise ValueError(f"no working day after {day}")


def working_day_after(calendar: Calendar, day: date, count: int) -> date:
    """The count-th working day after the day, which is never counted itself; 0 gives the day."""
    for _ in range(count):
        day = rolled(calendar, day + ONE_DAY)
    return day


def limit_after(calendar: Calendar, day: date, count: int) -> datetime:
    """The midnight that ends the count-th working day after the day."""
    return end_of(working_day_after(calendar, day, count), calendar.zone)


def working_minutes_after(calendar: Calendar, start: datetime, minutes: int) -> datetime | None:
    """The instant at which the working minutes from start are used up; None if that takes over 400 days."""
    left = timedelta(minutes=minutes)
    first = day_of(start, calendar.zone)
    for ahead in range(SEARCHED_DAYS + 1):
        for opens, closes in _open_instants(calendar, first + ahead * ONE_DAY):
            begin = max(opens, start)
            if begin >= closes:
                continue
            if closes - begin >= left:
                return begin + left
            left -= closes - begin
    return None


def _open_instants(calendar: Calendar, day: date) -> list[tuple[datetime, datetime]]:
    """The instants [from, until) of the day at which a clock on the wall shows an opening interval."""
    pieces = []
    for from_utc, until_utc, offset in _constant_offsets(calendar.zone, day):
        for opens, closes in calendar.openings(day):
            begin, end = max(from_utc, opens - offset), min(until_utc, closes - offset)
            if begin < end:
                pieces.append((begin, end))
    return sorted(pieces)


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    return to_wall(instant, zone) - instant


def _constant_offsets(zone: ZoneInfo, day: date) -> list[tuple[datetime, datetime, timedelta]]:
    """Stretches (from, until, offset) of one offset that cover the local day, found in steps of 15 minutes."""
    begin, end = midnight(day, zone) - timedelta(hours=3), midnight(day + ONE_DAY, zone) + timedelta(hours=3)
    stretches = []
    since, offset = begin, _offset(zone, begin)
    if offset == _offset(zone, end):
        return [(begin, end, offset)]
    while begin < end:
        begin += timedelta(minutes=15)
        if _offset(zone, begin) != offset:
            stretches.append((since, begin, offset))
            since, offset = begin, _offset(zone, begin)
    return [*stretches, (since, end, offset)]
