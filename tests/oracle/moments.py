"""Wall times, instants and days. An instant is a naive UTC datetime; a wall time is a naive datetime of some zone."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

TICK = timedelta(microseconds=1)


@cache
def zone_named(name: str) -> ZoneInfo:
    """The IANA zone of this name."""
    return ZoneInfo(name)


def to_instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant of a wall time: of a repeated one the first, a skipped one with the offset before the change."""
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC).replace(tzinfo=None)


def to_wall(instant: datetime, zone: ZoneInfo) -> datetime:
    """The wall time that a clock of the zone shows at the instant."""
    return instant.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant with which the local day begins."""
    return to_instant(datetime.combine(day, time()), zone)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The midnight that ends the local day."""
    return midnight(day + timedelta(days=1), zone)


def day_of(instant: datetime, zone: ZoneInfo) -> date:
    """The local day in which the instant lies."""
    return to_wall(instant, zone).date()


def parse_day(value: str) -> date:
    """The day written at the front of a date or a timestamp."""
    return date.fromisoformat(value[:10])


def is_bare_date(value: str) -> bool:
    """Whether a timestamp was given as a day alone."""
    return len(value) == 10


def parse_instant(value: str, zone: ZoneInfo) -> datetime:
    """The instant of a timestamp text; a bare date stands for the midnight that begins it, an offset is obeyed."""
    if is_bare_date(value):
        return midnight(date.fromisoformat(value), zone)
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is not None:
        return moment.astimezone(UTC).replace(tzinfo=None)
    return to_instant(moment, zone)


def shown(instant: datetime, zone: ZoneInfo) -> str:
    """The local time of an instant, cut to the second."""
    return to_wall(instant, zone).strftime("%Y-%m-%d %H:%M:%S")
