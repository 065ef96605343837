"""What becomes of violations of states from audit to audit, worked out by hand: a card needs a name and a telephone."""

from pathlib import Path

import pytest

from tests.followup.in_turn import DATE_RULE, InTurn
from tests.small_pack import PACK

FILLED, EMPTY = "c1,Lily,1,2024-01-01", "c1,,1,2024-01-01"
MONTHS = [("2024-03-31", "2024-03"), ("2024-04-30", "2024-04"), ("2024-05-31", "2024-05"), ("2024-06-30", "2024-06")]
MARCH, APRIL, MAY, JUNE = MONTHS
C1 = "small-card/c1"
VIOLATED = ("violated", "period", "open")


@pytest.fixture
def turn(tmp_path: Path) -> InTurn:
    return InTurn(tmp_path, PACK + DATE_RULE)


def test_met_in_between_is_reopened_and_keeps_its_first_day(turn: InTurn) -> None:
    assert turn.audit(*MARCH, clients=EMPTY) == {C1: (*VIOLATED, "new")}
    assert turn.audit(*APRIL, clients=FILLED) == {}
    assert turn.facts()["resolved"] == 1
    assert turn.audit(*MAY, clients=EMPTY) == {C1: (*VIOLATED, "reopened")}
    assert turn.facts()["reopened"] == 1
    assert turn.audit(*JUNE, clients=EMPTY) == {C1: (*VIOLATED, "persisting")}
    assert turn.first_seen(C1) == "2024-03-31"


def test_a_case_that_is_kept_though_met_is_resolved_once(turn: InTurn) -> None:
    assert turn.audit(*MARCH, clients=EMPTY, keep_all=True)[C1] == (*VIOLATED, "new")
    assert turn.audit(*APRIL, clients=FILLED, keep_all=True)[C1] == ("met", "period", "", "resolved")
    assert turn.facts()["resolved"] == 1
    assert turn.audit(*MAY, clients=FILLED, keep_all=True)[C1] == ("met", "period", "", "")
    assert turn.audit(*JUNE, clients=EMPTY, keep_all=True)[C1] == (*VIOLATED, "reopened")


def test_a_rule_that_cannot_run_resolves_nothing(turn: InTurn) -> None:
    turn.audit(*MARCH, clients=EMPTY)
    assert turn.audit(*APRIL, clients=None) == {}
    assert (turn.facts()["resolved"], turn.facts()["not_judged"]) == (0, 1)
    assert turn.audit(*MAY, clients=EMPTY) == {C1: (*VIOLATED, "persisting")}


def test_an_audit_of_other_rules_says_nothing(turn: InTurn) -> None:
    turn.audit(*MARCH, clients=EMPTY)
    assert turn.audit(*APRIL, clients=EMPTY, select=("small-reply",)) == {}
    assert turn.audit(*MAY, clients=EMPTY) == {C1: (*VIOLATED, "persisting")}


@pytest.mark.parametrize(("before", "change"), [("2024-01-01", "new"), ("", "persisting")])
def test_what_cannot_be_judged_in_between_is_not_resolved(turn: InTurn, before: str, change: str) -> None:
    """The date cannot be read in April."""
    date = "small-date/c1"
    turn.audit(*MARCH, clients=f"c1,Lily,1,{before}")
    unsure = turn.audit(*APRIL, clients="c1,Lily,1,soon")
    assert unsure == {date: ("undetermined", "period", "", "" if before else "persisting")}
    assert turn.facts()["not_judged"] == (0 if before else 1)
    assert turn.audit(*MAY, clients="c1,Lily,1,soon")
    assert turn.facts()["not_judged"] == 0
    assert turn.audit(*JUNE, clients="c1,Lily,1,") == {date: (*VIOLATED, change)}


def test_met_after_it_could_not_be_judged_is_reopened(turn: InTurn) -> None:
    date = "small-date/c1"
    turn.audit(*MARCH, clients="c1,Lily,1,")
    turn.audit(*APRIL, clients="c1,Lily,1,soon")
    assert turn.audit(*MAY, clients=FILLED) == {}
    assert turn.facts()["resolved"] == 1
    assert turn.audit(*JUNE, clients="c1,Lily,1,") == {date: (*VIOLATED, "reopened")}


def test_first_seen_is_the_first_of_all(turn: InTurn) -> None:
    """c2 comes in April: each keeps its own day."""
    turn.audit(*MARCH, clients=EMPTY)
    turn.audit(*APRIL, clients=f"{EMPTY} c2,,1,2024-04-02")
    found = turn.audit(*MAY, clients=f"{EMPTY} c2,,1,2024-04-02")
    assert {case: change for case, (*_, change) in found.items()} == {C1: "persisting", "small-card/c2": "persisting"}
    assert (turn.first_seen(C1), turn.first_seen("small-card/c2")) == ("2024-03-31", "2024-04-30")
