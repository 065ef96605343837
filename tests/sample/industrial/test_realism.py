"""The industrial company is believable: tiers, volumes, registration codes, lapses now and then."""

from collections import Counter
from datetime import date, datetime

import pytest

from checker.calendars.public import public_year

from .conftest import Industrial

CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def _code_is_valid(code: str) -> bool:
    """The check character of a Chinese registration code: powers of three modulo 31."""
    total = sum(CODE.index(letter) * pow(3, place, 31) for place, letter in enumerate(code[:17]))
    return len(code) == 18 and CODE[-total % 31] == code[17]


def test_the_checksum_of_the_test_knows_a_real_code() -> None:
    assert _code_is_valid("91330100716105852F")
    assert _code_is_valid("914403001922038216")
    assert not _code_is_valid("91330100716105852G")


def test_registration_codes_are_valid_and_unique(industrial: Industrial) -> None:
    codes = [row["tax_id"] for row in industrial(240).rows("client")]
    assert all(map(_code_is_valid, codes))
    assert len(set(codes)) == len(codes)


def test_clients_are_spread_over_tiers(industrial: Industrial) -> None:
    tiers = Counter(row["tier"] for row in industrial(240).rows("client"))
    assert 2 <= tiers["strategic"] <= 5
    assert 8 <= tiers["key"] <= 18
    assert tiers["general"] > 120
    assert 30 < tiers["reserve"] < 80


def test_volumes_per_client_over_a_year(industrial: Industrial) -> None:
    counts = industrial(240).counts
    assert 30 < counts["interaction"] / 240 < 60
    assert 1 < counts["sales_order"] / 240 < 4
    assert 0.05 < counts["complaint"] / 240 < 0.4


def test_reports_are_handed_in_on_working_days(industrial: Industrial) -> None:
    festive = public_year("CN", 2025).off
    days = [datetime.fromisoformat(row["filed_at"]).date() for row in industrial(240).rows("report") if row["filed_at"]]
    this_year = [day for day in days if day.year == 2025]
    assert len(this_year) > 1_000
    # The first days of October are all off, and papers due within them are handed in all the same.
    spared = [day for day in this_year if not date(2025, 10, 1) <= day <= date(2025, 10, 9)]
    assert sum(day in festive for day in spared) < 0.02 * len(spared)


@pytest.mark.parametrize(("share", "least", "most"), [(0.0, 0.0, 0.0), (0.05, 0.005, 0.15), (0.4, 0.2, 0.7)])
def test_what_slips_grows_with_the_share(industrial: Industrial, share: float, least: float, most: float) -> None:
    invoices = [row for row in industrial(120, share=share).rows("invoice") if row["issued_on"] < "2025-12-01"]
    unsent = sum(row["mailed_at"] == "" or row["issued_by_id"] != "E-FI3" for row in invoices)
    assert least <= unsent / len(invoices) <= most
