"""Reading `working_calendar`: what is understood, and every mistake at its place."""

from datetime import date
from typing import Any

import pytest
from calendar_questions import HOUR, calendar

from checker.calendars.config import ALWAYS_OPEN, read_working_calendar, unknown_units
from checker.errors import UsageError

MISTAKES = [
    ({"weekdays": [1, 8]}, "working_calendar.weekdays.1", "write 1 for Monday to 7 for Sunday"),
    ({"weekdays": 5}, "working_calendar.weekdays", ""),
    ({"hours": [["18:00", "09:00"]]}, "working_calendar.hours.0", "two intervals"),
    ({"hours": [["09:00", "09:00"]]}, "working_calendar.hours.0", "two intervals"),
    ({"hours": [["09:00", "14:00"], ["13:00", "18:00"]]}, "working_calendar.hours", "join them"),
    ({"hours": [["09:00", "24:01"]]}, "working_calendar.hours.0", "00:00 to 24:00"),
    ({"hours": [["09:00", "17:60"]]}, "working_calendar.hours.0", "00:00 to 24:00"),
    ({"hours": [[540, 1080]]}, "working_calendar.hours.0", "quotes"),
    ({"hours": ["09:00-18:00"]}, "working_calendar.hours.0", "two times"),
    ({"hours": {"monday": [["09:00", "18:00"]]}}, "working_calendar.hours.monday", "1 for Monday"),
    ({"holidays": ["2026-02-30"]}, "working_calendar.holidays.0", "as in 2026-05-09"),
    ({"special_hours": {"31.12.2026": []}}, "working_calendar.special_hours.31.12.2026", "as in 2026-05-09"),
    ({"closes_at": "six"}, "working_calendar.closes_at", "09:00"),
    ({"public_holidays": "RUS"}, "working_calendar.public_holidays", "did you mean 'RU'?"),
    ({"holliday": []}, "working_calendar.holliday", "did you mean 'holidays'?"),
    ({"units": {"B1": {"week_days": []}}}, "working_calendar.units.B1.week_days", "did you mean 'weekdays'?"),
    ({"units": {"B1": {"units": {}}}}, "working_calendar.units.B1.units", ""),
    ({"units": ["B1"]}, "working_calendar.units", ""),
]


@pytest.mark.parametrize(("keys", "where", "remedy"), MISTAKES)
def test_mistake(keys: dict[str, Any], where: str, remedy: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_working_calendar(keys)
    assert [problem.where for problem in caught.value.problems] == [where]
    assert remedy in caught.value.problems[0].remedy


def test_all_mistakes_are_told_at_once() -> None:
    keys: dict[str, Any] = {}
    for mistaken, *_ in MISTAKES[:-2]:
        keys.update(mistaken)
    with pytest.raises(UsageError) as caught:
        read_working_calendar(keys)
    assert {problem.where.split(".")[1] for problem in caught.value.problems} == set(keys)


def test_defaults() -> None:
    made = calendar()
    assert [made.is_working(date(2026, 10, day)) for day in range(5, 12)] == [True] * 5 + [False] * 2
    assert made.intervals_on(date(2026, 10, 5)) == ((9 * HOUR, 18 * HOUR),)
    assert read_working_calendar(None) == read_working_calendar({})


def test_text_and_typed_values_mean_the_same() -> None:
    text = {"weekdays": ["1", "6"], "holidays": ["2026-10-05"], "special_hours": {"2026-10-06": [["9:00", "24:00"]]}}
    typed = {
        "weekdays": [1, 6],
        "holidays": [date(2026, 10, 5)],
        "special_hours": {date(2026, 10, 6): [("09:00", "24:00:00")]},
    }
    assert read_working_calendar(text) == read_working_calendar(typed)


def test_intervals_may_touch_and_stand_in_any_order() -> None:
    made = calendar(hours=[["13:00", "18:00"], ["09:00", "13:00"]])
    assert made.intervals_on(date(2026, 10, 5)) == ((9 * HOUR, 13 * HOUR), (13 * HOUR, 18 * HOUR))


def test_hours_by_weekday_leave_the_others_at_the_default() -> None:
    friday, monday = date(2026, 10, 2), date(2026, 10, 5)
    short = calendar(hours={"5": [["09:00", "16:00"]]})
    assert (short.intervals_on(friday), short.intervals_on(monday)) == (
        ((9 * HOUR, 16 * HOUR),),
        ((9 * HOUR, 18 * HOUR),),
    )
    early = calendar(hours={"5": [], "default": [["07:00", "15:00"]]})
    assert (early.intervals_on(friday), early.intervals_on(monday)) == ((), ((7 * HOUR, 15 * HOUR),))


def test_special_hours_do_not_make_a_day_off_a_working_day() -> None:
    saturday = date(2026, 10, 3)
    special = {"2026-10-03": [["10:00", "14:00"]]}
    assert calendar(special_hours=special).intervals_on(saturday) == ()
    assert calendar(special_hours=special, extra_workdays=["2026-10-03"]).intervals_on(saturday) == (
        (10 * HOUR, 14 * HOUR),
    )


def test_always_open() -> None:
    assert calendar(**ALWAYS_OPEN).intervals_on(date(2026, 10, 4)) == ((0, 24 * HOUR),)


def test_units_that_nobody_knows_are_named() -> None:
    config = read_working_calendar({"units": {"north": {}, "sout": {}}})
    found = unknown_units(config, {"north": None, "south": None})
    assert [(problem.where, problem.remedy) for problem in found] == [
        ("working_calendar.units.sout", "did you mean 'south'?")
    ]
