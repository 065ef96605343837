"""Who may waive and for how long, and how long an answer may take, in compliance.yaml."""

import pytest

from checker.errors import UsageError
from checker.rulebook.policy import policy_of


def said(text: str) -> str:
    with pytest.raises(UsageError) as found:
        policy_of(text, "compliance.yaml")
    (problem,) = found.value.problems
    return str(problem)


def test_a_role_waives_up_to_the_severity_beside_it() -> None:
    policy = policy_of("waivers: {approvers: {sales_manager: medium, general_manager: critical}}", "c").waivers
    assert policy.may_waive("sales_manager") == ("low", "medium")
    assert policy.may_waive("general_manager") == ("low", "medium", "high", "critical")
    assert policy.may_waive("salesperson") == ()
    assert policy.may_waive(None) == ()


def test_without_approvers_everybody_may_and_with_an_empty_list_nobody() -> None:
    assert policy_of("", "c").waivers.may_waive(None) == ("low", "medium", "high", "critical")
    assert policy_of("waivers: {approvers: {}}", "c").waivers.may_waive("general_manager") == ()


def test_a_policy_only_shortens_what_a_waiver_may_last() -> None:
    assert policy_of("", "c").waivers.max_days == 366
    assert policy_of("waivers: {max_days: 366}", "c").waivers.max_days == 366
    assert said("waivers: {max_days: 367}").startswith("compliance.yaml:1:11: 'max_days': ")
    assert said("waivers: {max_days: 0}").startswith("compliance.yaml:1:11: 'max_days': ")


def test_an_approver_is_a_role_of_the_schema_of_the_role_map_or_added() -> None:
    remedy = "compliance.yaml:1:1: 'waivers': approvers: 'sales_manger' is no role; did you mean 'sales_manager'?"
    assert said("waivers: {approvers: {sales_manger: low}}") == remedy
    assert policy_of("waivers: {approvers: {auditor: low}}\nrole_map: {Аудитор: auditor}", "c")
    assert policy_of("waivers: {approvers: {auditor: low}}\nenum_extensions: {employee.role: [auditor]}", "c")
    assert "'Аудитор' is no role" in said("waivers: {approvers: {Аудитор: low}}\nrole_map: {Аудитор: auditor}")


def test_a_severity_is_one_of_four() -> None:
    assert "'sales_manager'" in said("waivers: {approvers: {sales_manager: grave}}")
    assert said("waivers: {approver: {sales_manager: low}}").endswith(
        "unknown field 'approver'; did you mean 'approvers'?"
    )


def test_days_to_answer_an_objection() -> None:
    assert policy_of("", "c").dispute_days == 10
    assert policy_of("dispute_days: 5", "c").dispute_days == 5
    assert said("dispute_days: 0").startswith("compliance.yaml:1:1: 'dispute_days': ")
