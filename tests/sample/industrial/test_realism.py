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
    assert _code_is_valid("91330100799655058B")  # Alibaba (China) Co., Ltd., as published
    assert not _code_is_valid("91330100799655058C")


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
    off = {date.fromordinal(day + date(1970, 1, 1).toordinal()) for day in ()} | _days_off(2025)
    days = [datetime.fromisoformat(row["filed_at"]).date() for row in industrial(240).rows("report")]
    resting = [day for day in days if day in off]
    assert len(resting) < 0.2 * len(days)


def _days_off(year: int) -> set[date]:
    return {date.fromordinal(day + date(1970, 1, 1).toordinal()) for day in public_year("CN", year).off}


@pytest.mark.parametrize(("share", "least", "most"), [(0.0, 0.0, 0.0), (0.05, 0.005, 0.15), (0.4, 0.2, 0.7)])
def test_what_slips_grows_with_the_share(industrial: Industrial, share: float, least: float, most: float) -> None:
    invoices = [row for row in industrial(120, share=share).rows("invoice") if row["issued_on"] < "2025-12-01"]
    unsent = sum(row["mailed_at"] == "" or row["issued_by_id"] != "E-FI3" for row in invoices)
    assert least <= unsent / len(invoices) <= most
