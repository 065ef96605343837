"""Which of some marked violations fail an audit, counted by hand."""

from pathlib import Path
from typing import Any

import pytest

from checker.followup import gating
from tests.followup.hand_marked import marked, policy, setting

GRAVITIES = [{"case_id": name, "severity": name} for name in ("low", "medium", "high", "critical")]


def failing(folder: Path, *cases: dict[str, Any], **changed: Any) -> tuple[set[str], dict[str, Any]]:
    """The ids of those that fail the audit, and the facts."""
    tallied = changed.pop("tallied", None)
    engine = marked(folder, *cases, tallied=tallied)
    facts = gating.create(engine, setting(**changed))
    assert facts is not None
    found = {name for (name,) in engine.execute("SELECT case_id FROM mark_gating WHERE gates")}
    assert facts["gating"] == len(found)
    return found, facts


@pytest.mark.parametrize(
    ("fail_on", "expected"),
    [
        ("low", {"low", "medium", "high", "critical"}),
        ("medium", {"medium", "high", "critical"}),
        ("high", {"high", "critical"}),
        ("critical", {"critical"}),
        ("none", set()),
    ],
)
def test_from_a_severity_on(tmp_path: Path, fail_on: str, expected: set[str]) -> None:
    found, facts = failing(tmp_path, *GRAVITIES, fail_on=fail_on)
    assert found == expected
    assert facts["excused"]["below"] == 4 - len(expected)


@pytest.mark.parametrize(
    "case",
    [
        {"verdict": "met", "standing": ""},
        {"verdict": "pending", "standing": ""},
        {"verdict": "undetermined", "standing": "", "change": "new"},
        {"effect": "suspicion", "change": "new"},
        {"effect": "advice"},
        {"scope": "carried"},
        {"scope": "carried", "change": "persisting"},
        {"scope": "carried", "change": "resolved", "standing": "cured"},
        {"scope": "carried", "change": "revised"},
    ],
)
def test_what_is_no_violation_of_this_audit_is_not_even_counted(tmp_path: Path, case: dict[str, Any]) -> None:
    found, facts = failing(tmp_path, case)
    assert found == set()
    assert sum(facts["excused"].values()) == 0


@pytest.mark.parametrize("change", ["new", "reopened"])
def test_an_older_violation_that_no_audit_has_told_yet_fails_this_one(tmp_path: Path, change: str) -> None:
    """It was undetermined, or put right, when its own month was judged."""
    for new_only in (False, True):
        case = {"case_id": "late", "scope": "carried", "change": change}
        assert failing(tmp_path, case, new_only=new_only)[0] == {"late"}


def test_cured_ones_fail_like_open_ones(tmp_path: Path) -> None:
    assert failing(tmp_path, {"case_id": "late", "standing": "cured"})[0] == {"late"}


def test_each_excuse_and_the_first_that_holds(tmp_path: Path) -> None:
    found, facts = failing(
        tmp_path,
        {"case_id": "plain"},
        {"case_id": "disputed", "dispute": "open"},
        {"case_id": "refused", "dispute": "rejected"},
        {"waiver": "w1"},
        {"waiver": "w2", "dispute": "upheld", "in_baseline": True},
        {"dispute": "upheld"},
        {"dispute": "upheld", "in_baseline": True},
        {"in_baseline": True},
        {"severity": "low", "waiver": "w1"},
        fail_on="medium",
    )
    assert found == {"plain", "disputed", "refused"}
    assert facts["excused"] == {"below": 1, "waived": 2, "upheld": 2, "in_baseline": 1, "not_new": 0}


CHANGES = [{"case_id": change, "change": change} for change in ("new", "persisting", "reopened", "revised", "resolved")]


def test_only_what_is_new(tmp_path: Path) -> None:
    found, facts = failing(tmp_path, *CHANGES, new_only=True)
    assert found == {"new", "reopened"}
    assert facts["excused"]["not_new"] == 3
    assert failing(tmp_path, *CHANGES)[0] == {case["case_id"] for case in CHANGES}


@pytest.mark.parametrize("scope", ["period", "carried"])
def test_a_revision_is_news_where_it_found_the_violation(tmp_path: Path, scope: str) -> None:
    revised = [
        {"case_id": when, "change": "revised", "scope": scope, "first_seen": f"{when} 06:00:00"}
        for when in ("2026-11-01", "2026-10-01")
    ]
    assert failing(tmp_path, *revised, new_only=True)[0] == {"2026-11-01"}


