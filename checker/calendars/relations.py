"""The calendars as tables of a DuckDB connection."""

from collections.abc import Collection

import duckdb

from checker.calendars.build import Calendars
from checker.calendars.wall import HOUR_US

RELATIONS = ("calendar_unit", "calendar_day", "calendar_hour", "calendar_work", "zone_span")

_UNIT = """
CREATE OR REPLACE TABLE calendar_unit AS
SELECT UNNEST($units::VARCHAR[]) AS unit_id, UNNEST($calendars::VARCHAR[]) AS calendar
"""

_TABLES = """
CREATE OR REPLACE TEMP TABLE calendar_given_day (
    calendar VARCHAR, zone VARCHAR, day DATE, starts_at TIMESTAMP, ends_at TIMESTAMP, closes_at TIMESTAMP,
    is_working BOOLEAN);
CREATE OR REPLACE TEMP TABLE calendar_open (
    calendar VARCHAR, opens_us BIGINT, closes_us BIGINT, worked_before_us BIGINT);
CREATE OR REPLACE TEMP TABLE calendar_range (calendar VARCHAR, from_us BIGINT, until_us BIGINT);
CREATE OR REPLACE TABLE zone_span (zone VARCHAR, from_utc TIMESTAMP, until_utc TIMESTAMP, offset_s BIGINT);
"""

_GIVEN_DAY = """
INSERT INTO calendar_given_day
SELECT $calendar, $zone, DATE '1970-01-01' + day::INTEGER, make_timestamp(starts), make_timestamp(ends),
    make_timestamp(closes), is_working
FROM (SELECT UNNEST($day::BIGINT[]) AS day, UNNEST($starts::BIGINT[]) AS starts, UNNEST($ends::BIGINT[]) AS ends,
    UNNEST($closes::BIGINT[]) AS closes, UNNEST($is_working::BOOLEAN[]) AS is_working)
"""

_OPEN = """
INSERT INTO calendar_open
SELECT $calendar, UNNEST($opens::BIGINT[]), UNNEST($closes::BIGINT[]), UNNEST($worked::BIGINT[])
"""

_ZONE = """
INSERT INTO zone_span
SELECT $zone, make_timestamp(from_us), make_timestamp(until_us), offset_s
FROM (SELECT UNNEST($from_us::BIGINT[]) AS from_us, UNNEST($until_us::BIGINT[]) AS until_us,
    UNNEST($offset_s::BIGINT[]) AS offset_s)
"""

_DAY = """
CREATE OR REPLACE TABLE calendar_day AS
SELECT calendar, zone, day, starts_at, ends_at, is_working,
    COUNT(*) FILTER (WHERE is_working) OVER upto AS working_index,
    MIN(day) FILTER (WHERE is_working) OVER onward AS rolled_on,
    strftime(day, '%G-W%V') AS iso_week,
    date_trunc('week', day)::DATE AS week_start,
    date_trunc('month', day)::DATE AS month_start,
    date_trunc('quarter', day)::DATE AS quarter_start,
    make_date(year(day), CASE WHEN month(day) < 7 THEN 1 ELSE 7 END, 1) AS half_start,
    date_trunc('year', day)::DATE AS year_start,
    closes_at
FROM calendar_given_day
WINDOW upto AS (PARTITION BY calendar ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW),
    onward AS (PARTITION BY calendar ORDER BY day ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
ORDER BY calendar, day
"""

