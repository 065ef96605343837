"""Whether violations were put right, from one audit to the next; no holidays, Monday to Friday.

Found on Tuesday 5 March 2024: five working days end on Tuesday 12 March, twenty on Tuesday 2 April.
"""

import json
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.followup.in_turn import DATE_RULE, InTurn, cases
from tests.small_pack import PACK

MARKS = ("rectify_by", "rectification")
ASKED = "q1,email,2024-03-01_10:00:00"
REPLY, CARD = "small-reply/q1", "small-date/c2"
UNDATED, DATED = "c2,Лилия,1,", "c2,Лилия,1,2024-01-10_09:00:00"


@pytest.fixture
def turns(tmp_path: Path) -> InTurn:
    return InTurn(tmp_path, PACK + DATE_RULE)


def marks(turns: InTurn) -> dict[str, tuple[object, ...]]:
    return cases(turns.last, MARKS)


def told(turns: InTurn) -> dict[str, object]:
    manifest = json.loads((turns.last / "manifest.json").read_text(encoding="utf-8"))
    found: dict[str, object] = manifest["followed"]["rectified"]
    return found


def escalations(turns: InTurn) -> list[tuple[object, ...]]:
    query = "SELECT escalation, subject_id, count FROM read_parquet($1) ORDER BY 1, 2"
    return duckdb.connect().execute(query, [str(turns.last / "escalations.parquet")]).fetchall()


@pytest.mark.parametrize(
    ("answered", "state"),
    [("", "overdue"), ("2024-03-12_23:59:59", "in_time"), ("2024-03-13_00:00:00", "late")],
)
def test_the_next_audit_says_whether_an_event_was_put_right(turns: InTurn, answered: str, state: str) -> None:
    turns.audit("2024-03-05", "2024-03", f"{ASKED},,e1", "c1,Ромашка,1,2024-01-10_09:00:00")
    assert marks(turns)[REPLY] == (date(2024, 3, 12), "due")
    turns.audit("2024-04-30", "2024-04", f"{ASKED},{answered},e1", "c1,Ромашка,1,2024-01-10_09:00:00")
    assert marks(turns)[REPLY] == (date(2024, 3, 12), state)
    assert told(turns) == {
        **dict.fromkeys(("due", "overdue", "in_time", "late"), 0),
        state: 1,
        "gone": told(turns)["gone"],
    }


@pytest.mark.parametrize(("as_of", "state"), [("2024-04-02", "in_time"), ("2024-04-03", "late")])
def test_a_state_that_is_met_was_put_right_by_the_day_that_sees_it(turns: InTurn, as_of: str, state: str) -> None:
    turns.audit("2024-03-05", "2024-03", clients=UNDATED)
    assert marks(turns)[CARD] == (date(2024, 4, 2), "due")
    turns.audit(as_of, "2024-04", clients=DATED)
    assert CARD not in marks(turns)
    assert told(turns)["gone"] == {"in_time": 0, "late": 0, state: 1}
    turns.audit("2024-04-30", "2024-04", clients=DATED)
    assert told(turns)["gone"] == {"in_time": 0, "late": 0}


@pytest.mark.parametrize(("as_of", "state"), [("2024-04-02", "due"), ("2024-04-03", "overdue")])
def test_a_state_that_stays_is_due_until_its_day_is_over(turns: InTurn, as_of: str, state: str) -> None:
    turns.audit("2024-03-05", "2024-03", clients=UNDATED)
    turns.audit(as_of, "2024-04", clients=UNDATED)
    assert marks(turns)[CARD] == (date(2024, 4, 2), state)
    assert told(turns)["gone"] == {"in_time": 0, "late": 0}


def test_a_rule_that_did_not_run_puts_nothing_right(turns: InTurn) -> None:
    turns.audit("2024-03-05", "2024-03", clients=UNDATED)
    turns.audit("2024-04-30", "2024-04", clients=DATED, select=("small-reply",))
    assert told(turns)["gone"] == {"in_time": 0, "late": 0}
    turns.audit("2024-05-31", "2024-05", clients=DATED)
    assert told(turns)["gone"] == {"in_time": 0, "late": 1}


def test_what_came_back_has_its_days_again(turns: InTurn) -> None:
    """The answer that April saw is gone at the end of May, a Friday: the five days end on 7 June."""
    turns.audit("2024-03-05", "2024-03", f"{ASKED},,e1")
    turns.audit("2024-04-30", "2024-04", f"{ASKED},2024-03-08_10:00:00,e1")
    assert marks(turns)[REPLY] == (date(2024, 3, 12), "in_time")
    found = turns.audit("2024-05-31", "2024-05", f"{ASKED},,e1")
    assert found[REPLY][3] == "reopened"
    assert marks(turns)[REPLY] == (date(2024, 6, 7), "due")
    turns.audit("2024-06-07", "2024-06", f"{ASKED},,e1")
    assert marks(turns)[REPLY] == (date(2024, 6, 7), "due")
    turns.audit("2024-06-28", "2024-06", f"{ASKED},,e1")
    assert marks(turns)[REPLY] == (date(2024, 6, 7), "overdue")
    assert turns.first_seen(REPLY) == "2024-03-05"


def test_two_overdue_ones_of_a_person_go_to_the_head(turns: InTurn) -> None:
    asked = [f"q{number},email,2024-03-01_10:00:00" for number in (1, 2, 3)]
    turns.audit("2024-03-05", "2024-03", " ".join([f"{asked[0]},,e1", f"{asked[1]},,e1", f"{asked[2]},,e2"]))
    assert escalations(turns) == []
    turns.audit("2024-04-30", "2024-04", " ".join([f"{asked[0]},,e1", f"{asked[1]},,e1", f"{asked[2]},,e2"]))
    assert escalations(turns) == [("overdue-rectification", "e1", 2)]
    turns.audit("2024-05-31", "2024-05", " ".join([f"{asked[0]},2024-05-03_10:00:00,e1", f"{asked[1]},,e1"]))
    assert escalations(turns) == []


def test_the_days_of_the_policy_hold(turns: InTurn, tmp_path: Path) -> None:
    config = tmp_path / "compliance.yaml"
    config.write_text("rectification: {high: 1}\nworking_calendar: {holidays: [2024-03-06]}\n", encoding="utf-8")
    turns.audit("2024-03-05", "2024-03", f"{ASKED},,e1", config=config)
    assert marks(turns)[REPLY] == (date(2024, 3, 7), "due")
