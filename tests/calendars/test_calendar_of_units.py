"""Which unit keeps which calendar, and what is refused."""

from datetime import date

import pytest
from calendar_questions import HOUR, Policy

from checker.calendars.build import build_calendars
from checker.calendars.resolve import Resolved, resolve_calendars
from checker.errors import UsageError


def _resolved(policy: Policy, units: dict[str, str | None]) -> Resolved:
    return resolve_calendars(policy, units, "Europe/Moscow")


def test_units_with_the_same_calendar_share_one_key() -> None:
    policy = Policy(
        working_calendar={
            "units": {"a": {"weekdays": [1, 2, 3, 4, 5]}, "b": {"weekdays": [6]}, "c": {"weekdays": ["6"]}}
        }
    )
    assert _resolved(policy, {"a": None, "d": "Asia/Omsk", "e": "Asia/Omsk", "f": None}).unit_calendar == {
        "a": "company",
        "b": "unit:b",
        "c": "unit:b",
        "d": "Asia/Omsk",
        "e": "Asia/Omsk",
        "f": "company",
    }


def test_the_zone_of_a_unit_is_its_own_then_the_policys_then_the_companys() -> None:
    policy = Policy(units={"a": {"time_zone": "Asia/Omsk"}, "b": {"time_zone": "Asia/Omsk"}, "c": {"provinces": ["x"]}})
    found = _resolved(policy, {"a": "Asia/Chita", "b": None, "c": None})
    zones = {unit: found.of_unit(unit).zone for unit in "abc"}
    assert zones == {"a": "Asia/Chita", "b": "Asia/Omsk", "c": "Europe/Moscow"}
    assert found.of_unit(None).zone == found.of_unit("unheard of").zone == "Europe/Moscow"


def test_a_unit_replaces_single_keys() -> None:
    company = {"hours": [["08:00", "17:00"]], "holidays": ["2026-10-05"], "public_holidays": "RU"}
    own = {"holidays": ["2026-10-06"], "public_holidays": None}
    found = _resolved(Policy(working_calendar={**company, "units": {"a": own}}), {}).of_unit("a")
    assert found.intervals_on(date(2026, 10, 5)) == ((8 * HOUR, 17 * HOUR),)
    assert not found.is_working(date(2026, 10, 6))
    assert found.is_working(date(2026, 11, 4))


def test_all_mistakes_are_told_at_once() -> None:
    policy = Policy(working_calendar={"weekday": [1]}, units={"b": {"time_zone": "Europe/Moskow"}, "c": "Asia/Omsk"})
    with pytest.raises(UsageError) as caught:
        resolve_calendars(policy, {"a": "Mars/Olympus"}, "Europe/Berlinn")
    assert [(problem.where, problem.remedy) for problem in caught.value.problems] == [
        ("org_unit 'a', column time_zone", ""),
        ("time_zone", "did you mean 'Europe/Berlin'?"),
        ("units.b.time_zone", "did you mean 'Europe/Moscow'?"),
        ("units.c", "as in {time_zone: Asia/Omsk}"),
        ("working_calendar.weekday", "did you mean 'weekdays'?"),
    ]


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        build_calendars(Policy(), {}, "UTC", date(2026, 1, 2), date(2026, 1, 1))
