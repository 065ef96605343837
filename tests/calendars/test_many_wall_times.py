"""Many wall times at once become the instants that each alone becomes, skipped and doubled hours among them."""

from datetime import date, timedelta

import pytest

from checker.calendars.wall import HOUR_US
from checker.calendars.zones import EPOCH, micros, wall_instant, wall_instants_us, zone_spans

DAY_US = 24 * HOUR_US
ZONES = (
    *("Europe/Moscow", "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Monrovia"),
    *("Asia/Vladivostok", "America/Sao_Paulo", "Europe/Dublin", "Asia/Kathmandu", "UTC"),
)
# Sao Paulo leaves out the hour after midnight; Apia a whole day, at the end of 2011.
HOURS = (0, HOUR_US // 2, HOUR_US, 5 * HOUR_US // 2, 3 * HOUR_US - 1, 18 * HOUR_US, DAY_US)


@pytest.mark.parametrize("zone", ZONES)
def test_as_each_alone(zone: str) -> None:
    first, last = date(2010, 1, 1), date(2019, 12, 31)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    spans = zone_spans(zone, first - timedelta(days=2), last + timedelta(days=3))
    for hour in HOURS:
        walls = [(day - EPOCH.date()).days * DAY_US + hour for day in days]
        assert wall_instants_us(walls, spans) == [micros(wall_instant(day, hour, zone)) for day in days]
