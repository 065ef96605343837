"""Precedence: before an act, something happened."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.errors import UsageError
from tests.kinds.one_rule import cases, verdicts

APPROVED = """
kind: precedence
subject: expense_request
before: spent_at
requires:
  - name: approval
    of: approval
    on: {subject_type: "'expense_request'", subject_id: id}
    at: decided_at
    where: o.decision = 'approved'
"""
LAST = APPROVED + "    among: decision in ('approved', 'rejected')\n    latest: true\n"
TWO = APPROVED + "    person: approver_id\n    at_least: 2\n    distinct_from: [requested_by_id]\n"
AS_OF = "2024-03-06 12:00"
SPENT = "2024-03-05 10:00"


def spent(*names: str, at: str | None = SPENT) -> list[dict]:
    return [{"id": name, "spent_at": at, "requested_by_id": "u9", "amount": "100"} for name in names]


def decided(*rows: tuple) -> list[dict]:
    """Rows (request, moment, decision, approver)."""
    return [
        {
            "id": f"a{number:02}", "subject_type": "expense_request", "subject_id": row[0], "decided_at": row[1],
            "decision": row[2], "approver_id": row[3] if len(row) > 3 else "u1",
        }
        for number, row in enumerate(rows)
    ]  # fmt: skip


def test_at_the_same_moment_is_in_time_unless_strict_and_later_is_late() -> None:
    given = {
        "expense_request": spent("e1", "e2", "e3", "e4", "e5"),
        "approval": decided(
            ("e1", SPENT, "approved"), ("e2", "2024-03-05 10:00:00.000001", "approved"), ("e3", SPENT, "rejected"),
            ("e4", None, "approved"), ("e5", SPENT, None),
        ),
    }  # fmt: skip
    found = cases(APPROVED, given, AS_OF)
    said = {key: case["outcome"] or case["verdict"] for key, case in found.items()}
    assert said == {"e1": "met", "e2": "late", "e3": "unapproved", "e4": "unapproved", "e5": "undetermined"}
    assert (found["e2"]["due_at"], found["e2"]["done_at"]) == ("2024-03-05 10:00:00", "2024-03-05 10:00:00.000001")
    assert verdicts(APPROVED + "strict: true\n", given, AS_OF)["e1"] == "late"


def test_an_act_that_has_not_happened_is_pending_or_already_met() -> None:
    given = {
        "expense_request": [*spent("e1", "e2", at=None), *spent("e3", "e4", at="2024-03-07 10:00")],
        "approval": decided(
            ("e1", SPENT, "approved"), ("e3", SPENT, "approved"), ("e4", "2024-03-07 09:00", "approved")
        ),
    }
    expected = {"e1": "met", "e2": "pending", "e3": "met", "e4": "pending"}
    assert verdicts(APPROVED, given, AS_OF) == expected


def test_the_last_decision_before_the_act_speaks() -> None:
    given = {
        "expense_request": spent("e1", "e2", "e3", "e4", "e5"),
        "approval": decided(
            ("e1", "2024-03-01", "approved"), ("e1", "2024-03-02", "rejected"),
            ("e2", "2024-03-01", "rejected"), ("e2", "2024-03-02", "approved"), ("e2", "2024-03-05 10:01", "rejected"),
            ("e3", "2024-03-02 09:00", "approved"), ("e3", "2024-03-02 09:00", "rejected"),
            ("e4", "2024-03-02 09:00", "approved"), ("e4", None, "rejected"),
            ("e5", "2024-03-02 09:00", "approved"), ("e5", "2024-03-03 09:00", "pending"),
        ),
    }  # fmt: skip
    expected = {"e1": "unapproved", "e2": "met", "e3": "unapproved", "e4": "undetermined", "e5": "met"}
    assert verdicts(LAST, given, AS_OF) == expected


def test_distinct_persons_count_and_not_the_requester() -> None:
    given = {
        "expense_request": spent("e1", "e2", "e3", "e4", "e5"),
        "approval": decided(
            ("e1", SPENT, "approved", "u1"), ("e1", SPENT, "approved", "u2"),
            ("e2", SPENT, "approved", "u1"), ("e2", SPENT, "approved", "u1"),
            ("e3", SPENT, "approved", "u1"), ("e3", SPENT, "approved", "u9"),
            ("e4", SPENT, "approved", "u1"), ("e4", SPENT, "approved", None),
            ("e5", SPENT, "approved", "u1"), ("e5", "2024-03-06 10:00", "approved", "u2"),
        ),
    }  # fmt: skip
    expected = {"e1": "met", "e2": "unapproved", "e3": "unapproved", "e4": "undetermined", "e5": "late"}
    assert verdicts(TWO, given, AS_OF) == expected


def test_amounts_cover_the_amount_asked_for() -> None:
    rule = """
kind: precedence
subject: sales_order
before: released_at
requires:
  - {name: paid, of: payment, on: {order_id: id}, at: recorded_at, covers: total_amount}
