"""Calendars for tests, local times as text, and the questions that rules ask of the relations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import duckdb

from checker.calendars.build import build_calendars
from checker.calendars.config import read_working_calendar
from checker.calendars.relations import create_relations
from checker.calendars.rules import Calendar, calendar_of
from checker.calendars.zones import to_local, to_utc

MINUTE = 60_000_000
HOUR = 60 * MINUTE


@dataclass(frozen=True)
class Policy:
    working_calendar: Mapping[str, Any] | None = None
    units: Mapping[str, Any] = field(default_factory=dict)
    time_zone: str | None = None


def calendar(zone: str = "UTC", **keys: Any) -> Calendar:
    return calendar_of(zone, read_working_calendar(keys))


def utc(text: str, zone: str = "UTC") -> datetime:
    return to_utc(datetime.fromisoformat(text), zone)


def local(instant: datetime | None, zone: str = "UTC") -> str:
    return "never" if instant is None else to_local(instant, zone).isoformat(" ").removesuffix(":00")


def relations(
    policy: Policy, zone: str, first: str, last: str, units: Mapping[str, str | None] | None = None
) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    create_relations(
        connection, build_calendars(policy, units or {}, zone, date.fromisoformat(first), date.fromisoformat(last))
    )
    return connection


_ASKED = """
WITH asked AS (SELECT UNNEST($starts::TIMESTAMP[]) AS start, UNNEST($limits::BIGINT[]) AS lasts),
placed AS (
    SELECT start, lasts, h.worked_before_us
        + CASE WHEN h.is_open THEN epoch_us(start) - epoch_us(h.seg_start) ELSE 0 END AS p
    FROM asked LEFT JOIN calendar_hour h
    ON h.calendar = $key AND h.hour = date_trunc('hour', start) AND h.seg_start <= start AND start < h.seg_end)
"""


def positions(
    connection: duckdb.DuckDBPyConnection, instants: list[datetime], key: str = "company"
) -> list[int | None]:
    """Worked microseconds before each instant; fails when an instant is in several segments."""
    asked = {"starts": instants, "limits": [0] * len(instants), "key": key}
    found = connection.execute(_ASKED + "SELECT start, p FROM placed", asked).fetchall()
    assert len(found) == len(instants)
    where = dict(found)
    return [where[instant] for instant in instants]


def due_by_relations(
    connection: duckdb.DuckDBPyConnection, start: datetime, microseconds: int, key: str = "company"
) -> datetime | None:
    """The due moment as a rule's SQL finds it: two joins by equality."""
    sql = """SELECT w.opens_at + to_microseconds(p + lasts - w.from_us)
        FROM placed LEFT JOIN calendar_work w ON w.calendar = $key AND w.bucket = (p + lasts - 1) // 3600000000
        AND p + lasts > w.from_us AND p + lasts <= w.until_us"""
    found = connection.execute(_ASKED + sql, {"starts": [start], "limits": [microseconds], "key": key}).fetchall()
    assert len(found) == 1
    due: datetime | None = found[0][0]
    return due


def end_of_working_day_by_relations(
    connection: duckdb.DuckDBPyConnection, day: date, count: int, key: str = "company"
) -> datetime | None:
    sql = """SELECT e.ends_at FROM calendar_day d LEFT JOIN calendar_day e
        ON e.calendar = d.calendar AND e.is_working AND e.working_index = d.working_index + $count
        WHERE d.calendar = $key AND d.day = $day"""
    found = connection.execute(sql, {"day": day, "count": count, "key": key}).fetchall()
    assert len(found) == 1
    ends: datetime | None = found[0][0]
    return ends


def days_between(first: str, last: str) -> list[date]:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return [begin + timedelta(days=number) for number in range((end - begin).days + 1)]
