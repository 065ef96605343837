"""Every turn that a violation can take, with a case of the story that takes it."""

import pytest

from tests.story.expected import COLUMNS
from tests.story.play import Played
from tests.story.stored import cases

OPEN_AND_NEW = {"verdict": "violated", "scope": "period", "standing": "open", "change": "new"}
# Turn; month; case; what it is then. A turn of several months stands here once for each.
TURNS: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("new", "2026-01", "po-reply/q03", {**OPEN_AND_NEW, "gates": "yes"}),
    ("new in a later audit", "2026-02", "po-reply/q07", {**OPEN_AND_NEW, "first_seen": "2026-03-03"}),
    ("persisting a month later", "2026-02", "po-reply/q04", {"scope": "carried", "change": "persisting"}),
    ("persisting two months later", "2026-03", "po-reply/q04", {"change": "persisting", "first_seen": "2026-02-03"}),
    ("a state persists", "2026-02", "po-card/c2", {"scope": "period", "change": "persisting", "gates": "yes"}),
    ("waived, on the last day", "2026-05", "po-call/c5@2026-04-01", {"waiver": "calls-c5", "rectification": "-"}),
    ("the day after", "2026-05-again", "po-call/c5@2026-04-01", {"waiver": "-", "rectification": "overdue"}),
    ("a waived one does not fail", "2026-04", "po-contact/c5@2026-04-01", {"waiver": "calls-c5", "gates": "no"}),
    ("waived while unchanged", "2026-03", "po-card/c3", {"waiver": "card-c3", "gates": "no"}),
    ("changed", "2026-04", "po-card/c3", {"waiver": "-", "change": "persisting", "gates": "yes"}),
    ("cured late, and violated", "2026-04", "po-reply/q04", {"verdict": "violated", "standing": "cured"}),
    ("resolved", "2026-04", "po-reply/q04", {"change": "resolved", "rectification": "late", "gates": "no"}),
    ("void", "2026-03", "po-reply/q18", {"verdict": "violated", "standing": "void", "rectification": "-"}),
    ("owed again", "2026-05-again", "po-reply/q18", {"standing": "open", "change": "reopened", "gates": "yes"}),
    ("the record is lost", "2026-03", "po-reply/q08", {"standing": "lost", "rectification": "overdue"}),
    ("the record is back", "2026-06", "po-reply/q08", {"standing": "open", "change": "persisting"}),
    ("the subject of a state is lost", "2026-04", "po-card/c6", {"scope": "carried", "standing": "lost"}),
    ("an answer is taken back", "2026-03", "po-reply/q11", {"change": "reopened", "gates": "yes"}),
    ("a state is violated again", "2026-04", "po-card/c2", {"change": "reopened", "gates": "yes"}),
    ("back-dated", "2026-02", "po-reply/q09", {"verdict": "met", "change": "revised", "first_seen": "2026-02-03"}),
    ("disputed", "2026-02", "po-reply/q06", {"dispute": "open", "rectification": "overdue"}),
    ("the objection is accepted", "2026-03", "po-reply/q06", {"dispute": "upheld", "rectification": "-"}),
    ("another one is disputed", "2026-03", "po-reply/q07", {"dispute": "open"}),
    ("the objection is rejected", "2026-04", "po-reply/q07", {"dispute": "rejected", "rectification": "overdue"}),
    ("in the baseline", "2026-04", "po-reply/q03", {"change": "reopened", "known": "yes", "gates": "no"}),
    ("not in the baseline", "2026-04", "po-card/c2", {"known": "no", "gates": "yes"}),
    ("beyond the budget", "2026-01", "po-contact/c2@2026-01-01", {"gates": "yes"}),
    ("within the budget", "2026-02", "po-contact/c4@2026-02-01", {"change": "new", "gates": "no"}),
    ("to be put right", "2026-01", "po-reply/q04", {"rectify_by": "2026-02-11", "rectification": "due"}),
    ("put right on the last day", "2026-02", "po-reply/q03", {"standing": "cured", "rectification": "in_time"}),
    ("overdue", "2026-02", "po-reply/q04", {"rectify_by": "2026-02-11", "rectification": "overdue"}),
    ("before the rule is renamed", "2026-04", "po-contact/c2@2026-01-01", {"change": "persisting", "known": "yes"}),
    ("after it", "2026-05", "po-call/c2@2026-01-01", {"change": "persisting", "known": "yes"}),
    ("since the same day", "2026-06", "po-call/c2@2026-01-01", {"first_seen": "2026-02-03", "scope": "carried"}),
)


@pytest.mark.parametrize(("name", "case", "cells"), [turn[1:] for turn in TURNS], ids=[turn[0] for turn in TURNS])
def test_turn(story: Played, name: str, case: str, cells: dict[str, str]) -> None:
    assert set(cells) <= set(COLUMNS)
    found = cases(story.stored(name))[case]
    assert {column: found[column] for column in cells} == cells


def test_a_case_keeps_its_name_under_the_new_one_of_its_rule(story: Played) -> None:
    """The old name is in no row of the audits after that, and no case came twice."""
    for name in ("2026-05", "2026-05-again", "2026-06"):
        assert not [case for case in cases(story.stored(name)) if case.startswith("po-contact")]
        assert cases(story.stored(name))["po-call/c4@2026-02-01"]["first_seen"] == "2026-03-03"


def test_what_is_not_judged_any_more_leaves_no_row(story: Played) -> None:
    """The rule of contracts is retired with June; in May nothing of replies could be judged."""
    assert not [case for case in cases(story.stored("2026-06")) if case.startswith("po-signed")]
    assert not [case for case in cases(story.stored("2026-05")) if case.startswith("po-reply")]