"""
    orders = [{"id": f"o{i}", "released_at": SPENT, "total_amount": "100"} for i in range(1, 5)]
    payments = [
        {"id": f"p{i}", "order_id": name, "recorded_at": at, "amount": amount}
        for i, (name, at, amount) in enumerate(
            [("o1", "2024-03-01 10:00", "60"), ("o1", SPENT, "40"), ("o2", SPENT, "99.99"), ("o3", SPENT, None),
             ("o4", SPENT, "60"), ("o4", "2024-03-05 11:00", "40")]
        )
    ]  # fmt: skip
    given = {"sales_order": orders, "payment": payments}
    assert verdicts(rule, given, AS_OF) == {"o1": "met", "o2": "absent", "o3": "undetermined", "o4": "late"}


def test_days_are_compared_where_only_days_are_known() -> None:
    rule = APPROVED.replace("expense_request", "contract").replace("spent_at", "signed_on")
    contracts = [{"id": name, "signed_on": "2024-03-05"} for name in ("k1", "k2")]
    approvals = [
        {**row, "subject_type": "contract"}
        for row in decided(("k1", "2024-03-05 23:59:59", "approved"), ("k2", "2024-03-06 00:00", "approved"))
    ]
    given = {"contract": contracts, "approval": approvals}
    assert verdicts(rule, given, AS_OF) == {"k1": "met", "k2": "late"}
    bare = {
        "expense_request": spent("e1", at="2024-03-05"),
        "approval": decided(("e1", "2024-03-05 18:00", "approved")),
    }
    assert verdicts(APPROVED, bare, AS_OF) == {"e1": "met"}
    day_only = {"expense_request": spent("e1"), "approval": decided(("e1", "2024-03-05", "approved"))}
    assert verdicts(APPROVED + "strict: true\n", day_only, AS_OF) == {"e1": "late"}


def test_some_of_several_requirements_is_incomplete_and_a_missing_table_leaves_only_its_own_unknown() -> None:
    rule = APPROVED + "  - {name: plan, of: document, on: {subject_id: id}, at: filed_at}\n"
    given = {
        "expense_request": spent("e1", "e2", "e3"),
        "approval": decided(("e1", SPENT, "approved"), ("e2", SPENT, "approved")),
        "document": [{"id": "d1", "subject_id": "e2", "filed_at": SPENT}],
    }
    assert verdicts(rule, given, AS_OF) == {"e1": "incomplete", "e2": "met", "e3": "absent"}
    without = {name: rows for name, rows in given.items() if name != "document"}
    expected = {"e1": "undetermined", "e2": "undetermined", "e3": "absent"}
    assert verdicts(rule, without, AS_OF, lacks=["document"]) == expected
    assert verdicts(rule, without, AS_OF, lacks=["document", "approval.decided_at"]) == {"*": "not_run"}


def test_without_the_only_table_or_the_act_the_rule_does_not_run() -> None:
    given = {"expense_request": spent("e1")}
    assert verdicts(APPROVED, given, AS_OF, lacks=["approval"]) == {"*": "not_run"}
    assert verdicts(APPROVED, given, AS_OF, lacks=["expense_request.spent_at"]) == {"*": "not_run"}


def test_a_requirement_that_says_too_little_is_a_mistake() -> None:
    with pytest.raises(UsageError, match="needs person"):
        cases(APPROVED + "    distinct_from: [requested_by_id]\n", {}, AS_OF)
    with pytest.raises(UsageError, match="unknown relation 'aproval'"):
        cases(APPROVED.replace("of: approval", "of: aproval"), {}, AS_OF)


DECISIONS = st.lists(
    st.tuples(st.sampled_from(["e0", "e1", "e2"]), st.integers(-2, 2), st.sampled_from(["approved", "rejected"])),
    max_size=10,
)


def expected_of(name: str, rows: list[tuple[str, int, str]]) -> str:
    own = [(shift, number, decision) for number, (request, shift, decision) in enumerate(rows) if request == name]
    before = sorted(row for row in own if row[0] <= 0)
    if before and before[-1][2] == "approved":
        return "met"
    return "late" if own and sorted(own)[-1][2] == "approved" else "unapproved"


@settings(max_examples=6, deadline=None)
@given(DECISIONS)
def test_it_agrees_with_reading_the_decisions_in_order(rows: list[tuple[str, int, str]]) -> None:
    names = ["e0", "e1", "e2"]
    moments = [str(datetime(2024, 3, 5, 10) + timedelta(seconds=shift)) for _, shift, _ in rows]
    approvals = decided(*((row[0], at, row[2]) for row, at in zip(rows, moments, strict=True)))
    given = {"expense_request": spent(*names), "approval": approvals}
    assert verdicts(LAST, given, AS_OF) == {name: expected_of(name, rows) for name in names}
