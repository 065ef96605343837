"""What becomes of violations of events from audit to audit, worked out by hand.

A reply is owed within thirty working minutes; the office is open from nine to six. All inquiries come on a working day.
"""

from pathlib import Path

import duckdb
import pytest

from tests.followup.in_turn import InTurn
from tests.small_pack import PACK

LATE = "q1,email,2024-03-01_10:00:00,2024-03-01_12:00:00,e1"
OPEN = "q2,email,2024-03-01_10:00:00,,e1"
ANSWERED = "q2,email,2024-03-01_10:00:00,2024-04-03_10:00:00,e1"
BACK_DATED = "q2,email,2024-03-01_10:00:00,2024-03-01_10:10:00,e1"
BY_PHONE = "q2,phone,2024-03-01_10:00:00,,e1"
UNKNOWN = "q2,email,2024-03-01_10:00:00,Monday,e1"
MARCH, APRIL, MAY, JUNE = (
    ("2024-03-31", "2024-03"),
    ("2024-04-30", "2024-04"),
    ("2024-05-31", "2024-05"),
    ("2024-06-30", "2024-06"),
)
Q1, Q2 = "small-reply/q1", "small-reply/q2"
GATED = "channel <> 'fax'\n    gates: [{when: channel = 'phone', verdict: not_applicable, reason: other_channel}]"


@pytest.fixture
def turn(tmp_path: Path) -> InTurn:
    return InTurn(tmp_path)


def test_new_then_persisting_then_resolved_for_good(turn: InTurn) -> None:
    assert turn.audit(*MARCH, f"{LATE} {OPEN}") == {
        Q1: ("violated", "period", "cured", "new"),
        Q2: ("violated", "period", "open", "new"),
    }
    assert turn.facts() == {"against": None, "new": 2}
    march = turn.last.name
    assert turn.audit(*APRIL, f"{LATE} {OPEN}") == {
        Q1: ("violated", "carried", "cured", "resolved"),
        Q2: ("violated", "carried", "open", "persisting"),
    }
    # q1 was answered before anybody looked: nothing about it has changed since.
    assert turn.facts() == {
        "against": march, "new": 0, "reopened": 0, "persisting": 1, "revised": 0, "resolved": 0, "not_judged": 0,
    }  # fmt: skip
    assert turn.audit(*MAY, f"{LATE} {ANSWERED}")[Q2] == ("violated", "carried", "cured", "resolved")
    assert turn.facts()["resolved"] == 1
    assert turn.audit(*JUNE, f"{LATE} {ANSWERED}")[Q2] == ("violated", "carried", "cured", "resolved")
    assert turn.facts()["resolved"] == 0
    assert turn.first_seen(Q2) == "2024-03-31"


def test_an_answer_that_is_taken_back_opens_the_violation_again(turn: InTurn) -> None:
    turn.audit(*MARCH, OPEN)
    turn.audit(*APRIL, ANSWERED)
    assert turn.audit(*MAY, OPEN)[Q2] == ("violated", "carried", "open", "reopened")
    assert turn.facts()["reopened"] == 1
    assert turn.audit(*JUNE, OPEN)[Q2] == ("violated", "carried", "open", "persisting")
    assert turn.first_seen(Q2) == "2024-03-31"


def test_a_back_dated_answer_revises_the_verdict_once(turn: InTurn) -> None:
    turn.audit(*MARCH, OPEN)
    assert turn.audit(*APRIL, BACK_DATED) == {Q2: ("met", "carried", "", "revised")}
    assert turn.facts()["revised"] == 1
    assert turn.first_seen(Q2) == "2024-03-31"
    assert turn.audit(*MAY, BACK_DATED) == {}
    assert turn.facts()["revised"] == 0


def test_a_back_dated_answer_is_seen_in_the_home_period_too(turn: InTurn) -> None:
    """March once more, five days later."""
    turn.audit(*MARCH, OPEN)
    assert turn.audit("2024-04-05", "2024-03", BACK_DATED) == {Q2: ("met", "period", "", "revised")}
    assert turn.audit("2024-04-06", "2024-03", BACK_DATED) == {}


def test_what_was_met_by_a_back_dated_answer_is_still_looked_at(turn: InTurn) -> None:
    turn.audit(*MARCH, OPEN)
    turn.audit(*APRIL, BACK_DATED)
    assert turn.audit(*MAY, OPEN) == {Q2: ("violated", "carried", "open", "revised")}
    assert turn.first_seen(Q2) == "2024-03-31"
    assert turn.audit(*JUNE, OPEN) == {Q2: ("violated", "carried", "open", "persisting")}


def test_deleted_data_revise_and_never_resolve(turn: InTurn) -> None:
    """The cell of the answer cannot be read in April."""
    turn.audit(*MARCH, OPEN)
    assert turn.audit(*APRIL, UNKNOWN) == {Q2: ("undetermined", "carried", "", "revised")}
    assert turn.audit(*MAY, OPEN) == {Q2: ("violated", "carried", "open", "persisting")}


def test_what_could_not_be_judged_is_new_when_it_can(turn: InTurn) -> None:
    assert turn.audit(*MARCH, UNKNOWN) == {Q2: ("undetermined", "period", "", "")}
    assert turn.audit(*APRIL, OPEN) == {Q2: ("violated", "carried", "open", "new")}
    assert turn.first_seen(Q2) == "2024-04-30"


def test_what_was_not_due_is_new_when_it_is(turn: InTurn) -> None:
    """Half an hour after a quarter to six on Friday ends at a quarter past nine on Monday."""
    span = "2024-03-30..2024-04-30"
    friday = "q3,email,2024-03-29_17:45:00,,e1"
    assert turn.audit("2024-03-30", span, friday) == {"small-reply/q3": ("pending", "period", "", "")}
    assert turn.audit("2024-04-02", span, friday) == {"small-reply/q3": ("violated", "period", "open", "new")}


