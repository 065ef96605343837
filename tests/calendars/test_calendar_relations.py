"""The relations: their columns, how they tile, the days of year ends and month ends."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from calendar_questions import HOUR, Policy, local, positions, relations, utc

KEYS = {"hours": [["08:20", "12:45:30"], ["13:00", "17:00"]], "holidays": ["2024-03-28"]}
COLUMNS = {
    "calendar_unit": ["unit_id", "calendar"],
    "calendar_day": [
        "calendar", "zone", "day", "starts_at", "ends_at", "is_working", "working_index", "rolled_on",
        "iso_week", "week_start", "month_start", "quarter_start", "half_start", "year_start", "closes_at",
    ],
    "calendar_hour": ["calendar", "hour", "seg_start", "seg_end", "is_open", "worked_before_us"],
    "calendar_work": ["calendar", "bucket", "from_us", "until_us", "opens_at"],
    "zone_span": ["zone", "from_utc", "until_utc", "offset_s"],
}  # fmt: skip


def test_columns_of_the_relations() -> None:
    connection = relations(Policy(), "UTC", "2024-01-01", "2024-01-02")
    for name, columns in COLUMNS.items():
        assert [row[0] for row in connection.execute(f"DESCRIBE {name}").fetchall()] == columns
    assert {row[0] for row in connection.sql("SHOW TABLES").fetchall()} == set(COLUMNS)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Kolkata", "America/New_York"])
def test_segments_tile_the_range_within_hours(zone: str) -> None:
    connection = relations(Policy(KEYS), zone, "2024-03-01", "2024-04-10")
    rows = connection.sql(
        "SELECT hour, seg_start, seg_end, is_open, worked_before_us FROM calendar_hour ORDER BY seg_start"
    ).fetchall()
    assert rows[0][1] <= utc("2024-03-01", zone)
    assert rows[-1][2] >= utc("2024-04-11", zone)
    worked = 0
    for number, (hour, start, end, is_open, before) in enumerate(rows):
        assert start < end
        assert hour <= start
        assert end - hour <= timedelta(hours=1)
        assert before == worked
        worked += (end - start) // timedelta(microseconds=1) if is_open else 0
        assert number == 0 or rows[number - 1][2] == start


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Kolkata"])
def test_positions_of_work_tile_and_stay_in_their_bucket(zone: str) -> None:
    connection = relations(Policy(KEYS), zone, "2024-03-01", "2024-04-10")
    rows = connection.sql("SELECT bucket, from_us, until_us, opens_at FROM calendar_work ORDER BY from_us").fetchall()
    opening = utc("2024-03-01 08:20", zone)
    assert rows[0][:3] == (0, -1, 0)
    assert opening - rows[0][3] == timedelta(microseconds=1)
    assert rows[1][3] == opening
    for before, (bucket, begin, end, _) in pairwise(rows):
        assert begin == before[2]
        assert begin < end
        assert bucket == begin // HOUR == (end - 1) // HOUR


def test_instants_outside_the_range_have_no_position() -> None:
    connection = relations(Policy(), "UTC", "2024-03-01", "2024-03-31")
    assert positions(connection, [utc("2024-02-29 23:59"), utc("2024-04-01 00:00")]) == [None, None]


@pytest.mark.parametrize(
    ("day", "week", "starts"),
    [
        ("2024-12-30", "2025-W01", ["2024-12-30", "2024-12-01", "2024-10-01", "2024-07-01", "2024-01-01"]),
        ("2021-01-03", "2020-W53", ["2020-12-28", "2021-01-01", "2021-01-01", "2021-01-01", "2021-01-01"]),
        ("2023-01-01", "2022-W52", ["2022-12-26", "2023-01-01", "2023-01-01", "2023-01-01", "2023-01-01"]),
        ("2026-12-31", "2026-W53", ["2026-12-28", "2026-12-01", "2026-10-01", "2026-07-01", "2026-01-01"]),
        ("2024-02-29", "2024-W09", ["2024-02-26", "2024-02-01", "2024-01-01", "2024-01-01", "2024-01-01"]),
        ("2024-06-30", "2024-W26", ["2024-06-24", "2024-06-01", "2024-04-01", "2024-01-01", "2024-01-01"]),
        ("2024-07-01", "2024-W27", ["2024-07-01", "2024-07-01", "2024-07-01", "2024-07-01", "2024-01-01"]),
    ],
)
def test_weeks_months_quarters_halves_years(day: str, week: str, starts: list[str]) -> None:
    connection = relations(Policy(), "UTC", day, day)
    found = connection.sql(
        "SELECT iso_week, week_start, month_start, quarter_start, half_start, year_start FROM calendar_day"
    ).fetchall()
    assert [str(value) for value in found[0]] == [week, *starts]


def test_a_month_ends_where_it_ends() -> None:
    units = {"kgd": "Europe/Kaliningrad", "msk": None, "vvo": "Asia/Vladivostok"}
    connection = relations(Policy(), "Europe/Moscow", "2026-10-01", "2026-11-30", units)
    sql = """SELECT u.unit_id, d.ends_at FROM calendar_unit u JOIN calendar_day d USING (calendar)
        WHERE d.day = DATE '2026-10-31' ORDER BY unit_id"""
    assert {unit: local(ends) for unit, ends in connection.sql(sql).fetchall()} == {
        "kgd": "2026-10-31 22:00",
        "msk": "2026-10-31 21:00",
        "vvo": "2026-10-31 14:00",
    }


def test_the_end_of_a_year_in_russian_working_time() -> None:
    connection = relations(Policy({"public_holidays": "RU"}), "Europe/Moscow", "2024-12-01", "2025-01-31")
    sql = "SELECT day, rolled_on FROM calendar_day WHERE day IN (DATE '2024-12-28', DATE '2024-12-29') ORDER BY day"
    assert connection.sql(sql).fetchall() == [
        (date(2024, 12, 28), date(2024, 12, 28)),
        (date(2024, 12, 29), date(2025, 1, 9)),
    ]


def test_tables_are_replaced_when_made_again() -> None:
    first = relations(Policy(), "UTC", "2024-03-01", "2024-03-31")
    again = first.sql("SELECT count(*) FROM calendar_hour").fetchall()
    assert again == [(31 * 24,)]
