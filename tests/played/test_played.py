"""Examples of rules share one database and the SQL of their rules, and know nothing of one another."""

import random
from pathlib import Path

import pytest

from checker.errors import UsageError
from checker.examples.calendar_sets import CalendarSets
from checker.examples.ground import Ground
from checker.examples.player import Played, Player
from checker.examples.run import ALWAYS, cases_by_key, compare, examples_of, judge_example, run_examples
from checker.kinds.rule import Example
from checker.rulebook.book import RuleBook, load_book
from tests.played.small import CALLS, HEAD, PARAMETERS, WEEKS, book, write


@pytest.fixture
def toy(tmp_path: Path) -> RuleBook:
    return book(tmp_path, CALLS, WEEKS)


def test_every_example_holds(toy: RuleBook) -> None:
    outcomes = [outcome for entry in toy.rules.values() for outcome in run_examples(toy, entry)]
    assert [outcome.differences for outcome in outcomes] == [()] * 7


def test_an_example_is_the_same_after_any_other(toy: RuleBook) -> None:
    alone = {}
    for entry in toy.rules.values():
        for _, example in examples_of(entry):
            ground = Ground()
            player = Player(toy, ground, CalendarSets(ground))
            alone[example.name] = (entry, example, player.play(entry, example, ALWAYS, ""))
            ground.close()
    ground = Ground()
    together = Player(toy, ground, CalendarSets(ground))
    order = list(alone.values()) * 3
    random.Random(7).shuffle(order)
    for entry, example, played in order:
        assert together.play(entry, example, ALWAYS, "") == played, example.name
    ground.close()


def test_the_rows_of_one_example_are_gone_in_the_next(toy: RuleBook) -> None:
    entry = toy.rules["toy-calls"]
    bare = Example(name="none", as_of="2024-03-10 00:00", given={}, expect={})
    assert judge_example(toy, entry, entry.examples[0]).keys() == {"q1", "q2"}
    assert judge_example(toy, entry, bare) == {}


def test_one_database_serves_books_whose_views_share_a_name(tmp_path: Path) -> None:
    first = book(tmp_path, CALLS)
    (tmp_path / "other").mkdir()
    second = book(tmp_path / "other", CALLS.replace("tier in ($toy.tiers)", "tier <> 'strategic'"))
    example = first.rules["toy-calls"].examples[0]
    for _ in range(2):
        assert judge_example(first, first.rules["toy-calls"], example).keys() == {"q1", "q2"}
        assert judge_example(second, second.rules["toy-calls"], example).keys() == set()


def test_a_view_may_become_a_table_and_back(tmp_path: Path) -> None:
    """A view that only picks rows of a view is evaluated where it is read, all others are kept."""
    views = "  toy_{}:\n    why: for a test\n    of: inquiry\n    select: {}\n"
    rule = CALLS.replace("subject: toy_calls", "subject: toy_top").split("    examples:")[0]
    plain = "SELECT t.id, t.client_id, t.received_at, t.answered_at, t.tier FROM toy_calls AS t"
    counted = f"{plain} JOIN (SELECT COUNT(*) AS n FROM client AS c) AS k ON k.n > 0"
    found = []
    for number, select in enumerate((plain, counted, plain)):
        (tmp_path / str(number)).mkdir()
        text = HEAD + PARAMETERS + views.format("top", select)
        made = load_book([write(tmp_path / str(number), rule, head=text)])
        example = book(tmp_path, CALLS).rules["toy-calls"].examples[0]
        found.append(
            {key: case["verdict"] for key, case in judge_example(made, made.rules["toy-calls"], example).items()}
        )
    assert found == [{"q1": "met", "q2": "violated"}] * 3


