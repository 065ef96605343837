"""Opening hours over a change of the clocks: skipped time is none, repeated time counts twice."""

from datetime import date, timedelta

import pytest
from calendar_questions import HOUR, MINUTE, Policy, calendar, due_by_relations, local, positions, relations, utc

from checker.calendars.clock import due, worked_microseconds
from checker.calendars.segments import day_bounds, day_segments
from checker.calendars.zones import zone_spans

DAILY = [1, 2, 3, 4, 5, 6, 7]
BERLIN, NEW_YORK, LORD_HOWE = "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"

# zone, opening hours, local day, open minutes of that day
DAYS = [
    (BERLIN, ["00:00", "24:00"], "2024-03-31", 23 * 60),
    (BERLIN, ["00:00", "24:00"], "2024-10-27", 25 * 60),
    (BERLIN, ["02:00", "03:00"], "2024-03-31", 0),
    (BERLIN, ["02:00", "03:00"], "2024-10-27", 120),
    (BERLIN, ["02:30", "05:00"], "2024-03-31", 120),
    (BERLIN, ["01:30", "02:30"], "2024-03-31", 30),
    (BERLIN, ["01:30", "02:30"], "2024-10-27", 90),
    (BERLIN, ["09:00", "18:00"], "2024-10-27", 540),
    (NEW_YORK, ["00:00", "24:00"], "2024-03-10", 23 * 60),
    (NEW_YORK, ["00:00", "24:00"], "2024-11-03", 25 * 60),
    (NEW_YORK, ["01:15", "01:45"], "2024-11-03", 60),
    (NEW_YORK, ["01:15", "02:45"], "2024-03-10", 45),
    (LORD_HOWE, ["00:00", "24:00"], "2024-04-07", 24 * 60 + 30),
    (LORD_HOWE, ["00:00", "24:00"], "2024-10-06", 23 * 60 + 30),
    ("America/Sao_Paulo", ["00:00", "24:00"], "2018-11-04", 23 * 60),
    ("America/Sao_Paulo", ["00:00", "24:00"], "2018-02-17", 25 * 60),
    ("America/Sao_Paulo", ["22:00", "24:00"], "2018-02-17", 180),
    ("Europe/Moscow", ["00:00", "24:00"], "2014-10-26", 25 * 60),
    ("Europe/Moscow", ["00:00", "24:00"], "2011-03-27", 23 * 60),
    ("Pacific/Apia", ["00:00", "24:00"], "2011-12-30", 0),
]


@pytest.mark.parametrize(("zone", "hours", "day", "minutes"), DAYS)
def test_open_minutes_of_a_day(zone: str, hours: list[str], day: str, minutes: int) -> None:
    keys = {"weekdays": DAILY, "hours": [hours]}
    made = calendar(zone, **keys)
    begin, end = day_bounds(made, date.fromisoformat(day))
    assert worked_microseconds(made, begin, end) == minutes * MINUTE
    around = [(date.fromisoformat(day) + timedelta(days=step)).isoformat() for step in (-2, 2)]
    before, after = positions(relations(Policy(keys), zone, *around), [begin, end])
    assert before is not None
    assert after is not None
    assert after - before == minutes * MINUTE


DUE = [
    (BERLIN, ["00:00", "24:00"], "2024-03-31 01:30", 60, "2024-03-31 01:30"),
    (BERLIN, ["02:00", "03:00"], "2024-03-31 00:00", 30, "2024-04-01 00:30"),
    (BERLIN, ["02:00", "03:00"], "2024-10-27 00:00", 90, "2024-10-27 01:30"),
    (BERLIN, ["01:30", "02:30"], "2024-10-27 00:00", 60, "2024-10-27 00:30"),
    (BERLIN, ["01:30", "02:30"], "2024-10-27 00:00", 61, "2024-10-27 01:01"),
    (BERLIN, ["02:30", "05:00"], "2024-03-31 00:00", 15, "2024-03-31 01:15"),
]


