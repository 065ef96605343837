"""Dates, numbers, spans and plurals as people write them, checked by hand."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import duckdb
import pytest

from checker.words.formats import pattern
from checker.words.texts import LANGUAGES
from checker.words.words import Words

NBSP = "\u00a0"


def at(text: str) -> datetime:
    """A naive UTC instant."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("en", "5 Oct 2026"), ("ru", "05.10.2026"), ("zh", "2026年10月5日")],
)
def test_dates(lang: str, expected: str) -> None:
    assert Words(lang).date(date(2026, 10, 5)) == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_engines_pattern_writes_the_same_dates(lang: str) -> None:
    days = [date(2024, 1, 1) + timedelta(days=17 * step) for step in range(60)]
    for day in days:
        (row,) = duckdb.execute("SELECT strftime(?::DATE, ?)", [day, pattern(lang, "date_strftime")]).fetchall()
        assert row == (Words(lang).date(day),)


@pytest.mark.parametrize(
    ("lang", "zone", "expected"),
    [
        ("en", "Europe/Moscow", "1 Nov 2026, 00:30"),
        ("ru", "Europe/Kaliningrad", "31.10.2026, 23:30"),
        ("zh", "Asia/Vladivostok", "2026年11月1日 07:30"),
    ],
)
def test_instants_are_shown_in_their_zone(lang: str, zone: str, expected: str) -> None:
    assert Words(lang).instant(at("2026-10-31 21:30"), zone) == expected


def test_instants_are_never_rounded_and_may_carry_their_offset() -> None:
    words = Words("en")
    assert words.instant(at("2026-10-05 07:30:01"), "UTC") == "5 Oct 2026, 07:30:01"
    assert words.instant(at("2026-10-05 07:30:00.250"), "UTC") == "5 Oct 2026, 07:30:00.25"
    assert words.instant(at("2026-10-05 07:30"), "Europe/Moscow", offset=True) == "5 Oct 2026, 10:30 (UTC+3)"
    assert words.instant(at("2026-10-05 07:30"), "Asia/Kolkata", offset=True) == "5 Oct 2026, 13:00 (UTC+5:30)"
    assert words.instant(at("2026-01-05 07:30"), "America/New_York", offset=True) == "5 Jan 2026, 02:30 (UTC-5)"


@pytest.mark.parametrize(
    ("lang", "whole", "decimal", "share"),
    [
        ("en", "1,234,567", "0.5", "97.45%"),
        ("ru", f"1{NBSP}234{NBSP}567", "0,5", f"97,45{NBSP}%"),
        ("zh", "1,234,567", "0.5", "97.45%"),
    ],
)
def test_numbers(lang: str, whole: str, decimal: str, share: str) -> None:
    words = Words(lang)
    assert words.number(1234567) == whole
    assert words.number(0.5) == decimal
    assert words.number(1234567.0) == whole
    assert words.percent(Decimal("0.9745")) == share


def test_decimals_are_cut_to_the_places_asked_for() -> None:
    words = Words("en")
    assert words.number(2 / 3) == "0.667"
    assert words.number(2 / 3, places=0) == "1"
    assert words.percent(2 / 3) == "66.67%"
    assert words.percent(0.7) == "70%"
    assert words.percent(2 / 3, places=0) == "67%"


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("en", "1 d 2 h 30 min 1 s"), ("ru", "1 дн. 2 ч 30 мин 1 с"), ("zh", "1天2小时30分钟1秒")],
)
def test_durations(lang: str, expected: str) -> None:
    assert Words(lang).duration(86400 + 2 * 3600 + 30 * 60 + 1) == expected


def test_durations_at_their_edges() -> None:
    words = Words("en")
    assert words.duration(0) == "0 s"
    assert words.duration(59) == "59 s"
    assert words.duration(60) == "1 min"
    assert words.duration(3599.5) == "59 min 59.5 s"
    assert words.duration(-90) == "-1 min 30 s"
    assert words.duration(90000, days=False) == "25 h"


@pytest.mark.parametrize(
    ("n", "form", "written"),
    [
        (0, "many", "0 рабочих дней"),
        (1, "one", "1 рабочий день"),
        (2, "few", "2 рабочих дня"),
        (5.0, "many", "5 рабочих дней"),
        (11, "many", "11 рабочих дней"),
        (21, "one", "21 рабочий день"),
        (22, "few", "22 рабочих дня"),
        (112, "many", "112 рабочих дней"),
        (1.5, "other", "1,5 рабочего дня"),
    ],
)
def test_russian_plurals(n: float, form: str, written: str) -> None:
    assert Words("ru").plural(n) == form
    assert Words("ru").quantity(n, "working_days") == written


def test_english_and_chinese_plurals() -> None:
    assert [Words("en").quantity(n, "weeks") for n in (0, 1, 2)] == ["0 weeks", "1 week", "2 weeks"]
    assert [Words("zh").quantity(n, "weeks") for n in (1, 2)] == ["1周", "2周"]


def test_quantities_in_other_units() -> None:
    assert Words("en").quantity(1801, "seconds") == "30 min 1 s"
    assert Words("ru").quantity(70, "percent") == f"70{NBSP}%"
    assert Words("ru").quantity(100000, "RUB") == f"100{NBSP}000 ₽"
    assert Words("en").quantity(7, "count") == "7"
    assert Words("en").quantity(7, "EUR") == "7 EUR"
