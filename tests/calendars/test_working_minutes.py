"""Working minutes as the service standard reads them, by the reference and by the relations."""

import pytest
from calendar_questions import HOUR, MINUTE, Policy, calendar, due_by_relations, local, relations, utc

from checker.calendars.clock import due, start_for, worked_microseconds

NINE_TO_SIX = calendar()
WITH_BREAK = {"hours": [["09:00", "13:00"], ["14:00", "18:00"]]}
ROUND_THE_NIGHT = {"weekdays": [1, 2, 3, 4, 5, 6, 7], "hours": [["22:00", "24:00"], ["00:00", "06:00"]]}

# 2026-10-02 is a Friday.
PLAIN = [
    ("2026-10-02 17:50", 30, "2026-10-05 09:20"),
    ("2026-10-02 17:30", 30, "2026-10-02 18:00"),
    ("2026-10-02 18:00", 30, "2026-10-05 09:30"),
    ("2026-10-02 03:00", 30, "2026-10-02 09:30"),
    ("2026-10-03 12:00", 30, "2026-10-05 09:30"),
    ("2026-10-02 09:00", 540, "2026-10-02 18:00"),
    ("2026-10-02 09:00", 541, "2026-10-05 09:01"),
    ("2026-10-02 17:30:00.000001", 30, "2026-10-05 09:00:00.000001"),
    ("2026-10-02 12:34:56.789000", 30, "2026-10-02 13:04:56.789000"),
]
BROKEN = [
    ("2026-10-02 12:50", 30, "2026-10-02 14:20"),
    ("2026-10-02 12:30", 30, "2026-10-02 13:00"),
    ("2026-10-02 13:00", 30, "2026-10-02 14:30"),
    ("2026-10-02 17:45", 30, "2026-10-05 09:15"),
]
NIGHTS = [
    ("2026-10-02 23:50", 30, "2026-10-03 00:20"),
    ("2026-10-02 05:50", 30, "2026-10-02 22:20"),
    ("2026-10-02 05:30", 30, "2026-10-02 06:00"),
    ("2026-10-02 23:30", 30, "2026-10-03 00:00"),
]
CASES = (
    [({}, *case) for case in PLAIN]
    + [(WITH_BREAK, *case) for case in BROKEN]
    + [(ROUND_THE_NIGHT, *case) for case in NIGHTS]
)


@pytest.mark.parametrize(("keys", "start", "minutes", "expected"), CASES)
def test_due_moment(keys: dict[str, object], start: str, minutes: int, expected: str) -> None:
    assert local(due(calendar(**keys), utc(start), minutes * MINUTE)) == expected


@pytest.mark.parametrize("keys", [{}, WITH_BREAK, ROUND_THE_NIGHT])
def test_the_relations_give_the_same_due_moments(keys: dict[str, object]) -> None:
    connection = relations(Policy(keys), "UTC", "2026-09-28", "2026-10-12")
    for given, start, minutes, expected in CASES:
        if given == keys:
            assert local(due_by_relations(connection, utc(start), minutes * MINUTE)) == expected


def test_worked_time_counts_open_time_only() -> None:
    assert worked_microseconds(NINE_TO_SIX, utc("2026-10-02 17:50"), utc("2026-10-05 09:20")) == 30 * MINUTE
    assert worked_microseconds(NINE_TO_SIX, utc("2026-10-03 00:00"), utc("2026-10-05 00:00")) == 0
    assert worked_microseconds(NINE_TO_SIX, utc("2026-10-05 00:00"), utc("2026-10-12 00:00")) == 45 * HOUR


def test_worked_time_backwards_is_negative() -> None:
    assert worked_microseconds(NINE_TO_SIX, utc("2026-10-05 10:00"), utc("2026-10-02 17:00")) == -2 * HOUR


def test_no_time_is_due_at_the_start_or_at_the_next_opening() -> None:
    assert local(due(NINE_TO_SIX, utc("2026-10-02 12:00"), 0)) == "2026-10-02 12:00"
    assert local(due(NINE_TO_SIX, utc("2026-10-02 18:00"), 0)) == "2026-10-05 09:00"


@pytest.mark.parametrize(
    ("due_at", "minutes", "expected"),
    [
        ("2026-10-05 09:20", 30, "2026-10-02 17:50"),
        ("2026-10-05 09:30", 30, "2026-10-05 09:00"),
        ("2026-10-04 12:00", 30, "2026-10-02 17:30"),
        ("2026-10-02 14:00", 300, "2026-10-02 09:00"),
        ("2026-10-02 14:00", 301, "2026-10-01 17:59"),
    ],
)
def test_latest_start_for_a_due_moment(due_at: str, minutes: int, expected: str) -> None:
    assert local(start_for(NINE_TO_SIX, utc(due_at), minutes * MINUTE)) == expected


def test_without_working_time_nothing_is_due() -> None:
    never = calendar(weekdays=[])
    assert due(never, utc("2026-10-02 12:00"), MINUTE) is None
    assert start_for(never, utc("2026-10-02 12:00"), MINUTE) is None
    connection = relations(Policy({"weekdays": []}), "UTC", "2026-01-01", "2026-12-31")
    assert due_by_relations(connection, utc("2026-10-02 12:00"), MINUTE) is None


def test_nothing_is_due_when_the_next_opening_is_more_than_400_days_away() -> None:
    rare = calendar(weekdays=[], extra_workdays=["2026-01-01", "2027-02-05", "2028-03-13"])
    # 1 January 2026 to 5 February 2027 are 400 days, from there to 13 March 2028 they are 402.
    assert local(due(rare, utc("2026-01-01 17:30"), 60 * MINUTE)) == "2027-02-05 09:30"
    assert due(rare, utc("2027-02-05 17:30"), 60 * MINUTE) is None


def test_a_working_day_without_hours_counts_as_a_day_and_not_as_time() -> None:
    keys = {"special_hours": {"2026-10-05": []}}
    closed_monday = calendar(**keys)
    assert closed_monday.is_working(utc("2026-10-05").date())
    assert local(due(closed_monday, utc("2026-10-02 17:50"), 30 * MINUTE)) == "2026-10-06 09:20"
    connection = relations(Policy(keys), "UTC", "2026-09-28", "2026-10-12")
    assert local(due_by_relations(connection, utc("2026-10-02 17:50"), 30 * MINUTE)) == "2026-10-06 09:20"


def test_hours_by_weekday() -> None:
    keys = {"hours": {"default": [["09:00", "18:00"]], 5: [["09:00", "16:45"]]}}
    assert local(due(calendar(**keys), utc("2026-10-02 16:40"), 30 * MINUTE)) == "2026-10-05 09:25"
    assert local(due(calendar(**keys), utc("2026-10-01 16:40"), 30 * MINUTE)) == "2026-10-01 17:10"


def test_negative_time_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        due(NINE_TO_SIX, utc("2026-10-02 12:00"), -1)
