"""Six months in the life of violations, from the export to the mark; all expectations stand in `months/`."""

import json
from collections import Counter

import pytest

from tests.story.company import MONTHS
from tests.story.conftest import run_in
from tests.story.expected import month
from tests.story.play import Played
from tests.story.stored import cases, dispute_days, escalated, manifest, named, overdue_answers, rule_counts

RECTIFICATIONS = ("due", "overdue", "in_time", "late")
BASELINE = ("entries", "violated", "gone", "not_judged")
each_month = pytest.mark.parametrize("name", MONTHS)


def test_acts_of_the_auditor_succeed(story: Played) -> None:
    assert [(line, said) for line, code, said in story.acts if code != 0] == []


def test_acts_against_the_rules_are_refused_and_write_nothing(story: Played) -> None:
    assert len(story.refused) == 4
    assert [(line, said) for line, code, said in story.refused if code != 2] == []


@each_month
def test_exit_codes(story: Played, name: str) -> None:
    facts = month(name).facts
    assert story.exits[name] == int(facts["exit"])
    if "exit_new_only" in facts:
        assert story.exits_new_only[name] == int(facts["exit_new_only"])


@each_month
def test_every_case_has_exactly_the_expected_marks(story: Played, name: str) -> None:
    found, expected = cases(story.stored(name)), month(name).cases
    assert sorted(found) == sorted(expected)
    assert {case: found[case] for case in expected if found[case] != expected[case]} == {}


@each_month
def test_rates_with_their_denominators(story: Played, name: str) -> None:
    expected = month(name).facts
    stored = manifest(story.stored(name))
    assert {key: float(stored[key]) for key in expected["rate"]} == {
        key: float(value) for key, value in expected["rate"].items()
    }
    counted = {rule: counts for rule, counts in rule_counts(story.stored(name)).items() if rule in expected["rules"]}
    assert counted == {rule: [int(n) for n in counts] for rule, counts in expected["rules"].items()}


@each_month
def test_waivers_that_hold_have_run_out_or_do_nothing_are_told(story: Played, name: str) -> None:
    stored = manifest(story.stored(name))["followed"].get("waived", {})
    for state in ("active", "expired", "unused", "changed", "refused"):
        told = sorted(entry["id"] for entry in stored.get(state, []))
        assert told == sorted(month(name).facts.get("waivers", {}).get(state, [])), state


@each_month
def test_an_answer_to_an_open_dispute_falls_due(story: Played, name: str) -> None:
    assert dispute_days(story.stored(name)) == month(name).facts.get("dispute_due", {})
    assert overdue_answers(story.stored(name)) == sorted(month(name).facts.get("dispute_overdue", []))


@each_month
def test_budgets_that_held_and_that_did_not(story: Played, name: str) -> None:
    told, expected = manifest(story.stored(name))["followed"]["gating"], month(name).facts.get("budgets", {})
    for state in ("tolerated", "exceeded"):
        found = {rule: [facts["n"], facts["limit"]] for rule, facts in told[state].items()}
        assert found == {rule: [int(n) for n in counts] for rule, counts in expected.get(state, {}).items()}, state


@each_month
def test_what_became_of_the_entries_of_the_baseline(story: Played, name: str) -> None:
    told = manifest(story.stored(name))["followed"].get("known", {})
    expected = {state: int(n) for state, n in month(name).facts.get("baseline", {}).items()}
    assert {state: told[state] for state in BASELINE if told.get(state)} == expected


@each_month
def test_the_head_of_the_unit_is_told_what_repeats_and_what_is_overdue(story: Played, name: str) -> None:
    expected = month(name).facts.get("escalations", {})
    assert escalated(story.stored(name)) == {
        escalation: {person: int(n) for person, n in people.items()} for escalation, people in expected.items()
    }


@each_month
def test_what_was_put_right_in_time_and_what_was_not_is_counted(story: Played, name: str) -> None:
    told, expected = manifest(story.stored(name))["followed"]["rectified"], month(name)
    marked = Counter(cells["rectification"] for cells in expected.cases.values())
    assert {key: told[key] for key in RECTIFICATIONS} == {key: marked[key] for key in RECTIFICATIONS}
    assert told["gone"] == {key: int(expected.facts.get("met_again", {}).get(key, 0)) for key in ("in_time", "late")}


@each_month
def test_query_counts_what_is_new(story: Played, name: str) -> None:
    code, said = run_in(story.folder)("query", "--audit", story.audits[name], "--change", "new", "--count")
    assert (code, said.split()) == (0, [month(name).facts["new"]])


@pytest.mark.parametrize("name", list(MONTHS)[1:])
def test_diff_of_each_month_with_the_one_before(story: Played, name: str) -> None:
    before = list(MONTHS)[list(MONTHS).index(name) - 1]
    code, said = run_in(story.folder)("diff", story.audits[before], story.audits[name], "--format", "json")
    assert code == 0
    found: dict[str, list[str]] = {}
    for case in json.loads(said)["cases"]:
        found.setdefault(case["change"], []).append(named(case["rule_id"], case["subject_id"], case["occurrence"]))
    expected = month(name).facts["diff"]
    assert {change: sorted(cases) for change, cases in found.items()} == {
        change: sorted(cases) for change, cases in expected.items()
    }
