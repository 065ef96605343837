"""The planted truth tells a changed rule: switched off, or its limit moved by its smallest step, it fails somewhere."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from checker.rulebook.book import RuleBook, load_book

from .audits import Audit
from .comparison import details, extra, missing
from .judging import RULES, Opened, judge_rules, shifted
from .loader import Expectation, expectations
from .moves import MOVES, UNLIMITED, Move, moved_book, step
from .plant_files import Stage, read_planted
from .switched_off import without

PLANTED = read_planted()
PACK = load_book([RULES])
LIMITS = [(f"sp2-{rule}", move) for move in MOVES for rule in move.rules.split()]

Audited = Callable[[Stage], Audit]
Open = Callable[[Stage], Opened]


def test_every_rule_has_a_limit_that_is_moved_or_a_reason_why_not() -> None:
    limited = {rule for rule, _ in LIMITS}
    assert limited | set(UNLIMITED) == set(PACK.rules)
    assert limited & set(UNLIMITED) == set()


@pytest.mark.parametrize("rule", list(PACK.rules))
def test_a_rule_that_is_off_is_missed(rule: str, audited: Audited) -> None:
    assert any(missing(without(audited(stage), rule), declared(stage, rule)) for stage in stages_of(rule))


@pytest.mark.parametrize("direction", [-1, 1], ids=["earlier", "later"])
@pytest.mark.parametrize(("rule", "move"), LIMITS, ids=lambda value: getattr(value, "name", value))
def test_a_limit_that_is_moved_is_noticed(
    rule: str, move: Move, direction: int, audited: Audited, opened: Open
) -> None:
    if move.parameter:
        book, world = PACK, shifted(move.parameter, step(move, direction))
    else:
        book, world = _altered(move, direction), lambda world: world
    assert any(
        differences(stage, rule, audited(stage), judge_rules(opened(stage), book, [rule], world))
        for stage in stages_of(rule)
    )


@cache
def _altered(move: Move, direction: int) -> RuleBook:
    with TemporaryDirectory(prefix="moved-") as folder:
        return moved_book(move, direction, Path(folder))


def stages_of(rule: str) -> list[Stage]:
    """The stages that declare something of the rule, those that declare most of it first."""
    counts = {stage.name: len(declared(stage, rule)) for stage in PLANTED.stages}
    found = [stage for stage in PLANTED.stages if counts[stage.name]]
    return sorted(found, key=lambda stage: -counts[stage.name])


def declared(stage: Stage, rule: str) -> list[Expectation]:
    """What is declared of the clauses of the rule."""
    clauses = {ref.id for ref in PACK.rules[rule].rule.clauses}
    return [entry for entry in _all(stage.name) if entry.clause in clauses]


@cache
def _all(stage: str) -> list[Expectation]:
    return expectations(PLANTED.stage(stage), PLANTED)


def differences(stage: Stage, rule: str, whole: Audit, altered: Audit) -> list[str]:
    """What the planted truth says against the altered rule among the others."""
    rest = without(whole, rule)
    found = replace(rest, cases=rest.cases + altered.cases, rules=rest.rules + altered.rules)
    entries = declared(stage, rule)
    return missing(found, entries) + extra(altered, stage, _all(stage.name), PLANTED.exact) + details(altered, entries)
