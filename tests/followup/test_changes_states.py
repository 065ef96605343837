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


OTHER = "c9,Rose,2,2024-01-01"
GONE = ("violated", "carried", "lost", "persisting")


def test_a_subject_that_disappears_was_not_put_right(turn: InTurn) -> None:
    """The client is deleted in April, still away in May, and back with an empty card in June."""
    turn.audit(*MARCH, clients=f"{EMPTY} {OTHER}")
    assert turn.audit(*APRIL, clients=OTHER) == {C1: GONE}
    assert (turn.facts()["resolved"], turn.facts()["not_judged"]) == (0, 1)
    assert turn.audit(*MAY, clients=OTHER) == {C1: GONE}
    assert turn.facts()["not_judged"] == 0
    assert turn.audit(*JUNE, clients=f"{EMPTY} {OTHER}") == {C1: (*VIOLATED, "persisting")}
    assert turn.first_seen(C1) == "2024-03-31"


def test_a_subject_that_comes_back_in_order_is_resolved(turn: InTurn) -> None:
    turn.audit(*MARCH, clients=f"{EMPTY} {OTHER}")
    turn.audit(*APRIL, clients=OTHER)
    assert turn.audit(*MAY, clients=f"{FILLED} {OTHER}") == {}
    assert turn.facts()["resolved"] == 1
    assert turn.audit(*JUNE, clients=OTHER) == {}


def test_what_was_put_right_before_its_subject_disappeared_stays_so(turn: InTurn) -> None:
    turn.audit(*MARCH, clients=f"{EMPTY} {OTHER}")
    turn.audit(*APRIL, clients=f"{FILLED} {OTHER}")
    assert turn.audit(*MAY, clients=OTHER) == {}


def test_a_subject_that_the_rule_binds_no_longer_is_resolved(tmp_path: Path) -> None:
    """It is there, and nothing is asked of it any more."""
    turn = InTurn(
        tmp_path, PACK + DATE_RULE.replace("    subject: client\n", "    subject: client\n    when: phone = '1'\n")
    )
    turn.audit(*MARCH, clients="c1,Lily,1,")
    assert turn.audit(*APRIL, clients="c1,Lily,2,") == {}
    assert turn.facts()["resolved"] == 1


def test_a_rule_that_did_not_run_does_not_miss_the_subject(turn: InTurn) -> None:
    turn.audit(*MARCH, clients=f"{EMPTY} {OTHER}")
    assert turn.audit(*APRIL, clients=OTHER, select=("small-reply",)) == {}
    assert turn.audit(*MAY, clients=OTHER) == {C1: GONE}