def test_new_and_in_the_baseline_is_known(tmp_path: Path) -> None:
    found, facts = failing(tmp_path, {"change": "new", "in_baseline": True}, new_only=True)
    assert found == set()
    assert (facts["excused"]["in_baseline"], facts["excused"]["not_new"]) == (1, 0)


def many(n: int, **case: Any) -> list[dict[str, Any]]:
    prefix = str(case.pop("prefix", "c"))
    return [{"case_id": f"{prefix}{number}", **case} for number in range(n)]


def budgets(text: str) -> dict[str, Any]:
    return {"policy": policy(f"budgets: {text}\n")}


@pytest.mark.parametrize(("n", "fails"), [(2, 0), (3, 0), (4, 4)])
def test_a_count_is_inside_up_to_itself_and_beyond_it_all_fail(tmp_path: Path, n: int, fails: int) -> None:
    found, facts = failing(tmp_path, *many(n), **budgets("{small-reply: {count: 3}}"))
    assert len(found) == fails
    told = {"small-reply": {"n": n, "limit": 3}}
    assert (facts["tolerated"], facts["exceeded"]) == (({}, told) if fails else (told, {}))


@pytest.mark.parametrize(("met", "n", "limit", "fails"), [(98, 2, 2, 0), (97, 2, 1, 2), (147, 3, 3, 0), (146, 3, 2, 3)])
def test_a_share_is_of_met_and_violated_and_inside_exactly_at_it(
    tmp_path: Path, met: int, n: int, limit: int, fails: int
) -> None:
    """Two of a hundred are 2 %, two of 99 are more; three of 150 are 2 %, three of 149 more."""
    share = budgets("{small-reply: {share: 0.02}}")
    found, facts = failing(tmp_path, *many(n), tallied={"small-reply": (met, n)}, **share)
    assert len(found) == fails
    assert {**facts["tolerated"], **facts["exceeded"]} == {"small-reply": {"n": n, "limit": limit}}


def test_a_share_that_no_binary_number_holds_is_exact(tmp_path: Path) -> None:
    """0.29 of 100 is 29, though 0.29 * 100 is less in floating point."""
    share = budgets("{small-reply: {share: 0.29}}")
    assert failing(tmp_path, *many(29), tallied={"small-reply": (71, 29)}, **share)[0] == set()


def test_a_budget_counts_only_what_would_fail_otherwise(tmp_path: Path) -> None:
    cases = [
        *many(2, prefix="open"),
        *many(5, prefix="waived", waiver="w1"),
        *many(5, prefix="known", in_baseline=True),
        *many(5, prefix="old", change="persisting"),
    ]
    cases = [{"change": "new", **case} for case in cases]
    found, facts = failing(tmp_path, *cases, new_only=True, **budgets("{small-reply: {count: 2}}"))
    assert found == set()
    assert facts["tolerated"] == {"small-reply": {"n": 2, "limit": 2}}


def test_a_pattern_gives_each_of_its_rules_a_budget(tmp_path: Path) -> None:
    cases = [*many(2, prefix="a", rule_id="small-a"), *many(3, prefix="b", rule_id="small-b"), {"rule_id": "other"}]
    found, facts = failing(tmp_path, *cases, **budgets("{small-*: {count: 2}}"))
    assert len(found) == 4
    assert facts["tolerated"] == {"small-a": {"n": 2, "limit": 2}}
    assert facts["exceeded"] == {"small-b": {"n": 3, "limit": 2}}


def test_the_rule_itself_before_patterns_and_of_patterns_the_narrowest(tmp_path: Path) -> None:
    cases = [*many(3, prefix="a", rule_id="small-a"), *many(3, prefix="b", rule_id="small-b")]
    for text in (
        "{small-a: {count: 3}, small-*: {count: 9}, '*': {count: 2}}",
        "{'*': {count: 2}, small-a: {count: 3}}",
    ):
        found, _ = failing(tmp_path, *cases, **budgets(text))
        assert found == {"b0", "b1", "b2"}


def test_critical_violations_have_no_budget(tmp_path: Path) -> None:
    cases = [*many(2), {"case_id": "grave", "severity": "critical"}]
    found, facts = failing(tmp_path, *cases, **budgets("{'*': {count: 9}}"))
    assert found == {"grave"}
    assert facts["tolerated"] == {"small-reply": {"n": 2, "limit": 9}}


def test_a_budget_of_nothing_tolerates_nothing(tmp_path: Path) -> None:
    assert len(failing(tmp_path, *many(1), **budgets("{small-reply: {count: 0}}"))[0]) == 1
    assert len(failing(tmp_path, *many(1), tallied={}, **budgets("{small-reply: {share: 1}}"))[0]) == 1
