"""The checker finds the planted truth: none missing, none extra, over the whole snapshot of every stage."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .audits import Audit, audit_by_command
from .comparison import details, extra, missing, unmerged
from .loader import expectations
from .plant_files import Stage, read_planted

PLANTED = read_planted()

Audited = Callable[[Stage], Audit]


@pytest.fixture(params=PLANTED.stages, ids=lambda stage: stage.name)
def stage(request: pytest.FixtureRequest) -> Stage:
    found: Stage = request.param
    return found


def test_none_missing_of_exact_clauses(stage: Stage, audited: Audited) -> None:
    entries = [entry for entry in expectations(stage, PLANTED) if entry.exact]
    assert missing(audited(stage), entries) == []


def test_none_missing_of_the_others(stage: Stage, audited: Audited) -> None:
    entries = [entry for entry in expectations(stage, PLANTED) if not entry.exact]
    assert missing(audited(stage), entries) == []


def test_none_extra(stage: Stage, audited: Audited) -> None:
    assert extra(audited(stage), stage, expectations(stage, PLANTED)) == []


def test_outcomes_and_due_moments(stage: Stage, audited: Audited) -> None:
    assert details(audited(stage), expectations(stage, PLANTED)) == []


@pytest.mark.parametrize("name", ["december", "before-midnight"])
def test_clauses_that_say_the_same_are_cited_together(name: str, audited: Audited) -> None:
    found = audited(PLANTED.stage(name))
    assert unmerged(found, PLANTED.head["merged"]) == []
    for repeated, clause in PLANTED.head["merged_unless_excepted"].items():
        assert any({repeated, clause} <= case.clauses for case in found.cases)


def test_the_command_stores_the_same_cases(audited: Audited, tmp_path: Path) -> None:
    stage = PLANTED.stage("midmonth")
    by_command = audit_by_command(stage, PLANTED, tmp_path)
    assert set(by_command.cases) == set(audited(stage).cases)
    assert set(by_command.rules) == set(audited(stage).rules)
