"""Dated values of parameters: days without a value, and days with two."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from checker.errors import Problem
from checker.rulebook.entries import RuleBook
from checker.rulebook.pack import Dated

DAY = timedelta(days=1)


def ill_dated(book: RuleBook) -> Iterator[Problem]:
    """From the first dated value to the last every day has one. A value without `until` ends where the next begins."""
    for name, parameter in book.parameters.items():
        where = book.parameters_at.get(name, name)
        for what, remedy in _mistakes(sorted(parameter.values, key=lambda dated: dated.since or date.min)):
            yield Problem(where, f"${name}: {what}", remedy)


def _mistakes(values: list[Dated]) -> Iterator[tuple[str, str]]:
    for dated in values:
        if dated.since and dated.until and dated.until < dated.since:
            yield f"the value from {dated.since} ends on {dated.until}, before it begins", "turn the days round"
    for earlier, later in pairwise(values):
        if earlier.since == later.since:
            yield f"two values begin on {later.since or 'no day'}", "give each its own days"
        elif earlier.until and later.since and earlier.until >= later.since:
            yield f"two values hold from {later.since} to {earlier.until}", f"end the first on {later.since - DAY}"
        elif earlier.until and later.since and earlier.until + DAY < later.since:
            first, last = earlier.until + DAY, later.since - DAY
            yield f"no value holds from {first} to {last}", f"begin the next on {first}, or say why not"