def test_a_failed_rule_says_why_and_the_next_one_runs(toy: RuleBook, tmp_path: Path) -> None:
    broken = CALLS.replace("tier in ($toy.tiers)", "cast(tier as integer) = 1").split("    examples:")[0]
    (tmp_path / "broken").mkdir()
    bad = book(tmp_path / "broken", broken)
    example = toy.rules["toy-calls"].examples[0]
    (case,) = judge_example(bad, bad.rules["toy-calls"], example).values()
    assert case["verdict"] == "failed"
    assert "strategic" in case["reason"]
    assert judge_example(toy, toy.rules["toy-calls"], example).keys() == {"q1", "q2"}


def test_two_cases_of_one_key_fail(tmp_path: Path) -> None:
    rule = CALLS.replace("subject: toy_calls", "subject: toy_calls\n    key: client_id").split("    examples:")[0]
    doubled = book(tmp_path, rule)
    (tmp_path / "plain").mkdir()
    example = book(tmp_path / "plain", CALLS).rules["toy-calls"].examples[0]
    (case,) = judge_example(doubled, doubled.rules["toy-calls"], example).values()
    assert case == {"verdict": "failed", "reason": "two cases of toy-calls have one key: c1 @ "}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"inqury": [{"id": "q1"}]}, "unknown table 'inqury'; did you mean 'inquiry'?"),
        ({"inquiry": [{"id": "q1", "chanel": "x"}]}, "'inquiry' has no column 'chanel'; did you mean 'channel'?"),
        (
            {"inquiry": [{"id": "q1"}, {"id": "q2", "received_at": "noon"}]},
            "inquiry, row 2: 'noon' is no timestamp for",
        ),
        ({"contract": [{"id": "k1", "amount": "much"}]}, "contract, row 1: 'much' is no decimal for 'amount'"),
    ],
)
def test_rows_that_cannot_be(toy: RuleBook, given: dict[str, list[dict[str, str]]], said: str) -> None:
    example = Example(name="bad", as_of="2024-03-10 00:00", given=given, expect={})
    with pytest.raises(UsageError) as raised:
        judge_example(toy, toy.rules["toy-calls"], example)
    assert said in str(raised.value)
    assert str(raised.value).startswith("toy.yaml:")


def test_a_difference_shows_both_sides(toy: RuleBook) -> None:
    entry = toy.rules["toy-calls"]
    found = judge_example(toy, entry, entry.examples[0])
    told = compare({"q1": {"verdict": "violated", "outcome": "late"}, "q3": "met", "q4": "none"}, found)
    assert told == [
        "q1: expected violated, outcome late; found met, outcome empty, due_at 2024-03-01 21:00:00, "
        "done_at 2024-03-01 21:00:00",
        "q3: expected met; found no case",
        "q2: not expected; found violated, outcome late, due_at 2024-03-01 21:00:00, done_at 2024-03-01 21:00:01",
    ]
    assert compare({"q1": "none", "q2": {"verdict": "violated", "outcom": "late"}}, found) == [
        "q1: expected no case; found met, due_at 2024-03-01 21:00:00, done_at 2024-03-01 21:00:00",
        "q2: 'outcom' is no detail of a case; did you mean 'outcome'?",
    ]


def test_details_of_any_kind_can_be_expected(toy: RuleBook) -> None:
    entry = toy.rules["toy-calls"]
    example = entry.examples[4]
    found = judge_example(toy, entry, example)
    assert (
        compare(
            {"q1": {"verdict": "undetermined", "missing": "inquiry.tier inquiry.answered_at", "severity": "low"}}, found
        )
        == []
    )
    assert compare({"q1": {"verdict": "undetermined", "clauses": "toy-2"}}, found) == [
        "q1: expected undetermined, clauses toy-2; found undetermined, due_at 2024-03-01 21:00:00, "
        "reason scope_unknown, clauses toy-1, missing inquiry.tier inquiry.answered_at"
    ]


def test_a_rule_without_cases_is_a_star() -> None:
    assert cases_by_key(Played("not_run"), "UTC") == {"*": {"verdict": "not_run"}}
