"""Surveys, invoices, payments, indicators and papers of SP-2: clauses placed, effects, examples."""

from functools import cache
from pathlib import Path

import pytest

from checker.examples.run import run_examples
from checker.rulebook.book import RuleBook, load_book
from checker.rulebook.coverage import placements

RULES = Path(__file__).parents[2] / "rules" / "sp2.yaml"

CLAUSES = {
    "sp2-9a": "sp2-quarterly-survey",
    "sp2-9b": "sp2-extra-survey",
    "sp2-9c": "sp2-survey-recommendations",
    "sp2-s2-09": "sp2-survey-report",
    "sp2-s2-10": "sp2-retention-report",
    "sp2-10a": "sp2-report-author",
    "sp2-10b": "sp2-report-author",
    "sp2-10c": "sp2-report-source",
    "sp2-19c": "sp2-invoice-on-approval",
    "sp2-s2-19": "sp2-invoice-record",
    "sp2-21a": "sp2-invoice-decision-asked",
    "sp2-s2-21": "sp2-invoice-decision-asked",
    "sp2-21b": "sp2-invoice-agreed-kept",
    "sp2-21c": "sp2-invoice-refused-declined",
    "sp2-21d": "sp2-invoice-refusal-reason",
    "sp2-23a": "sp2-invoice-lapse",
    "sp2-20a": "sp2-payment-look",
    "sp2-22a": "sp2-payment-look",
    "sp2-s2-20": "sp2-payment-look",
    "sp2-s4-0": "sp2-norms-set",
    "sp2-s4-1a": "sp2-revenue-plan",
    "sp2-s4-1b": "sp2-revenue-receipts-plan",
    "sp2-s4-2": "sp2-profitability",
    "sp2-s4-3": "sp2-active-clients",
    "sp2-s4-4a": "sp2-sci",
    "sp2-s4-4b": "sp2-sci-method-on-file",
    "sp2-s0a": "sp2-standard-on-file",
    "sp2-24a": "sp2-appendix-on-file",
}
WITHOUT_RULE = {"sp2-s0b": "not_checked", "sp2-s2-norec": "embodied"}


@cache
def book() -> RuleBook:
    """The shipped pack, loaded once."""
    return load_book([RULES])


def test_every_clause_has_its_rule() -> None:
    placed = {item.clause.id: item for item in placements(book())}
    assert [clause for clause, rule_id in CLAUSES.items() if rule_id not in placed[clause].rule_ids] == []


def test_clauses_without_a_rule_have_a_reason() -> None:
    placed = {item.clause.id: item for item in placements(book())}
    assert {clause: placed[clause].became for clause in WITHOUT_RULE} == WITHOUT_RULE
    assert all(len(placed[clause].why) > 40 for clause in WITHOUT_RULE)


def test_severity_and_basis_are_those_of_the_register_where_a_rule_has_one_clause() -> None:
    clauses = book().clauses
    for rule_id in set(CLAUSES.values()):
        rule = book().rules[rule_id].rule
        first = clauses[rule.clauses[0].id]
        assert (rule.severity, rule.basis) == (first.severity, first.basis), rule_id


def test_permissions_and_papers_are_advice() -> None:
    advice = {rule_id for rule_id in CLAUSES.values() if book().rules[rule_id].rule.effect != "violation"}
    assert advice == {"sp2-extra-survey", "sp2-standard-on-file", "sp2-appendix-on-file", "sp2-sci-method-on-file"}


@pytest.mark.parametrize("rule_id", sorted(set(CLAUSES.values())))
def test_examples_hold(rule_id: str) -> None:
    outcomes = run_examples(book(), book().rules[rule_id])
    assert outcomes
    assert [(outcome.example, outcome.differences) for outcome in outcomes if outcome.differences] == []
