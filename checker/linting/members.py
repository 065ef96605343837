"""Members of list parameters: the same one twice, keys with two values, ranges that overlap or leave a gap.

A member may be a word, `key=value`, or a range of numbers `from..to=value`, both ends inside, either left open.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from checker.errors import Problem
from checker.rulebook.entries import RuleBook
from checker.rulebook.pack import Parameter

NUMBER = r"-?\d+(?:\.\d+)?"
RANGE = re.compile(rf"({NUMBER})?\.\.({NUMBER})?(?:=.*)?")
LOWEST, HIGHEST = Decimal("-Infinity"), Decimal("Infinity")
Range = tuple[Decimal, Decimal, str]


def ill_listed(book: RuleBook) -> Iterator[Problem]:
    """Every list says one thing of each member."""
    for name, parameter in book.parameters.items():
        where = book.parameters_at.get(name, name)
        for members in _lists(parameter):
            for what, remedy in (*_doubled(members), *_ranges(members)):
                yield Problem(where, f"${name}: {what}", remedy)


def _lists(parameter: Parameter) -> Iterator[list[str]]:
    if parameter.type == "list":
        for value in (parameter.value, *(dated.value for dated in parameter.values)):
            if isinstance(value, list):
                yield [str(member).strip() for member in value]


def _doubled(members: Sequence[str]) -> Iterator[tuple[str, str]]:
    for member, times in Counter(members).items():
        if times > 1:
            yield f"'{member}' stands there {times} times", "keep one"
    keys = Counter(key for member in dict.fromkeys(members) for key, equals, _ in [member.partition("=")] if equals)
    for key, times in keys.items():
        if times > 1:
            yield f"'{key}' has {times} values", "keep one"


def _ranges(members: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Ranges in whole numbers may begin one after the last; others begin where the last ends, or they leave a gap."""
    found = sorted(_range(member) for member in members if RANGE.fullmatch(member) and member.partition("=")[0] != "..")
    for low, high, text in found:
        if low > high:
            yield f"'{text}' ends before it begins", "turn its ends round"
    for (_, high, earlier), (low, _, later) in pairwise(found):
        whole = high == high.to_integral_value() and low == low.to_integral_value()
        if low <= high:
            yield f"'{earlier}' and '{later}' overlap", "let the one end before the other begins"
        elif not (whole and low == high + 1):
            yield f"nothing is said between {high} and {low}", "let the one begin where the other ends"


def _range(member: str) -> Range:
    match = RANGE.fullmatch(member)
    low, high = match.groups() if match else (None, None)
    return (Decimal(low) if low else LOWEST, Decimal(high) if high else HIGHEST, member)
