"""Every rule of the industrial company has a violated case that is planted, and is missed when it is switched off."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from checker.rulebook.book import RuleBook, load_book

from .audits import Audit, Case
from .loader import Expectation, expectations
from .plant_files import RULES, Stage, read_planted
from .switched_off import missed, without
from .test_comparison import MET, WANTED

PLANTED = read_planted("industrial")
UNPLANTABLE = PLANTED.head["unplantable"]


@pytest.fixture(scope="module")
def packs() -> RuleBook:
    return load_book([RULES / f"{pack}.yaml" for pack in PLANTED.head["packs"]])


def plantable(packs: RuleBook) -> list[str]:
    """The rules that give verdicts, all but indicators, without those that the head says cannot be planted, and why."""
    rules = [name for name, entry in packs.rules.items() if entry.rule.kind != "indicator"]
    assert set(UNPLANTABLE) <= set(rules)
    return [name for name in rules if name not in UNPLANTABLE]


def test_every_rule_has_a_breach_of_a_clause_of_its_own(packs: RuleBook) -> None:
    """Told from the plants alone; `--long` judges them."""
    entries = [entry for stage in PLANTED.stages for entry in expectations(stage, PLANTED)]
    breaches = {(entry.clause, entry.rule) for entry in entries if "violated" in entry.verdicts}
    for rule in plantable(packs):
        clauses = {ref.id for ref in packs.rules[rule].rule.clauses}
        assert any(clause in clauses and named in ("", rule) for clause, named in breaches), rule


def test_a_rule_that_is_off_is_missed(
    packs: RuleBook, audited: Callable[[Stage], Audit], pytestconfig: pytest.Config
) -> None:
    if not pytestconfig.getoption("--long"):
        pytest.skip("judges every stage: --long")
    seen = {rule for stage in PLANTED.stages for rule in missed(audited(stage), expectations(stage, PLANTED))}
    assert [rule for rule in plantable(packs) if rule not in seen] == []


def _violated(rule: str) -> Case:
    return replace(MET, rule_id=rule, verdict="violated")


def _wanted(rule: str = "") -> Expectation:
    return replace(WANTED, verdicts=frozenset({"violated"}), rule=rule)


def test_only_a_rule_whose_breach_no_other_rule_gives_is_missed() -> None:
    breach = Audit((_violated("r1"),), (("r1", MET.clauses, "ran"), ("r2", MET.clauses, "ran")))
    wanted = [_wanted()]
    assert missed(breach, wanted) == {"r1"}
    both = Audit((_violated("r1"), _violated("r2")), breach.rules)
    assert missed(both, wanted) == set()
    assert missed(both, [_wanted("r2")]) == {"r2"}
    assert without(both, "r1").cases == (_violated("r2"),)
    assert missed(breach, [WANTED]) == set()
