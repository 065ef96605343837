"""Transition: a status moves only along allowed steps, with what each step requires."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.errors import UsageError
from tests.kinds.one_rule import cases, log, verdicts

STEPS = """
kind: transition
subject: invoice
field: status
steps: {draft: [issued], issued: [paid, declined], paid: [], any: [cancelled]}
initial: [draft]
requires:
  - {name: reason, to: [declined], holds: decline_reason is not null}
  - {name: after issue, to: [paid], from: [issued], holds: moved_at >= DAY_START(issued_on)}
responsible: moved_by_id
"""
AS_OF = "2024-03-06 12:00"


def changes(*rows: tuple[str, str, str | None, str | None]) -> list[dict]:
    return log("invoice", "status", *rows)


def test_each_change_is_a_case_keyed_by_its_change() -> None:
    given = {
        "invoice": [
            {"id": "i1", "issued_on": "2024-03-02"}, {"id": "i2"}, {"id": "i3", "decline_reason": "dear"}, {"id": "i4"},
        ],
        "field_change": changes(
            ("i1", "2024-03-01 10:00", "draft", "issued"), ("i1", "2024-03-02 00:00", "issued", "paid"),
            ("i2", "2024-03-01 10:00", "draft", "paid"), ("i2", "2024-03-02 10:00", "paid", "cancelled"),
            ("i3", "2024-03-01 10:00", "issued", "declined"), ("i4", "2024-03-01 10:00", "issued", "declined"),
            ("i4", "2024-03-01 11:00", "declined", "declined"), ("i4", "2024-03-06 12:00:01", "declined", "draft"),
        ),
    }  # fmt: skip
    found = cases(STEPS, given, AS_OF)
    assert {key: case["outcome"] or case["verdict"] for key, case in found.items()} == {
        "i1@i1-1": "met", "i1@i1-2": "met", "i2@i2-3": "not_allowed", "i2@i2-4": "met", "i3@i3-5": "met",
        "i4@i4-6": "incomplete",
    }  # fmt: skip
    assert found["i4@i4-6"]["due_at"] == "2024-03-01 10:00:00"
    assert found["i4@i4-6"]["responsible_id"] == "u1"
    given["invoice"][0]["issued_on"] = "2024-03-03"
    assert verdicts(STEPS, given, AS_OF)["i1@i1-2"] == "incomplete"


def test_the_first_value_out_of_an_empty_field() -> None:
    given = {
        "invoice": [{"id": "i1"}, {"id": "i2"}, {"id": "i3"}],
        "field_change": changes(
            ("i1", "2024-03-01 10:00", None, "draft"), ("i2", "2024-03-01 10:00", None, "paid"),
            ("i3", "2024-03-01 10:00", None, "draft"), ("i3", "2024-03-02 10:00", "draft", None),
            ("i3", "2024-03-03 10:00", None, "issued"),
        ),
    }  # fmt: skip
    expected = {
        "i1@i1-1": "met", "i2@i2-2": "not_allowed", "i3@i3-3": "met", "i3@i3-4": "undetermined",
        "i3@i3-5": "undetermined",
    }  # fmt: skip
    assert verdicts(STEPS, given, AS_OF) == expected
    plain = STEPS.replace("initial: [draft]\n", "")
    assert verdicts(plain, given, AS_OF) == {name: "undetermined" for name in expected}


def test_it_needs_the_log_and_values_that_exist() -> None:
    assert verdicts(STEPS, {"invoice": [{"id": "i1"}]}, AS_OF, lacks=["field_change"]) == {"*": "not_run"}
    with pytest.raises(UsageError, match="'isued' is no value of"):
        cases(STEPS.replace("draft: [issued]", "draft: [isued]"), {}, AS_OF)
    with pytest.raises(UsageError, match="keeps no history of 'number'"):
        cases(STEPS.replace("field: status", "field: number"), {}, AS_OF)


WALKS = st.lists(
    st.lists(st.sampled_from(["draft", "issued", "paid", "cancelled"]), min_size=2, max_size=5), max_size=5
)


@settings(max_examples=6, deadline=None)
@given(WALKS)
def test_it_agrees_with_walking_the_steps(walks: list[list[str]]) -> None:
    rule = STEPS[: STEPS.index("requires")]
    allowed = {("draft", "issued"), ("issued", "paid"), *((a, "cancelled") for a in ("draft", "issued", "paid"))}
    rows, expected, number = [], {}, 0
    for i, walk in enumerate(walks):
        for step, (old, new) in enumerate(pairwise(walk)):
            number += 1
            rows.append((f"i{i}", f"2024-03-01 10:0{step}", old, new))
            if old != new:
                expected[f"i{i}@i{i}-{number}"] = "met" if (old, new) in allowed else "not_allowed"
    given = {"invoice": [{"id": f"i{i}"} for i in range(len(walks))], "field_change": changes(*rows)}
    assert verdicts(rule, given, AS_OF) == expected
