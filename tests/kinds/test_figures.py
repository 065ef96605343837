"""Threshold and indicator: a figure of a window, with a limit and without one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.errors import UsageError
from tests.kinds.one_rule import book_of, cases, verdicts

LIMIT = """
kind: threshold
subject: metric
figure: value
at_least: 70
starts: DAY_START(period_start_on)
due_at: DAY_END(period_end_on)
"""
SHARE = """
kind: indicator
subject: metric
numerator: numerator
denominator: denominator
starts: DAY_START(period_start_on)
due_at: DAY_END(period_end_on)
"""
MARCH = "2024-03-01 00:00"


def metrics(**values: dict) -> list[dict]:
    return [
        {"id": name, "period_start_on": "2024-02-01", "period_end_on": "2024-02-29"} | row
        for name, row in values.items()
    ]


def test_equality_with_a_limit_is_inside_it() -> None:
    given = {"metric": metrics(m1={"value": "70"}, m2={"value": "69.99999999"}, m3={}, m4={"value": "0"})}
    expected = {"m1": "met", "m2": "below", "m3": "undetermined", "m4": "below"}
    assert verdicts(LIMIT, given, MARCH) == expected
    most = LIMIT.replace("at_least", "at_most")
    assert verdicts(most, given, MARCH) == {"m1": "met", "m2": "met", "m3": "undetermined", "m4": "met"}
    above = LIMIT.replace("at_least", "above")
    assert verdicts(above, given, MARCH)["m1"] == "below"
    below = LIMIT.replace("at_least", "below")
    assert verdicts(below, given, MARCH)["m1"] == "above"


def test_a_figure_decides_nothing_before_its_window_has_ended() -> None:
    given = {"metric": metrics(m1={"value": "70"}, m2={"value": "1"})}
    assert verdicts(LIMIT, given, "2024-02-29 23:59:59.999999") == {"m1": "pending", "m2": "pending"}
    assert verdicts(LIMIT, given, "2024-01-31 23:59") == {}


def test_a_threshold_needs_its_figure_and_one_limit() -> None:
    assert verdicts(LIMIT, {"metric": metrics(m1={})}, MARCH, lacks=["metric.value"]) == {"*": "not_run"}
    with pytest.raises(UsageError, match="exactly one of"):
        book_of(LIMIT + "at_most: 80\n")


def test_an_indicator_is_kept_and_judges_nobody() -> None:
    given = {
        "metric": metrics(
            m1={"numerator": "0", "denominator": "4"}, m2={"numerator": "1", "denominator": "0"}, m3={"numerator": "1"}
        )
    }
    found = cases(SHARE, given, MARCH)
    assert {key: case["verdict"] for key, case in found.items()} == {
        "m1": "met", "m2": "undetermined", "m3": "undetermined",
    }  # fmt: skip
    assert (found["m2"]["reason"], found["m3"]["missing"]) == ("division_by_zero", "metric.denominator")
    assert set(verdicts(SHARE, given, "2024-02-29 12:00").values()) == {"pending"}


def test_an_indicator_is_advice_and_has_one_figure() -> None:
    _, entry = book_of(SHARE)
    assert entry.rule.effect == "advice"
    with pytest.raises(UsageError, match="either figure"):
        book_of(SHARE + "figure: value\n")
    with pytest.raises(UsageError, match="effect"):
        book_of(SHARE + "effect: violation\n")


@settings(max_examples=5, deadline=None)
@given(st.lists(st.one_of(st.none(), st.decimals(0, 140, places=2)), max_size=15))
def test_it_agrees_with_comparing(values: list) -> None:
    given = {"metric": metrics(**{f"m{i}": {} if v is None else {"value": str(v)} for i, v in enumerate(values)})}
    expected = {f"m{i}": "undetermined" if v is None else "met" if v >= 70 else "below" for i, v in enumerate(values)}
    assert verdicts(LIMIT, given, MARCH) == expected
