"""What had fallen due before anybody looked: by hand, around the midnight of a day in Moscow."""

from pathlib import Path

import pytest

from checker.errors import UsageError
from tests.followup.in_turn import InTurn
from tests.small_pack import PACK

# Thirty working minutes of an office open until six: due at half past ten, and next morning at a quarter past nine.
ON_THE_LAST_DAY = "q1,email,2024-03-05_10:00:00,,e1"
ON_THE_DAY = "q2,email,2024-03-05_17:45:00,,e1"
DAY = "2024-03-06"
MARCH, APRIL = ("2024-03-31", "2024-03"), ("2024-04-30", "2024-04")
# A card must be filled by the first of February, or a day after the client was entered.
DATED = """\
  - id: small-due
    clauses: [small-4]
    title: {en: Filled by then, ru: Заполнено к сроку, zh: 按期填写}
    severity: low
    basis: explicit
    kind: required_fields
    subject: client
    fields: [name]
    starts: created_at
"""


@pytest.fixture
def turn(tmp_path: Path) -> InTurn:
    return InTurn(tmp_path)


def changes(found: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {case: change for case, (*_, change) in found.items()}


def test_what_fell_due_before_the_day_is_no_news(turn: InTurn) -> None:
    found = turn.audit(*MARCH, f"{ON_THE_LAST_DAY} {ON_THE_DAY}", backlog=DAY)
    assert changes(found) == {"small-reply/q1": "persisting", "small-reply/q2": "new"}
    assert turn.facts() == {"against": None, "new": 1, "backlog": {"before": DAY, "violations": 1}}
    assert turn.first_seen("small-reply/q1") == "2024-03-31"


def test_only_news_fail_a_first_audit_with_a_backlog(turn: InTurn) -> None:
    turn.audit(*MARCH, f"{ON_THE_LAST_DAY} {ON_THE_DAY}", backlog=DAY, new_only=True)
    assert turn.exit_code == 1
    turn.audit(*MARCH, ON_THE_LAST_DAY, backlog=DAY, new_only=True)
    assert turn.exit_code == 0


def test_a_state_without_a_day_of_its_own_has_stood_for_nobody_knows_how_long(turn: InTurn) -> None:
    assert changes(turn.audit(*MARCH, clients="c1,,1,", backlog=DAY)) == {"small-card/c1": "persisting"}


def test_a_state_with_a_day_of_its_own_goes_by_it(turn: InTurn) -> None:
    turn.pack = PACK + DATED
    clients = "c1,,1,2024-03-05_23:59:59 c2,,1,2024-03-06_00:00:00"
    found = turn.audit(*MARCH, clients=clients, select=("small-due",), backlog=DAY)
    assert changes(found) == {"small-due/c1": "persisting", "small-due/c2": "new"}


def test_a_store_with_audits_has_no_backlog_and_says_so(turn: InTurn) -> None:
    turn.audit(*MARCH, clients="c9,Lily,1,")
    found = turn.audit(*APRIL, ON_THE_LAST_DAY, "c1,,1,", backlog="2024-04-30")
    assert changes(found) == {"small-card/c1": "new"}
    assert "backlog" not in turn.facts()
    assert [note for note in turn.notes if note.startswith("--backlog")] == [
        "--backlog 2024-04-30: the store has earlier audits, which say what is new; ignored"
    ]


def test_a_first_audit_repeated_gives_the_same(turn: InTurn) -> None:
    turn.audit(*MARCH, ON_THE_LAST_DAY, backlog=DAY)
    first = turn.last
    turn.audit(*MARCH, ON_THE_LAST_DAY, backlog=DAY)
    assert turn.last == first


def test_a_day_is_a_day(turn: InTurn) -> None:
    with pytest.raises(UsageError, match="--backlog"):
        turn.audit(*MARCH, backlog="soon")