@pytest.mark.parametrize(("zone", "hours", "start", "minutes", "expected_utc"), DUE)
def test_due_moments(zone: str, hours: list[str], start: str, minutes: int, expected_utc: str) -> None:
    keys = {"weekdays": DAILY, "hours": [hours]}
    assert local(due(calendar(zone, **keys), utc(start, zone), minutes * MINUTE)) == expected_utc
    connection = relations(Policy(keys), zone, start[:7] + "-20", start[:7] + "-31")
    if expected_utc[:7] == start[:7]:
        assert local(due_by_relations(connection, utc(start, zone), minutes * MINUTE)) == expected_utc


@pytest.mark.parametrize(
    ("zone", "start", "expected", "expected_utc"),
    [
        (BERLIN, "2024-03-29 17:50", "2024-04-01 09:20", "2024-04-01 07:20"),
        (BERLIN, "2024-10-25 17:50", "2024-10-28 09:20", "2024-10-28 08:20"),
        (NEW_YORK, "2024-03-08 17:50", "2024-03-11 09:20", "2024-03-11 13:20"),
        (NEW_YORK, "2024-11-01 17:50", "2024-11-04 09:20", "2024-11-04 14:20"),
        ("Asia/Kolkata", "2024-11-01 17:50", "2024-11-04 09:20", "2024-11-04 03:50"),
    ],
)
def test_wall_hours_stay_wall_hours_over_the_change(zone: str, start: str, expected: str, expected_utc: str) -> None:
    found = due(calendar(zone), utc(start, zone), 30 * MINUTE)
    assert (local(found, zone), local(found)) == (expected, expected_utc)
    connection = relations(Policy(), zone, "2024-01-01", "2024-12-31")
    assert due_by_relations(connection, utc(start, zone), 30 * MINUTE) == found


def test_a_skipped_day_has_no_length() -> None:
    apia = calendar("Pacific/Apia", weekdays=DAILY, hours=[["00:00", "24:00"]])
    assert day_segments(apia, date(2011, 12, 30)) == ()
    begin, end = utc("2011-12-29 00:00", "Pacific/Apia"), utc("2012-01-01 00:00", "Pacific/Apia")
    assert worked_microseconds(apia, begin, end) == 48 * HOUR


def test_offsets_of_moscow() -> None:
    connection = relations(Policy(), "Europe/Moscow", "2011-06-01", "2026-12-31")
    sql = (
        "SELECT from_utc, until_utc, offset_s FROM zone_span WHERE until_utc > TIMESTAMP '2011-06-01' ORDER BY from_utc"
    )
    found = connection.sql(sql).fetchall()
    assert found[0] == (utc("2011-03-26 23:00"), utc("2014-10-25 22:00"), 4 * 3600)
    assert (found[1][0], found[1][2], len(found)) == (utc("2014-10-25 22:00"), 3 * 3600, 2)


def test_offsets_with_seconds_are_kept() -> None:
    # Until 1972 Monrovia kept 44 minutes and 30 seconds behind Greenwich.
    first = zone_spans("Africa/Monrovia", date(1971, 1, 1), date(1973, 1, 1))[0]
    assert first.offset_s == -(44 * 60 + 30)
    assert first.until_us == 63_593_070 * 1_000_000  # 1972-01-07 00:44:30 UTC


def test_half_hour_zones_cut_the_hour() -> None:
    connection = relations(Policy(), "Asia/Kolkata", "2026-10-05", "2026-10-05")
    sql = """SELECT seg_start, seg_end, is_open, worked_before_us FROM calendar_hour
        WHERE hour = TIMESTAMP '2026-10-05 03:00:00' ORDER BY seg_start"""
    assert connection.sql(sql).fetchall() == [
        (utc("2026-10-05 03:00"), utc("2026-10-05 03:30"), False, 0),
        (utc("2026-10-05 03:30"), utc("2026-10-05 04:00"), True, 0),
    ]
