"""Reference: a counterpart row exists, satisfies a condition, and sums agree."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kinds.one_rule import cases, verdicts

WON = """
kind: reference
subject: opportunity
when: status = 'won'
counterpart: sales_order
on: {opportunity_id: id}
condition: o.status <> 'cancelled'
"""
SUMS = WON + "agree: [{name: amount, sum: o.total_amount, equals: expected_amount, tolerance: 0.01}]\n"
VISIT = """
kind: reference
judged: event
subject: complaint
counterpart: return_visit
on: {complaint_id: id}
at: visited_at
starts: received_at
due_at: handling_due_at
"""
AS_OF = "2024-03-06 12:00"


def won(*ids: str, **more: str) -> list[dict[str, str]]:
    return [{"id": name, "status": "won", **more} for name in ids]


def order(number: int, opportunity: str | None, status: str | None = "registered", amount: str | None = None) -> dict:
    return {"id": f"o{number}", "opportunity_id": opportunity, "status": status, "total_amount": amount}


def test_a_counterpart_that_meets_the_condition_is_enough() -> None:
    given = {
        "opportunity": [*won("p1", "p2", "p3", "p4"), {"id": "p5", "status": "open"}],
        "sales_order": [order(1, "p1"), order(2, "p2", "cancelled"), order(3, "p3", None), order(4, None)],
    }
    expected = {"p1": "met", "p2": "absent", "p3": "undetermined", "p4": "absent"}
    assert verdicts(WON, given, AS_OF) == expected


def test_sums_agree_up_to_the_tolerance_and_not_beyond() -> None:
    given = {
        "opportunity": won("p1", "p2", "p3", "p4", expected_amount="100") + won("p5"),
        "sales_order": [
            order(1, "p1", amount="60.005"), order(2, "p1", amount="40.005"),
            order(3, "p2", amount="100.01000001"),
            order(4, "p3", amount="100"), order(5, "p3"),
            order(6, "p4", amount="100"), order(7, "p4", "cancelled", "5"),
            order(8, "p5", amount="1"),
        ],
    }  # fmt: skip
    expected = {"p1": "met", "p2": "mismatch", "p3": "undetermined", "p4": "met", "p5": "undetermined"}
    assert verdicts(SUMS, given, AS_OF) == expected


def test_a_due_moment_is_exclusive_unless_said_otherwise_and_lateness_is_told() -> None:
    complaints = [
        {"id": name, "received_at": "2024-03-01 09:00", "handling_due_at": due}
        for name, due in (("c1", "2024-03-05 09:00"), ("c2", "2024-03-05 09:00"), ("c3", "2024-03-05 09:00"),
                          ("c4", "2024-03-09 09:00"), ("c5", None))
    ]  # fmt: skip
    visits = [
        {"id": "v1", "complaint_id": "c1", "visited_at": "2024-03-05 08:59:59.999999"},
        {"id": "v2", "complaint_id": "c2", "visited_at": "2024-03-05 09:00"},
        {"id": "v3", "complaint_id": "c3"},
    ]
    given = {"complaint": complaints, "return_visit": visits}
    found = cases(VISIT, given, AS_OF)
    said = {key: case["outcome"] or case["verdict"] for key, case in found.items()}
    assert said == {"c1": "met", "c2": "late", "c3": "absent", "c4": "pending", "c5": "undetermined"}
    assert found["c2"]["done_at"] == "2024-03-05 09:00:00"
    assert verdicts(VISIT + "inclusive: true\n", given, AS_OF)["c2"] == "met"


def test_several_are_counted() -> None:
    given = {
        "opportunity": won("p1", "p2", "p3"),
        "sales_order": [order(1, "p1"), order(2, "p1"), order(3, "p2"), order(4, "p2", None), order(5, "p3")],
    }
    assert verdicts(WON + "at_least: 2\n", given, AS_OF) == {"p1": "met", "p2": "undetermined", "p3": "absent"}


def test_without_the_counterparts_table_or_its_key_the_rule_does_not_run() -> None:
    given = {"opportunity": won("p1")}
    for lacking in ("sales_order", "sales_order.opportunity_id", "opportunity"):
        assert verdicts(WON, {} if lacking == "opportunity" else given, AS_OF, lacks=[lacking]) == {"*": "not_run"}
    with_order = given | {"sales_order": [order(1, "p1", None)]}
    assert verdicts(WON, with_order, AS_OF, lacks=["sales_order.status"]) == {"p1": "undetermined"}


ORDERS = st.lists(
    st.tuples(
        st.sampled_from(["p0", "p1", "p2", "p3", None]),
        st.sampled_from(["registered", "cancelled", None]),
        st.sampled_from(["50", "50.01", "25", None]),
    ),
    max_size=14,
)


def expected_of(name: str, orders: list[tuple[str | None, str | None, str | None]]) -> str:
    """Every value that the unknowns might have, tried: one answer, or it cannot be told."""
    own = [(status, amount) for opportunity, status, amount in orders if opportunity == name]
    sure = [amount for status, amount in own if status == "registered"]
    unsure = [amount for status, amount in own if status is None]
    if not sure and not unsure:
        return "absent"
    if unsure or None in sure:
        return "undetermined"
    total = sum(Decimal(amount) for amount in sure if amount)
    return "met" if abs(total - 50) <= Decimal("0.01") else "mismatch"


@settings(max_examples=6, deadline=None)
@given(ORDERS)
def test_it_agrees_with_an_evaluation_by_hand(orders: list[tuple[str | None, str | None, str | None]]) -> None:
    names = ["p0", "p1", "p2", "p3"]
    given = {
        "opportunity": won(*names, expected_amount="50"),
        "sales_order": [order(i, *row) for i, row in enumerate(orders)],
    }
    assert verdicts(SUMS, given, AS_OF) == {name: expected_of(name, orders) for name in names}
