"""What the SP-2 rules ask of the rule language: events judged at once, dated lists, local job titles."""

from datetime import date, datetime

import sqlglot

from checker.expressions.engines import generate
from checker.expressions.macros import expand
from checker.expressions.world import DatedValue, Offset, World
from tests.kinds.one_rule import cases

SIGNED = """
kind: invariant
subject: approval
judged: event
starts: decided_at
holds: decision = 'approved'
"""


def world(**more: object) -> World:
    return World(datetime(2024, 3, 10), "UTC", (Offset(None, None, 0),), {}, **more)  # type: ignore[arg-type]


def test_an_event_is_judged_at_its_own_moment_and_unknown_before() -> None:
    rows = {"approval": [{"id": "a1", "decision": "rejected", "decided_at": "2024-03-05 10:00"}]}
    assert cases(SIGNED, rows, "2024-03-05 10:00")["a1"]["verdict"] == "violated"
    assert cases(SIGNED, rows, "2024-03-05 09:59:59.999999") == {}


def test_a_list_parameter_with_several_dated_values_may_stand_in_a_list_test() -> None:
    values = (DatedValue(["chat"], since=date(2024, 3, 1)), DatedValue(["email", "fax"]))
    tree = expand(
        sqlglot.parse_one("x.channel IN (PARAM('p', x.day))", dialect="duckdb"), world(parameters={"p": values})
    )
    text = generate(tree)
    assert "LIST_POSITION((((CASE WHEN" in text
    assert text.count("'email'") == 1
    assert "'2024-03-01'" in text


def test_a_local_job_title_is_read_as_its_role() -> None:
    title = sqlglot.parse_one("ROLE(e.role)", dialect="duckdb")
    assert generate(expand(title, world())) == '"e"."role"'
    text = generate(expand(title, world(role_map={"Director": "general_manager"})))
    assert "WHEN \"e\".\"role\" = 'Director' THEN 'general_manager'" in text


def test_months_are_added_to_a_day_as_a_day() -> None:
    text = generate(expand(sqlglot.parse_one("ADD_MONTHS(x.day, 1)", dialect="duckdb"), world()))
    assert text.startswith("(CAST(")
    assert "AS DATE" in text
