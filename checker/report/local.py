"""Instants as the clock on the wall of a zone shows them."""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

_zone = cache(ZoneInfo)


def local(moment: datetime, zone: str) -> datetime:
    """A naive UTC instant as an aware local one."""
    return moment.replace(tzinfo=UTC).astimezone(_zone(zone))


def iso(moment: datetime | None, zone: str) -> str | None:
    """`2026-10-05T09:31:00+03:00`, to the precision that is there; None stays None."""
    return None if moment is None else local(moment, zone).isoformat()
