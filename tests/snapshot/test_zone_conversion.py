"""Local times become the instants that zoneinfo gives, to the microsecond around every change of the clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import pytest

from checker.snapshot.zone import utc_sql

CHANGES = [
    ("Europe/Moscow", datetime(2010, 3, 28, 2)),
    ("Europe/Moscow", datetime(2010, 10, 31, 3)),
    ("Europe/Moscow", datetime(2011, 3, 27, 2)),
    ("Europe/Moscow", datetime(2014, 10, 26, 2)),
    ("Europe/Berlin", datetime(2026, 3, 29, 2)),
    ("Europe/Berlin", datetime(2026, 10, 25, 3)),
    ("America/New_York", datetime(2026, 3, 8, 2)),
    ("America/New_York", datetime(2026, 11, 1, 2)),
    ("Australia/Lord_Howe", datetime(2026, 4, 5, 2)),
    ("Asia/Shanghai", datetime(1991, 9, 15, 2)),
    ("Asia/Kathmandu", datetime(1986, 1, 1, 0)),
    ("Pacific/Apia", datetime(2011, 12, 30, 0)),
    ("Africa/Casablanca", datetime(2026, 2, 15, 3)),
    ("UTC", datetime(2026, 3, 29, 2)),
]


def oracle(local: datetime, zone: str) -> datetime:
    return local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC).replace(tzinfo=None)


def check(zone: str, moments: list[datetime]) -> None:
    sql = utc_sql("t", zone, min(moments), max(moments))
    with duckdb.connect() as con:
        con.execute("CREATE TABLE m (t TIMESTAMP)")
        con.execute("INSERT INTO m SELECT unnest(CAST($moments AS TIMESTAMP[]))", {"moments": moments})
        found = con.execute(f"SELECT t, {sql} FROM m").fetchall()
    assert len(found) == len(moments)
    assert [(t, utc) for t, utc in found if utc != oracle(t, zone)] == []


@pytest.mark.parametrize(("zone", "change"), CHANGES)
def test_every_minute_around_a_change(zone: str, change: datetime) -> None:
    minutes = [change + timedelta(minutes=n) for n in range(-26 * 60, 26 * 60)]
    edges = [m + timedelta(microseconds=d) for m in minutes[::30] for d in (-1, 1)]
    check(zone, minutes + edges)


@pytest.mark.parametrize("zone", ["Europe/Moscow", "Europe/Berlin", "America/Sao_Paulo", "Asia/Tehran"])
def test_every_six_hours_of_three_centuries(zone: str) -> None:
    start = datetime(1900, 1, 1)
    check(zone, [start + timedelta(hours=6 * n) for n in range(0, 300 * 1461, 7)])


@pytest.mark.parametrize("moment", [datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 3), datetime(2026, 3, 29, 3)])
def test_a_single_moment_at_a_change(moment: datetime) -> None:
    check("Europe/Berlin", [moment])
