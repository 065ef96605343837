"""The ledger of open and closed time, and the days as people read them."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from calendar_questions import HOUR, MINUTE, calendar, utc
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.calendars.clock import worked_microseconds
from checker.calendars.days import calendar_days
from checker.calendars.ledger import ledger
from checker.calendars.rules import Calendar, DayKind

BERLIN = "Europe/Berlin"


def _lines(made: Calendar, begin: str, end: str, lang: str = "en") -> list[tuple[str, str, bool, str, float]]:
    found = ledger(made, utc(begin, made.zone), utc(end, made.zone), lang)
    return [
        (
            f"{line.begins_local:%d %H:%M}",
            f"{line.ends_local:%d %H:%M}",
            line.is_open,
            f"{line.reason} {line.name}".strip(),
            line.elapsed_us / HOUR,
        )
        for line in found.lines
    ]


def test_a_weekend_with_a_break() -> None:
    made = calendar(hours=[["09:00", "13:00"], ["14:00", "18:00"]])
    assert _lines(made, "2026-10-02 12:00", "2026-10-05 09:30") == [
        ("02 12:00", "02 13:00", True, "usual_hours", 1),
        ("02 13:00", "02 14:00", False, "break", 1),
        ("02 14:00", "02 18:00", True, "usual_hours", 4),
        ("02 18:00", "03 00:00", False, "outside_hours", 6),
        ("03 00:00", "05 00:00", False, "weekend", 48),
        ("05 00:00", "05 09:00", False, "outside_hours", 9),
        ("05 09:00", "05 09:30", True, "usual_hours", 0.5),
    ]


def test_holidays_extra_workdays_and_special_hours() -> None:
    made = calendar(
        holidays=["2026-10-05"],
        extra_workdays=["2026-10-03"],
        special_hours={"2026-10-06": [["10:00", "12:00"]], "2026-10-07": []},
    )
    assert _lines(made, "2026-10-03 10:00", "2026-10-07 12:00") == [
        ("03 10:00", "03 18:00", True, "extra_workday", 8),
        ("03 18:00", "04 00:00", False, "outside_hours", 6),
        ("04 00:00", "05 00:00", False, "weekend", 24),
        ("05 00:00", "06 00:00", False, "holiday", 24),
        ("06 00:00", "06 10:00", False, "outside_hours", 10),
        ("06 10:00", "06 12:00", True, "special_hours", 2),
        ("06 12:00", "07 00:00", False, "outside_hours", 12),
        ("07 00:00", "07 12:00", False, "special_hours", 12),
    ]


def test_official_days_have_names() -> None:
    made = calendar("Europe/Moscow", public_holidays="RU")
    assert [line[3:] for line in _lines(made, "2024-11-02 09:00", "2024-11-05 00:00", "ru")] == [
        ("transferred_workday", 9),
        ("outside_hours", 6),
        ("weekend", 24),
        ("public_holiday День народного единства", 24),
    ]


def test_changes_of_the_clocks_are_lines_of_no_length() -> None:
    made = calendar(BERLIN, weekdays=[7], hours=[["00:00", "24:00"]])
    assert _lines(made, "2024-03-31 01:00", "2024-03-31 04:00") == [
        ("31 01:00", "31 02:00", True, "usual_hours", 1),
        ("31 02:00", "31 03:00", False, "clock_change", 0),
        ("31 03:00", "31 04:00", True, "usual_hours", 1),
    ]
    assert _lines(made, "2024-10-27 01:00", "2024-10-27 04:00") == [
        ("27 01:00", "27 03:00", True, "usual_hours", 2),
        ("27 03:00", "27 02:00", False, "clock_change", 0),
        ("27 02:00", "27 04:00", True, "usual_hours", 2),
    ]


def test_a_day_that_the_zone_skips_is_one_change() -> None:
    made = calendar("Pacific/Apia", weekdays=[1, 2, 3, 4, 5, 6, 7], hours=[["00:00", "24:00"]])
    assert _lines(made, "2011-12-29 22:00", "2011-12-31 02:00") == [
        ("29 22:00", "30 00:00", True, "usual_hours", 2),
        ("30 00:00", "31 00:00", False, "clock_change", 0),
        ("31 00:00", "31 02:00", True, "usual_hours", 2),
    ]


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["UTC", BERLIN, "Asia/Kolkata"]),
    st.datetimes(utc("2024-03-20"), utc("2024-04-10")),
    st.datetimes(utc("2024-03-20"), utc("2024-04-10")),
)
def test_lines_tile_and_their_sums_are_the_clocks(zone: str, one: datetime, other: datetime) -> None:
    begin, end = sorted([one, other])
    made = calendar(zone, public_holidays="RU", hours=[["08:15", "12:00"], ["12:45", "24:00"]])
    found = ledger(made, begin, end)
    assert found.open_us == worked_microseconds(made, begin, end)
    assert found.open_us + found.closed_us == (end - begin) // timedelta(microseconds=1)
    assert all(before.ends_at == after.begins_at for before, after in pairwise(found.lines))


def test_an_empty_stretch_has_no_lines_and_a_backward_one_is_refused() -> None:
    assert ledger(calendar(), utc("2026-10-02"), utc("2026-10-02")).lines == ()
    with pytest.raises(ValueError, match="before"):
        ledger(calendar(), utc("2026-10-03"), utc("2026-10-02"))


def test_days_with_kind_hours_and_length() -> None:
    made = calendar(BERLIN, weekdays=[1, 2, 3, 4, 5, 7], hours=[["01:00", "10:00"]], holidays=["2024-03-29"])
    found = calendar_days(made, date(2024, 3, 28), date(2024, 3, 31))
    assert [(day.day.day, day.kind, day.is_working, day.open_us // MINUTE) for day in found] == [
        (28, DayKind.WORKDAY, True, 540),
        (29, DayKind.HOLIDAY, False, 0),
        (30, DayKind.WEEKEND, False, 0),
        (31, DayKind.WORKDAY, True, 480),
    ]