def test_a_lost_record_persists_and_comes_back_as_it_was(turn: InTurn) -> None:
    turn.audit(*MARCH, f"{LATE} {OPEN}")
    assert turn.audit(*APRIL, LATE)[Q2] == ("violated", "carried", "lost", "persisting")
    assert (turn.facts()["persisting"], turn.facts()["not_judged"]) == (0, 1)
    assert turn.audit(*MAY, LATE)[Q2] == ("violated", "carried", "lost", "persisting")
    assert turn.facts()["not_judged"] == 0
    assert turn.audit(*JUNE, f"{LATE} {OPEN}")[Q2] == ("violated", "carried", "open", "persisting")


def test_a_cured_violation_whose_record_is_lost_stays_resolved(turn: InTurn) -> None:
    turn.audit(*MARCH, LATE)
    assert turn.audit(*APRIL, BY_PHONE)[Q1] == ("violated", "carried", "lost", "resolved")
    assert turn.audit(*MAY, LATE)[Q1] == ("violated", "carried", "cured", "resolved")


def test_what_the_rule_no_longer_binds_is_void_and_may_open_again(turn: InTurn) -> None:
    turn.pack = PACK.replace("channel in ('email', 'fax')", GATED)
    turn.audit(*MARCH, OPEN)
    assert turn.audit(*APRIL, BY_PHONE)[Q2] == ("violated", "carried", "void", "persisting")
    assert turn.facts()["not_judged"] == 1
    assert turn.audit(*MAY, OPEN)[Q2] == ("violated", "carried", "open", "reopened")


def test_a_rule_that_does_not_run_says_nothing(turn: InTurn) -> None:
    card = "c1,,1,"
    turn.audit(*MARCH, OPEN, card)
    assert turn.audit(*APRIL, None, card) == {"small-card/c1": ("violated", "period", "open", "persisting")}
    assert turn.facts()["not_judged"] == 1
    assert turn.audit(*MAY, None, card)
    assert turn.facts()["not_judged"] == 0
    assert turn.audit(*JUNE, OPEN, card)[Q2] == ("violated", "carried", "open", "persisting")


def test_an_audit_as_of_the_same_moment_is_not_earlier(turn: InTurn) -> None:
    turn.audit(*MARCH, OPEN)
    assert turn.audit(*MARCH, OPEN, keep_all=True)[Q2] == ("violated", "period", "open", "new")
    assert turn.facts() == {"against": None, "new": 1}


def test_periods_may_come_out_of_turn(turn: InTurn) -> None:
    """April is judged first, March afterwards with later knowledge."""
    april = "q9,email,2024-04-02_10:00:00,,e1"
    turn.audit(*APRIL, f"{OPEN} {april}")
    assert turn.audit("2024-05-05", "2024-03", f"{OPEN} {april}") == {
        Q2: ("violated", "period", "open", "new"),
        "small-reply/q9": ("violated", "carried", "open", "persisting"),
    }
    assert turn.audit(*MAY, f"{OPEN} {april}") == {
        Q2: ("violated", "carried", "open", "persisting"),
        "small-reply/q9": ("violated", "carried", "open", "persisting"),
    }


def test_an_audit_stored_later_may_have_known_less(turn: InTurn) -> None:
    """March is stored after April, and yet comes before it: the audit of May knows both in the order of knowledge."""
    turn.audit(*APRIL, ANSWERED)
    turn.audit(*MARCH, OPEN)
    assert turn.audit(*MAY, ANSWERED) == {Q2: ("violated", "carried", "cured", "resolved")}
    assert turn.facts()["resolved"] == 1


def test_met_before_and_violated_now_is_revised_where_the_audit_kept_it(turn: InTurn) -> None:
    assert turn.audit(*MARCH, BACK_DATED, keep_all=True) == {Q2: ("met", "period", "", "")}
    assert turn.audit("2024-04-05", "2024-03", OPEN) == {Q2: ("violated", "period", "open", "revised")}
    assert turn.first_seen(Q2) == "2024-04-05"


def test_a_renamed_rule_goes_on(turn: InTurn) -> None:
    turn.audit(*MARCH, f"{LATE} {OPEN}", "c1,,1,")
    turn.pack = PACK.replace("- id: small-reply", "- id: new-reply\n    formerly: [small-reply]").replace(
        "- id: small-card", "- id: new-card\n    formerly: [small-card]"
    )
    assert turn.audit(*APRIL, OPEN, "c1,,1,") == {
        "new-reply/q1": ("violated", "carried", "lost", "resolved"),
        "new-reply/q2": ("violated", "carried", "open", "persisting"),
        "new-card/c1": ("violated", "period", "open", "persisting"),
    }
    turn.audit(*MAY, OPEN, "c1,Lily,1,")
    assert turn.facts()["resolved"] == 1
    assert turn.audit(*JUNE, OPEN, "c1,,1,")["new-card/c1"] == ("violated", "period", "open", "reopened")


def test_audits_of_earlier_versions_are_understood(turn: InTurn) -> None:
    """They have no marks: a violation was first seen as of the oldest of them."""
    turn.audit(*MARCH, OPEN)
    cases, older = turn.last / "cases.parquet", turn.folder / "older.parquet"
    rows = f"SELECT * EXCLUDE (change, first_seen) FROM read_parquet('{cases}')"
    duckdb.connect().execute(f"COPY ({rows}) TO '{older}' (FORMAT parquet)")
    older.replace(cases)
    assert turn.audit(*APRIL, OPEN)[Q2] == ("violated", "carried", "open", "persisting")
    assert turn.first_seen(Q2) == "2024-03-31"