_HOUR = """
CREATE OR REPLACE TABLE calendar_hour AS
WITH edge AS (
    SELECT calendar, UNNEST(range(from_us, until_us, $hour_us)) AS at_us, 0 AS step FROM calendar_range
    UNION ALL SELECT calendar, until_us, 0 FROM calendar_range
    UNION ALL SELECT calendar, opens_us, 1 FROM calendar_open
    UNION ALL SELECT calendar, closes_us, -1 FROM calendar_open
), cut AS (
    SELECT calendar, at_us, SUM(step) AS step FROM edge GROUP BY calendar, at_us
), segment AS (
    SELECT calendar, at_us, LEAD(at_us) OVER (PARTITION BY calendar ORDER BY at_us) AS end_us,
        SUM(step) OVER (PARTITION BY calendar ORDER BY at_us) > 0 AS is_open
    FROM cut
), tiled AS (
    SELECT calendar, at_us, end_us, is_open, CASE WHEN is_open THEN end_us - at_us ELSE 0 END AS open_us
    FROM segment WHERE end_us IS NOT NULL
)
SELECT calendar, date_trunc('hour', make_timestamp(at_us)) AS hour, make_timestamp(at_us) AS seg_start,
    make_timestamp(end_us) AS seg_end, is_open,
    (SUM(open_us) OVER (PARTITION BY calendar ORDER BY at_us) - open_us)::BIGINT AS worked_before_us
FROM tiled
ORDER BY calendar, seg_start
"""

# The row for position 0 ends at the first opening, so that it obeys the same formula as all others.
_WORK = """
CREATE OR REPLACE TABLE calendar_work AS
WITH stretch AS (
    SELECT calendar, opens_us, worked_before_us AS begin_us, worked_before_us + closes_us - opens_us AS end_us
    FROM calendar_open
), piece AS (
    SELECT *, UNNEST(range(begin_us // $hour_us, (end_us - 1) // $hour_us + 1)) AS bucket FROM stretch
), row AS (
    SELECT calendar, bucket, GREATEST(begin_us, bucket * $hour_us) AS from_us,
        LEAST(end_us, (bucket + 1) * $hour_us) AS until_us, opens_us - begin_us AS shift_us
    FROM piece
    UNION ALL SELECT calendar, 0, -1, 0, opens_us FROM calendar_open WHERE worked_before_us = 0
)
SELECT calendar, bucket, from_us, until_us, make_timestamp(from_us + shift_us) AS opens_at
FROM row
ORDER BY calendar, from_us
"""


def create_relations(
    connection: duckdb.DuckDBPyConnection, calendars: Calendars, wanted: Collection[str] = RELATIONS
) -> None:
    """Create or replace the tables of `RELATIONS` in the connection; docs/calendars.md describes their columns.

    calendar_hour and calendar_work, which cost most, only where they are wanted.
    """
    units = sorted(calendars.unit_calendar.items())
    connection.execute(_UNIT, {"units": [unit for unit, _ in units], "calendars": [key for _, key in units]})
    connection.execute(_TABLES)
    for key in sorted(calendars.calendars):
        _fill(connection, calendars, key)
    for zone, spans in calendars.zones().items():
        columns = {name: [getattr(span, name) for span in spans] for name in ("from_us", "until_us", "offset_s")}
        connection.execute(_ZONE, {"zone": zone, **columns})
    connection.execute(_DAY)
    for name, text in (("calendar_hour", _HOUR), ("calendar_work", _WORK)):
        if name in wanted:
            connection.execute(text, {"hour_us": HOUR_US})
    for name in ("calendar_given_day", "calendar_open", "calendar_range"):
        connection.execute(f"DROP TABLE {name}")


def _fill(connection: duckdb.DuckDBPyConnection, calendars: Calendars, key: str) -> None:
    days = calendars.days(key)
    connection.execute(
        _GIVEN_DAY,
        {
            "calendar": key,
            "zone": calendars.calendars[key].zone,
            "day": days.day,
            "starts": days.starts_us,
            "ends": days.ends_us,
            "closes": days.closes_us,
            "is_working": days.is_working,
        },
    )
    opened = calendars.open(key)
    connection.execute(
        _OPEN,
        {"calendar": key, "opens": opened.opens_us, "closes": opened.closes_us, "worked": opened.worked_before_us},
    )
    connection.execute("INSERT INTO calendar_range SELECT $1, $2, $3", [key, *calendars.range_us(key)])
