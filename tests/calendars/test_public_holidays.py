"""Official holidays and transferred working days of Russia and China, against the published arrangements."""

from datetime import date

import pytest
from calendar_questions import MINUTE, calendar, days_between, local, utc

from checker.calendars.clock import due, working_day_after
from checker.calendars.public import public_year, transfers_known_until
from checker.calendars.rules import Calendar, DayKind

RUSSIA = calendar("Europe/Moscow", public_holidays="RU")
CHINA = calendar("Asia/Shanghai", public_holidays="CN")

WORKING_WEEKENDS = {
    ("RU", 2018): ["04-28", "06-09", "12-29"],
    ("RU", 2019): [],
    ("RU", 2020): [],
    ("RU", 2021): ["02-20"],
    ("RU", 2022): ["03-05"],
    ("RU", 2023): [],
    ("RU", 2024): ["04-27", "11-02", "12-28"],
    ("RU", 2025): ["11-01"],
    ("CN", 2021): ["02-07", "02-20", "04-25", "05-08", "09-18", "09-26", "10-09"],
    ("CN", 2022): ["01-29", "01-30", "04-02", "04-24", "05-07", "10-08", "10-09"],
    ("CN", 2023): ["01-28", "01-29", "04-23", "05-06", "06-25", "10-07", "10-08"],
    ("CN", 2024): ["02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"],
    ("CN", 2025): ["01-26", "02-08", "04-27", "09-28", "10-11"],
}


@pytest.mark.parametrize(("country", "year"), WORKING_WEEKENDS)
def test_working_days_on_weekends(country: str, year: int) -> None:
    made = {"RU": RUSSIA, "CN": CHINA}[country]
    weekend = [day for day in days_between(f"{year}-01-01", f"{year}-12-31") if day.isoweekday() > 5]
    found = [f"{day:%m-%d}" for day in weekend if made.is_working(day)]
    assert found == WORKING_WEEKENDS[country, year]


@pytest.mark.parametrize(
    ("made", "first", "last"),
    [
        (RUSSIA, "2023-12-30", "2024-01-08"),
        (RUSSIA, "2024-04-28", "2024-05-01"),
        (RUSSIA, "2024-05-09", "2024-05-12"),
        (RUSSIA, "2024-12-29", "2025-01-08"),
        (RUSSIA, "2021-02-21", "2021-02-23"),
        (RUSSIA, "2021-11-04", "2021-11-07"),
        (CHINA, "2024-02-10", "2024-02-17"),
        (CHINA, "2024-05-01", "2024-05-05"),
        (CHINA, "2024-10-01", "2024-10-07"),
        (CHINA, "2023-09-29", "2023-10-06"),
        (CHINA, "2025-01-28", "2025-02-04"),
        (CHINA, "2025-10-01", "2025-10-08"),
    ],
)
def test_days_off_in_a_row(made: Calendar, first: str, last: str) -> None:
    days = days_between(first, last)
    assert [day for day in days if made.is_working(day)] == []
    before, after = days[0].toordinal() - 1, days[-1].toordinal() + 1
    assert made.is_working(date.fromordinal(before))
    assert made.is_working(date.fromordinal(after))


def test_working_days_by_month_of_the_russian_calendar_of_2024() -> None:
    days = days_between("2024-01-01", "2024-12-31")
    found = [sum(RUSSIA.is_working(day) for day in days if day.month == month) for month in range(1, 13)]
    assert found == [17, 20, 20, 21, 20, 19, 23, 22, 21, 23, 21, 21]


@pytest.mark.parametrize(
    ("made", "year", "expected"),
    [
        (RUSSIA, 2019, 247),
        (RUSSIA, 2021, 247),
        (RUSSIA, 2022, 247),
        (RUSSIA, 2023, 247),
        (RUSSIA, 2025, 247),
        (CHINA, 2024, 251),  # 262 weekdays, 19 of them off, 8 weekend days worked
    ],
)
def test_working_days_of_a_year(made: Calendar, year: int, expected: int) -> None:
    assert sum(made.is_working(day) for day in days_between(f"{year}-01-01", f"{year}-12-31")) == expected


def test_clocks_run_on_transferred_days_and_stop_on_holidays() -> None:
    # Friday 26 April 2024, the Saturday is worked; then free until Thursday 2 May.
    assert (
        local(due(RUSSIA, utc("2024-04-26 17:50", "Europe/Moscow"), 30 * MINUTE), "Europe/Moscow") == "2024-04-27 09:20"
    )
    assert (
        local(due(RUSSIA, utc("2024-04-27 17:50", "Europe/Moscow"), 30 * MINUTE), "Europe/Moscow") == "2024-05-02 09:20"
    )
    assert working_day_after(RUSSIA, date(2024, 12, 27), 2) == date(2025, 1, 9)
    assert working_day_after(CHINA, date(2024, 2, 9), 1) == date(2024, 2, 18)


def test_the_company_overrules_the_state() -> None:
    made = calendar(
        public_holidays="RU", holidays=["2024-04-27", "2024-05-03"], extra_workdays=["2024-05-01", "2024-05-03"]
    )
    assert made.kind_of(date(2024, 4, 27)) == DayKind.HOLIDAY
    assert made.kind_of(date(2024, 5, 1)) == DayKind.EXTRA_WORKDAY
    assert made.kind_of(date(2024, 5, 3)) == DayKind.EXTRA_WORKDAY
    assert made.kind_of(date(2024, 5, 9)) == DayKind.PUBLIC_HOLIDAY
    assert made.kind_of(date(2024, 11, 2)) == DayKind.TRANSFERRED_WORKDAY


def test_names_in_three_languages() -> None:
    assert [public_year("RU", 2024, lang).off[date(2024, 5, 9)] for lang in ("en", "ru", "zh")] == [
        "Victory Day",
        "День Победы",
        "胜利日",
    ]
    assert public_year("CN", 2024, "zh").off[date(2024, 5, 1)] == "劳动节"
    assert public_year("CN", 2024, "ru").off[date(2024, 5, 1)] == "Labor Day"


def test_years_without_published_transfers_are_known() -> None:
    assert transfers_known_until("RU") >= 2025
    assert transfers_known_until("CN") >= 2025
