"""By when violations are to be put right: counted by hand on the Russian calendar of 2026.

1 May is a Friday and off; 9 May is a Saturday, so that Monday 11 May is off in its place. October has no holiday.
"""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from checker.followup import rectified
from checker.kinds.rule import Rule
from tests.followup.hand_marked import marked, marks, policy, setting

MONDAY = datetime(2026, 10, 5, 6)  # nine in the morning in Moscow


def rule(name: str = "small-reply", calendar: str = "company") -> Rule:
    text = {"en": "x", "ru": "x", "zh": "x"}
    said = {"id": name, "clauses": ["c-1"], "title": text, "severity": "high", "basis": "explicit", "subject": "client"}
    return Rule.model_validate({**said, "calendar": calendar})


def one(folder: Path, as_of: str, case: dict[str, Any], **changed: Any) -> tuple[Any, ...]:
    (found,) = marks(marked(folder, case), rectified, setting(as_of, **changed)).values()
    return found


@pytest.mark.parametrize(
    ("severity", "day"),
    [
        ("critical", date(2026, 5, 6)),  # 4, 5, 6 May
        ("high", date(2026, 5, 8)),
        ("medium", date(2026, 5, 18)),  # five more from the 12th: 12, 13, 14, 15, 18
        ("low", date(2026, 6, 1)),
    ],
)
def test_working_days_by_severity_with_holidays_in_between(tmp_path: Path, severity: str, day: date) -> None:
    """First found on Thursday 30 April."""
    case = {"severity": severity, "first_seen": datetime(2026, 4, 30, 7)}
    assert one(tmp_path, "2026-04-30 07:00:00", case) == (day, "due")


def test_the_policy_says_how_many_days(tmp_path: Path) -> None:
    case = {"severity": "high", "first_seen": datetime(2026, 4, 30, 7)}
    days = policy("rectification: {high: 6}\n")
    assert one(tmp_path, "2026-04-30 07:00:00", case, policy=days) == (date(2026, 5, 12), "due")


def test_what_no_earlier_audit_found_is_found_by_this_one(tmp_path: Path) -> None:
    """As of Saturday 10 October: the five days begin on Monday."""
    assert one(tmp_path, "2026-10-10 06:00:00", {}) == (date(2026, 10, 16), "due")


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        ("2026-10-12 20:59:59", "due"),  # the last second of Monday 12 October in Moscow
        ("2026-10-12 21:00:00", "overdue"),
    ],
)
def test_open_on_the_last_day_and_on_the_day_after(tmp_path: Path, as_of: str, state: str) -> None:
    """Found on Monday the 5th: 6, 7, 8, 9, 12."""
    assert one(tmp_path, as_of, {"first_seen": MONDAY}) == (date(2026, 10, 12), state)


@pytest.mark.parametrize(
    ("done_at", "state"),
    [
        (datetime(2026, 9, 1), "in_time"),  # before anybody looked
        (datetime(2026, 10, 12, 20, 59, 59), "in_time"),
        (datetime(2026, 10, 12, 21), "late"),
        (datetime(2026, 10, 30), "late"),
    ],
)
def test_cured_in_time_and_late(tmp_path: Path, done_at: datetime, state: str) -> None:
    case = {"first_seen": MONDAY, "standing": "cured", "outcome": "late", "done_at": done_at}
    assert one(tmp_path, "2026-11-01 06:00:00", case) == (date(2026, 10, 12), state)


def test_a_rule_on_the_calendar_of_the_unit_counts_its_days_and_its_midnights(tmp_path: Path) -> None:
    """At 20:00 UTC on Monday it is still Monday in Moscow and already Tuesday in Vladivostok."""
    found = {"severity": "critical", "unit_id": "vvo", "first_seen": datetime(2026, 10, 5, 20)}
    cases = [{**found, "case_id": "house"}, {**found, "case_id": "unit", "rule_id": "small-visit"}]
    rules = (rule(), rule("small-visit", "unit"))
    for as_of, house, unit in (
        ("2026-10-08 20:59:59", "due", "due"),
        ("2026-10-08 21:00:00", "overdue", "due"),
        ("2026-10-09 13:59:59", "overdue", "due"),
        ("2026-10-09 14:00:00", "overdue", "overdue"),  # midnight in Vladivostok
    ):
        told = marks(marked(tmp_path, *cases), rectified, setting(as_of, rules=rules))
        assert told == {"house": (date(2026, 10, 8), house), "unit": (date(2026, 10, 9), unit)}


def test_a_unit_without_a_calendar_keeps_that_of_the_company(tmp_path: Path) -> None:
    case = {"first_seen": MONDAY, "unit_id": "nowhere", "rule_id": "small-visit"}
    rules = (rule("small-visit", "unit"),)
    assert one(tmp_path, "2026-10-06 06:00:00", case, rules=rules) == (date(2026, 10, 12), "due")


@pytest.mark.parametrize(
    "case",
    [
        {"verdict": "undetermined", "standing": ""},
        {"verdict": "pending", "standing": ""},
        {"verdict": "met", "standing": ""},
        {"effect": "suspicion"},
        {"effect": "advice"},
        {"standing": "void"},
        {"waiver": "w1"},
        {"dispute": "upheld"},
    ],
)
def test_nobody_owes_what_is_no_violation_or_is_excused(tmp_path: Path, case: dict[str, Any]) -> None:
    """Two years after it was found."""
    found = {"first_seen": datetime(2024, 10, 5), **case}
    assert marks(marked(tmp_path, found), rectified, setting()) == {}


@pytest.mark.parametrize(
    "case",
    [{"dispute": "open"}, {"dispute": "rejected"}, {"in_baseline": True}, {"standing": "lost"}, {"scope": "carried"}],
)
def test_a_dispute_a_baseline_or_a_lost_record_puts_nothing_right(tmp_path: Path, case: dict[str, Any]) -> None:
    assert one(tmp_path, "2026-11-01 06:00:00", {"first_seen": MONDAY, **case}) == (date(2026, 10, 12), "overdue")


def test_what_was_found_before_the_calendar_begins_is_overdue(tmp_path: Path) -> None:
    _, state = one(tmp_path, "2026-11-01 06:00:00", {"severity": "low", "first_seen": datetime(2020, 2, 3)})
    assert state == "overdue"


def test_the_facts_count_every_state(tmp_path: Path) -> None:
    cured = {"standing": "cured", "first_seen": MONDAY}
    engine = marked(
        tmp_path,
        {"first_seen": MONDAY},
        {"first_seen": MONDAY, "scope": "carried"},
        {"first_seen": datetime(2026, 10, 30)},
        {**cured, "done_at": datetime(2026, 10, 6)},
        {**cured, "done_at": datetime(2026, 10, 16)},
        {"first_seen": MONDAY, "waiver": "w1"},
    )
    facts = rectified.create(engine, setting())
    assert facts is not None
    assert {name: facts[name] for name in rectified.STATES} == {"due": 1, "overdue": 2, "in_time": 1, "late": 1}
