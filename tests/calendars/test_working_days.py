"""Working days: the end of the n-th day, rolling, kinds of days, close of business."""

from datetime import date

import pytest
from calendar_questions import Policy, calendar, end_of_working_day_by_relations, local, relations

from checker.calendars.clock import end_of_working_day, rolled, working_day_after, working_day_before
from checker.calendars.rules import DayKind

KEYS = {
    "holidays": ["2026-10-05", "2026-10-10"],
    "extra_workdays": ["2026-10-03", "2026-10-10"],
}
SOME_HOLIDAYS = calendar(**KEYS)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2024-03-01", 1, "2024-03-05 00:00"),  # Friday: Monday is the first day
        ("2024-03-02", 1, "2024-03-05 00:00"),  # Saturday: Monday too
        ("2024-03-03", 2, "2024-03-06 00:00"),
        ("2024-03-04", 5, "2024-03-12 00:00"),
    ],
)
def test_end_of_the_nth_working_day(day: str, count: int, expected: str) -> None:
    assert local(end_of_working_day(calendar(), date.fromisoformat(day), count)) == expected
    connection = relations(Policy(), "UTC", "2024-02-26", "2024-03-31")
    assert local(end_of_working_day_by_relations(connection, date.fromisoformat(day), count)) == expected


def test_the_examples_of_the_invoice_clauses() -> None:
    # Issued on 1 March 2024: two days end on Sunday, the call is due by the end of Tuesday 5.
    assert rolled(calendar(), date(2024, 3, 3)) == date(2024, 3, 4)
    assert local(end_of_working_day(calendar(), date(2024, 3, 4), 1)) == "2024-03-06 00:00"
    # Day fifteen is Saturday 16; the status is due by the end of Tuesday 19.
    assert rolled(calendar(), date(2024, 3, 16)) == date(2024, 3, 18)
    assert local(end_of_working_day(calendar(), date(2024, 3, 18), 1)) == "2024-03-20 00:00"


def test_extra_workdays_win_over_weekends_and_holidays() -> None:
    kinds = {day: SOME_HOLIDAYS.kind_of(date(2026, 10, day)) for day in (2, 3, 4, 5, 10)}
    assert kinds == {
        2: DayKind.WORKDAY,
        3: DayKind.EXTRA_WORKDAY,
        4: DayKind.WEEKEND,
        5: DayKind.HOLIDAY,
        10: DayKind.EXTRA_WORKDAY,
    }
    assert working_day_after(SOME_HOLIDAYS, date(2026, 10, 2), 1) == date(2026, 10, 3)
    assert working_day_after(SOME_HOLIDAYS, date(2026, 10, 2), 2) == date(2026, 10, 6)


def test_working_days_before() -> None:
    assert working_day_before(SOME_HOLIDAYS, date(2026, 10, 6), 1) == date(2026, 10, 3)
    assert working_day_before(SOME_HOLIDAYS, date(2026, 10, 6), 2) == date(2026, 10, 2)
    assert working_day_before(calendar(), date(2024, 3, 4), 1) == date(2024, 3, 1)


def test_without_working_days_there_is_no_next_one() -> None:
    never = calendar(weekdays=[])
    assert rolled(never, date(2026, 10, 2)) is None
    assert end_of_working_day(never, date(2026, 10, 2), 1) is None
    connection = relations(Policy({"weekdays": []}), "UTC", "2026-10-01", "2026-10-31")
    assert connection.sql("SELECT count(*), count(rolled_on), max(working_index) FROM calendar_day").fetchall() == [
        (31, 0, 0)
    ]


def test_rolling_and_index_in_the_relation() -> None:
    connection = relations(Policy(KEYS), "UTC", "2026-10-01", "2026-10-11")
    found = connection.sql("SELECT day, is_working, working_index, rolled_on FROM calendar_day ORDER BY day").fetchall()
    assert [(day.day, works, index, on and on.day) for day, works, index, on in found] == [
        (1, True, 1, 1),
        (2, True, 2, 2),
        (3, True, 3, 3),
        (4, False, 3, 6),
        (5, False, 3, 6),
        (6, True, 4, 6),
        (7, True, 5, 7),
        (8, True, 6, 8),
        (9, True, 7, 9),
        (10, True, 8, 10),
        (11, False, 8, None),
    ]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({}, "18:00"),
        ({"hours": [["08:00", "12:00"], ["13:00", "17:30"]]}, "17:30"),
        ({"hours": [["08:00", "17:30"]], "closes_at": "16:00"}, "16:00"),
        ({"hours": []}, "18:00"),
        ({"hours": {5: [["08:00", "15:00"]]}}, "15:00"),
    ],
)
def test_close_of_business_on_a_friday(keys: dict[str, object], expected: str) -> None:
    connection = relations(Policy(keys), "Europe/Moscow", "2026-10-01", "2026-10-03")
    closes = connection.sql("SELECT closes_at FROM calendar_day WHERE day = DATE '2026-10-02'").fetchall()
    assert local(closes[0][0], "Europe/Moscow") == f"2026-10-02 {expected}"
