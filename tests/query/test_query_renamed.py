"""A rule that was given another id, and was called `reply` in January: asked for by either, counted as one."""

from datetime import datetime
from pathlib import Path

import pytest
from small_store import case, rule, store_audit, tally

from checker.errors import UsageError
from checker.query.answer import answer, count
from checker.query.due import DueQuestion, fall_due
from checker.query.facts import facts_of
from checker.query.question import Question
from checker.query.trend import TrendQuestion, trend

FORMERLY = {"answer": ["first", "reply"]}
TO_DO = {"verdict": "pending", "rectification": "", "due_at": "2026-03-02 10:00:00"}


@pytest.fixture
def audits(tmp_path: Path) -> list[Path]:
    """January was audited again after the new name had been given, and then knew more."""
    january = [tally(8), tally(2, verdict="violated")]
    again = [tally(7, "answer"), tally(3, "answer", verdict="violated")]
    february = [tally(9, "answer"), tally(1, "answer", verdict="violated"), tally(4, "card")]
    named = [rule("answer"), rule("card")]
    return [
        store_audit(tmp_path, "2026-01", "2026-02-01 00:00:00", [case("a1")], january),
        store_audit(tmp_path, "2026-01", "2026-02-10 00:00:00", [case("a2", "answer")], again, named[:1], FORMERLY),
        store_audit(
            tmp_path,
            "2026-02",
            "2026-03-01 00:00:00",
            [case("b1", "answer", **TO_DO), case("b2", "card")],
            february,
            named,
            FORMERLY,
        ),
    ]


def test_a_trend_by_rule_is_one_series(audits: list[Path]) -> None:
    found = trend(audits, TrendQuestion(by="rule"))
    told = {one.key: [(f.met, f.violated) if f else None for f in one.figures] for one in found.series}
    assert told == {"answer": [(7, 3), (9, 1)], "card": [None, (4, 0)]}
    before = trend([audits[0], audits[2]], TrendQuestion(by="rule"))
    told = {one.key: [(f.met, f.violated) if f else None for f in one.figures] for one in before.series}
    assert told == {"answer": [(8, 2), (9, 1)], "card": [None, (4, 0)]}


@pytest.mark.parametrize("name", ["reply", "answer", "repl*", "answ*"])
def test_either_name_asks_for_both(audits: list[Path], name: str) -> None:
    asked = Question(filters={"rule": (name,)}, columns=("case",), sort=("case",))
    assert [row[-1] for row in answer(audits, asked).rows] == ["a1", "a2", "b1"]
    assert count(audits[2:], asked).total == 1
    found = trend(audits, TrendQuestion(cases=Question(filters={"rule": (name,)})))
    assert [(f.met, f.violated) for f in found.series[0].figures if f] == [(7, 3), (9, 1)]
    due = fall_due(facts_of(audits[2]), DueQuestion(datetime(2026, 3, 1), Question(filters={"rule": (name,)})))
    assert due.total == 1


def test_what_no_rule_was_called_is_a_mistake_still(audits: list[Path]) -> None:
    for name in ("replay", "repla*"):
        with pytest.raises(UsageError, match="unknown rule 'repla"):
            answer(audits, Question(filters={"rule": (name,)}))
    assert answer(audits, Question(filters={"rule": ("card",)})).total == 1
