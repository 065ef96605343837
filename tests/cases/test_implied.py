"""Which violations follow from another one, worked out by hand on the table of kept cases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.cases.engine import DuckDBEngine
from checker.cases.implied import mark_implied
from checker.cases.telling import create_kept

FILED = {"rule_id": "filed", "case_id": "a1"}
SIGNED = {"rule_id": "signed", "case_id": "b1"}
USUAL = {
    "verdict": "violated", "effect": "violation", "scope": "period", "standing": "open", "subject_type": "document",
    "subject_id": "d1", "occurrence": "", "due_at": "2024-03-05", "done_at": None, "outcome": "absent",
    "implied_by": "",
}  # fmt: skip
CURED = {"standing": "cured", "done_at": "2024-03-09"}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[DuckDBEngine]:
    found = DuckDBEngine(tmp_path)
    create_kept(found)
    yield found
    found.close()


def marks(engine: DuckDBEngine, *cases: dict[str, str | None]) -> dict[str, str]:
    """What each case follows from, where `signed` follows from `filed` or `asked`."""
    for case in cases:
        row = USUAL | case
        names, places = ", ".join(row), ", ".join("?" for _ in row)
        engine.execute(f"INSERT INTO kept ({names}) VALUES ({places})", list(row.values()))
    mark_implied(engine, {"filed": [], "signed": ["filed", "asked"]})
    return dict(engine.execute("SELECT case_id, implied_by FROM kept"))


def test_a_violation_follows_from_another_of_the_same_thing(engine: DuckDBEngine) -> None:
    assert marks(engine, FILED, SIGNED) == {"a1": "", "b1": "a1"}


def test_the_first_by_rule_and_case_is_named(engine: DuckDBEngine) -> None:
    others = [{"rule_id": "filed", "case_id": "a0", "occurrence": "x"}, {"rule_id": "asked", "case_id": "c1"}]
    assert marks(engine, FILED, *others, SIGNED)["b1"] == "c1"


@pytest.mark.parametrize(
    "other",
    [
        {"subject_id": "d2"},
        {"subject_type": "report"},
        {"verdict": "met"},
        {"verdict": "pending"},
        {"verdict": "undetermined"},
        {"effect": "suspicion"},
        {"rule_id": "kept"},
        CURED,
    ],
)
def test_nothing_follows_from_another_thing_or_from_no_violation(
    engine: DuckDBEngine, other: dict[str, str | None]
) -> None:
    assert marks(engine, FILED | other, SIGNED)["b1"] == ""


@pytest.mark.parametrize("verdict", ["met", "pending", "undetermined"])
def test_only_violations_follow(engine: DuckDBEngine, verdict: str) -> None:
    assert marks(engine, FILED, SIGNED | {"verdict": verdict})["b1"] == ""


@pytest.mark.parametrize(
    ("first", "second", "follows"), [("x", "x", "a1"), ("x", "y", ""), ("", "y", "a1"), ("x", "", "a1")]
)
def test_occurrences_agree_where_both_have_one(engine: DuckDBEngine, first: str, second: str, follows: str) -> None:
    assert marks(engine, FILED | {"occurrence": first}, SIGNED | {"occurrence": second})["b1"] == follows


@pytest.mark.parametrize(("due", "follows"), [("2024-03-08", "a1"), ("2024-03-09", "a1"), ("2024-03-10", "")])
def test_of_two_cured_ones_the_first_was_cured_too_late_for_the_other(
    engine: DuckDBEngine, due: str, follows: str
) -> None:
    assert marks(engine, FILED | CURED, SIGNED | CURED | {"due_at": due, "done_at": "2024-03-20"})["b1"] == follows


@pytest.mark.parametrize(("outcome", "follows"), [("invalid", ""), ("not_allowed", "a1")])
def test_what_was_done_not_validly_was_done_and_what_was_forbidden_was_not(
    engine: DuckDBEngine, outcome: str, follows: str
) -> None:
    done = {"outcome": outcome, "done_at": "2024-03-01"}
    assert marks(engine, FILED | done, SIGNED)["b1"] == follows


def test_a_carried_violation_implies_too(engine: DuckDBEngine) -> None:
    assert marks(engine, FILED | {"scope": "carried"}, SIGNED)["b1"] == "a1"


def test_one_step_at_a_time_and_always_from_what_is_there(engine: DuckDBEngine) -> None:
    """What follows from what follows names its own cause; marks of an earlier try do not matter."""
    marks(engine, FILED, SIGNED, {"rule_id": "sent", "case_id": "s1"})
    mark_implied(engine, {"sent": ["signed"], "signed": ["filed"]})
    assert dict(engine.execute("SELECT case_id, implied_by FROM kept")) == {"a1": "", "b1": "a1", "s1": "b1"}
