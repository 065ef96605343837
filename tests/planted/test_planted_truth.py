"""The checker finds the planted truth: none missing, none extra, over the whole snapshot of every stage."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .audits import Audit, audit_by_command
from .comparison import details, extra, missing, unmerged
from .loader import expectations
from .plant_files import Stage, read_planted

PLANTED = read_planted()
INDUSTRIAL = read_planted("industrial")
EVERY = 10

Audited = Callable[[Stage], Audit]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every stage of SP-2; of the industrial company one of so many (`EVERY`), with --long all."""
    if "stage" in metafunc.fixturenames:
        part = INDUSTRIAL.stages if metafunc.config.getoption("--long") else INDUSTRIAL.stages[::EVERY]
        metafunc.parametrize("stage", [*PLANTED.stages, *part], ids=lambda stage: stage.name)


def test_none_missing_of_exact_clauses(stage: Stage, audited: Audited) -> None:
    entries = [entry for entry in expectations(stage) if entry.exact]
    assert missing(audited(stage), entries) == []


def test_none_missing_of_the_others(stage: Stage, audited: Audited) -> None:
    entries = [entry for entry in expectations(stage) if not entry.exact]
    assert missing(audited(stage), entries) == []


def test_none_extra(stage: Stage, audited: Audited) -> None:
    assert extra(audited(stage), stage, expectations(stage), read_planted(stage.company).exact) == []


def test_outcomes_and_due_moments(stage: Stage, audited: Audited) -> None:
    assert details(audited(stage), expectations(stage)) == []


@pytest.mark.parametrize("name", ["december", "before-midnight"])
def test_clauses_that_say_the_same_are_cited_together(name: str, audited: Audited) -> None:
    found = audited(PLANTED.stage(name))
    assert unmerged(found, PLANTED.head["merged"]) == []
    for repeated, clause in PLANTED.head["merged_unless_excepted"].items():
        assert any({repeated, clause} <= case.clauses for case in found.cases)


@pytest.mark.parametrize("of", [PLANTED.stage("midmonth"), INDUSTRIAL.stages[0]], ids=lambda stage: stage.company)
def test_the_command_stores_the_same_cases(
    of: Stage, audited: Audited, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    if of.company != PLANTED.company and not pytestconfig.getoption("--long"):
        pytest.skip("judges a whole pack: --long")
    by_command = audit_by_command(of, read_planted(of.company), tmp_path)
    judged = {name for name, _, _ in audited(of).rules}
    assert {case for case in by_command.cases if case.rule_id in judged} == set(audited(of).cases)
    assert {rule for rule in by_command.rules if rule[0] in judged} == set(audited(of).rules)
