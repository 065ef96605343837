"""Volumes, tax numbers, phones and the calendar of a sample are believable."""

from collections import Counter
from datetime import date

import holidays
import pytest

from checker.sample.clocks import working_days
from checker.sample.names import firm_inn, person_inn
from checker.sample.production_calendar import days_off, working_saturdays
from checker.sample.times import day_number

from .conftest import Maker


def _inn_is_valid(inn: str) -> bool:
    """The published checksum: weighted sums modulo 11, then modulo 10."""
    weights = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]
    for place in {10: (9,), 12: (10, 11)}[len(inn)]:
        total = sum(w * int(d) for w, d in zip(weights[-place:], inn[:place], strict=True))
        if total % 11 % 10 != int(inn[place]):
            return False
    return True


def test_the_checksum_of_the_test_knows_real_numbers() -> None:
    assert _inn_is_valid("7707083893")
    assert _inn_is_valid("500100732259")
    assert not _inn_is_valid("7707083894")
    assert not _inn_is_valid("500100732258")


def test_tax_numbers_are_valid_and_unique(made: Maker) -> None:
    clients = made(310, 0.0).rows("client")
    numbers = [row["tax_id"] for row in clients]
    assert all(_inn_is_valid(number) for number in numbers)
    assert {len(number) for number in numbers} == {10, 12}
    for column in ("tax_id", "phone", "email"):
        assert len({row[column] for row in clients}) == len(clients)


@pytest.mark.parametrize("number", [0, 1, 999_999, 1_000_000, 9_999_999])
def test_tax_numbers_of_any_client_are_valid(number: int) -> None:
    assert _inn_is_valid(firm_inn("03", number))
    assert _inn_is_valid(person_inn("77", number))


def test_mail_domains_are_reserved_ones(made: Maker) -> None:
    assert all(row["email"].endswith(".example") for row in made(310, 0.0).rows("client"))


def test_volumes_per_client_over_three_months(made: Maker) -> None:
    counts = made(310, 0.0).counts
    assert 15 < counts["interaction"] / 310 < 22
    assert 4 < counts["inquiry"] / 310 < 6
    assert 2.2 < counts["invoice"] / 310 < 3.8


def test_clients_are_spread_over_units_and_kinds(made: Maker) -> None:
    clients = made(310, 0.0).rows("client")
    units = Counter(row["unit_id"] for row in clients)
    assert set(units) == {"U-MSK", "U-KGD", "U-EKB", "U-IRK", "U-VVO"}
    assert min(units.values()) > 15
    assert {"active", "prospect", "new_client"} <= {row["status"] for row in clients}


def test_requests_and_replies_come_near_the_limit(made: Maker) -> None:
    """Answers at 30:00 and 29:59 exactly; spoken requests never wait over night, so plain time tells."""
    from datetime import datetime

    waits = Counter()
    for row in made(310, 0.0).rows("inquiry"):
        if row["answered_at"]:
            wait = datetime.fromisoformat(row["answered_at"]) - datetime.fromisoformat(row["received_at"])
            waits[int(wait.total_seconds())] += 1
    assert waits[1800] > 5
    assert waits[1799] > 5


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_the_production_calendar_is_that_of_the_library(year: int) -> None:
    public = holidays.RU(years=year)  # type: ignore[attr-defined]
    assert days_off(year) == {day for day in public if day.weekday() < 5}
    assert working_saturdays(year) == set(getattr(public, "weekend_workdays", ()))


def test_working_days_around_the_november_holiday() -> None:
    """1 November 2025 was a working Saturday; Monday 3 and Tuesday 4 were free."""
    days = working_days(day_number(date(2025, 1, 1)), day_number(date(2026, 2, 1)))
    friday = day_number(date(2025, 10, 31))
    assert days.after(friday) == friday + 1
    assert days.after(friday, 2) == day_number(date(2025, 11, 5))
    assert days.roll(friday + 2) == day_number(date(2025, 11, 5))
    assert days.before(day_number(date(2025, 11, 5))) == friday + 1
