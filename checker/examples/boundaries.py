"""Limits that no example touches: a case exactly at the limit, and one just beyond it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any

from checker.errors import CheckerError, Problem
from checker.examples.run import examples_of, play_example
from checker.rulebook.entries import BookRule, RuleBook

Case = Mapping[str, Any]
Test = Callable[[Case], bool]
AT, BEYOND = "at the limit", "just beyond the limit"
# What counts as next to a limit: of an instant a minute, of a midnight a day, of a share a twentieth.
INSTANT, DAY, SHARE = timedelta(minutes=1), timedelta(days=1), 0.05


def untouched_limits(book: RuleBook, entry: BookRule) -> list[Problem]:
    """A finding for either side of the rule's limit that none of its examples shows; none for kinds without a limit."""
    kind: str = entry.rule.kind  # type: ignore[attr-defined]
    if kind not in TESTS:
        return []
    applies, at, beyond = TESTS[kind]
    limited = [case for case in _cases(book, entry) if applies(case)]
    if not limited:
        return []
    lacking = [side for side, test in ((AT, at), (BEYOND, beyond)) if not any(map(test, limited))]
    return [Problem(entry.where, f"{entry.rule.id}: no example {side}", REMEDIES[kind]) for side in lacking]


def _cases(book: RuleBook, entry: BookRule) -> Iterable[Case]:
    for _, example in examples_of(entry):
        try:
            yield from play_example(book, entry, example).cases
        except CheckerError:
            continue  # `rules test` tells of it


def _done(case: Case) -> bool:
    return case["due_at"] is not None and case["done_at"] is not None and case["verdict"] in ("met", "violated")


def _done_at_limit(case: Case) -> bool:
    """The last permitted moment itself; where the limit is already out of time, anything on the day that it ends."""
    left = case["due_at"] - case["done_at"]
    return bool(left == timedelta() if case["due_inclusive"] else timedelta() < left <= DAY)


def _done_beyond(case: Case) -> bool:
    over = case["done_at"] - case["due_at"]
    return bool(timedelta() < over <= INSTANT if case["due_inclusive"] else timedelta() <= over < DAY)


def _measured(case: Case) -> bool:
    return case["measured"] is not None and case["limit_value"] is not None and case["verdict"] in ("met", "violated")


def _at_figure(case: Case) -> bool:
    return bool(case["measured"] == case["limit_value"])


def _beyond_figure(case: Case) -> bool:
    away = abs(case["measured"] - case["limit_value"])
    return bool(case["verdict"] == "violated" and away <= max(1, SHARE * abs(case["limit_value"])))


TESTS: dict[str, tuple[Test, Test, Test]] = {
    "deadline": (_done, _done_at_limit, _done_beyond),
    "cadence": (_measured, _at_figure, _beyond_figure),
    "threshold": (_measured, _at_figure, _beyond_figure),
}
REMEDIES = {
    "deadline": "show an act at the last permitted moment, and one a minute (of days, a day) later",
    "cadence": "show as many events as are owed, and one fewer",
    "threshold": "show a figure that equals the limit, and the next one on its wrong side",
}
