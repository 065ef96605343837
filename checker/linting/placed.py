"""Clauses without a place, and with two."""

from collections.abc import Iterator

from checker.errors import Problem
from checker.rulebook.coverage import doubly_placed, placements
from checker.rulebook.entries import RuleBook


def ill_placed(book: RuleBook) -> Iterator[Problem]:
    """Every clause of the registers is cited by a rule or placed with a reason, once."""
    for placed in placements(book):
        if placed.became == "unplaced":
            yield Problem(placed.clause.id, "is placed nowhere", "cite it in a rule, or give it a reason under placed")
    cited = {ref.id: entry.where for entry in book.rules.values() for ref in entry.rule.clauses}
    for clause in doubly_placed(book):
        where = f"{cited[clause]}: {clause}" if clause in cited else clause
        yield Problem(where, "is placed twice", "either a rule cites it or it stands under placed, once")
