"""Work shared out to processes: the same results in the same order, and a process that ends is no success."""

import os
from pathlib import Path

import pytest

from checker.errors import IncompleteError
from checker.examples.run import run_examples
from checker.rulebook.book import RuleBook
from checker.rulebook.shared_out import for_each
from tests.played.small import CALLS, WEEKS, book
from tests.played.work import end, leave, where_and_what


@pytest.fixture
def many(tmp_path: Path) -> RuleBook:
    return book(tmp_path, *(CALLS.replace("id: toy-calls", f"id: toy-calls-{number}") for number in range(9)), WEEKS)


def test_results_come_in_the_order_of_the_rules(many: RuleBook) -> None:
    entries = list(many.rules.values())
    seen: list[tuple[str, int, int]] = []
    found = list(for_each(many, entries, where_and_what, 2, lambda *told: seen.append(told)))
    assert [(name, number) for _, name, number in found] == [(entry.rule.id, 10) for entry in entries]
    assert os.getpid() not in {process for process, _, _ in found}
    assert seen == [(entry.rule.id, done, 10) for done, entry in enumerate(entries, start=1)]


def test_one_job_and_few_rules_stay_here(many: RuleBook) -> None:
    entries = list(many.rules.values())
    assert {process for process, _, _ in for_each(many, entries, where_and_what, 1)} == {os.getpid()}
    assert {process for process, _, _ in for_each(many, entries[:4], where_and_what, 8)} == {os.getpid()}
    assert list(for_each(many, [], where_and_what)) == []


def test_examples_come_out_alike_apart_and_here(many: RuleBook) -> None:
    entries = list(many.rules.values())
    here = list(for_each(many, entries, run_examples, 1))
    assert list(for_each(many, entries, run_examples, 2)) == here
    assert sum(len(outcomes) for outcomes in here) == 9 * 6 + 1
    assert not any(outcome.differences for outcomes in here for outcome in outcomes)


def test_a_process_that_ends_is_told(many: RuleBook) -> None:
    with pytest.raises(IncompleteError, match="a process ended before its work was done; run again with --jobs 1"):
        list(for_each(many, list(many.rules.values()), end, 2))


def test_what_processes_leave_behind_goes_with_them(many: RuleBook) -> None:
    left = [Path(name) for name in for_each(many, list(many.rules.values()), leave, 2)]
    assert len(left) == 10
    assert {folder.parent.name[:14] for folder in left} == {"checker-rules-"}
    assert not any(folder.parent.exists() for folder in left)
