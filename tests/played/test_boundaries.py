"""Limits that no example touches."""

from pathlib import Path

from checker.examples.boundaries import untouched_limits
from tests.played.small import CALLS, COMMON, WEEKS, book

SHARE = f"""\
  - id: toy-share
    clauses: [toy-3]
{COMMON}\
    kind: threshold
    subject: metric
    figure: value
    at_least: "70"
    starts: DAY_START(period_start_on)
    due_at: DAY_END(period_end_on)
    examples:
      - name: on the limit, and far below
        as_of: 2024-03-10 00:00
        given:
          metric:
            - {{id: m1, value: 70, period_start_on: 2024-02-01, period_end_on: 2024-02-29}}
            - {{id: m2, value: 40, period_start_on: 2024-02-01, period_end_on: 2024-02-29}}
        expect: {{m1: met, m2: violated}}
"""
DAYS = f"""\
  - id: toy-days
    clauses: [toy-4]
{COMMON}\
    kind: deadline
    subject: inquiry
    starts: received_at
    within: 2 working_days
    met_by: answered_at
    examples:
      - name: answered on the last day, and on the day after
        as_of: 2024-03-20 00:00
        calendar: {{}}
        given:
          inquiry:
            - {{id: q1, received_at: 2024-03-04 10:00, answered_at: 2024-03-06 09:00}}
            - {{id: q2, received_at: 2024-03-04 10:00, answered_at: 2024-03-07 09:00}}
        expect: {{q1: met, q2: violated}}
"""


def told(folder: Path, rule: str) -> list[str]:
    made = book(folder, rule)
    (entry,) = made.rules.values()
    return [f"{problem.where} {problem.what}" for problem in untouched_limits(made, entry)]


def test_a_deadline_shown_from_both_sides(tmp_path: Path) -> None:
    assert told(tmp_path, CALLS) == []
    assert told(tmp_path, DAYS) == []


def test_a_deadline_shown_from_one_side(tmp_path: Path) -> None:
    at, beyond = "toy.yaml:14:5 toy-calls: no example at the limit", "toy-calls: no example just beyond the limit"
    early = CALLS.replace("answered_at: 2024-03-01 21:00}", "answered_at: 2024-03-01 20:00}")
    assert told(tmp_path, early.replace("2024-03-04 12:00}]", "2024-03-04 11:00}]")) == [at]
    assert told(tmp_path, CALLS.replace("21:00:01", "22:00:01")) == [f"toy.yaml:14:5 {beyond}"]
    two_days = DAYS.replace("2024-03-07", "2024-03-08").replace("2024-03-06", "2024-03-05")
    assert [line.rpartition(" example ")[2] for line in told(tmp_path, two_days)] == [
        "at the limit",
        "just beyond the limit",
    ]


def test_a_figure_next_to_its_limit(tmp_path: Path) -> None:
    assert [line.rpartition(": ")[2] for line in told(tmp_path, SHARE)] == ["no example just beyond the limit"]
    assert told(tmp_path, SHARE.replace("value: 40", "value: 69")) == []
    assert told(tmp_path, SHARE.replace("value: 70,", "value: 90,")) != []


def test_windows_count(tmp_path: Path) -> None:
    assert told(tmp_path, WEEKS) == []


def test_kinds_without_a_limit_have_nothing_to_show(tmp_path: Path) -> None:
    rule = f"""\
  - id: toy-name
    clauses: [toy-5]
{COMMON}\
    kind: invariant
    subject: client
    holds: name <> ''
"""
    assert told(tmp_path, rule) == []
