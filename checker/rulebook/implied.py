"""Mistakes in what rules say they follow from (`implied_by`)."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from checker.errors import Problem, nearest
from checker.kinds.rule import SEVERITIES
from checker.rulebook.entries import BookRule, RuleBook


def implied_problems(book: RuleBook) -> list[Problem]:
    """Rules named that cannot imply: unknown, itself, of another pack, about something else, less grave; circles."""
    following = [entry for entry in book.rules.values() if entry.rule.implied_by]
    return [*(problem for entry in following for problem in _of_rule(book, entry)), *_circles(book, following)]


def _of_rule(book: RuleBook, entry: BookRule) -> Iterator[Problem]:
    own = [name for name, other in book.rules.items() if other.pack == entry.pack and name != entry.rule.id]
    for name in entry.rule.implied_by:
        what, remedy = "", ""
        other = book.rules.get(name)
        if name == entry.rule.id:
            what, remedy = "implied_by names the rule itself", "name the rule that it follows from"
        elif other is None:
            what, remedy = f"implied_by names unknown rule '{name}'", nearest(name, own)
        elif other.pack != entry.pack:
            what = f"implied_by names '{name}', a rule of pack {other.pack}"
            remedy = f"name rules of {entry.pack} only"
        elif other.rule.effect != "violation":
            what = f"implied_by names '{name}', whose effect is {other.rule.effect}"
            remedy = "only a violation implies another"
        elif _reported(book, other) != _reported(book, entry):
            things = f"{_reported(book, other)}, not {_reported(book, entry)}"
            what, remedy = f"implied_by names '{name}', which is about {things}", "name a rule about the same thing"
        elif _graver(entry, other):
            what = f"implied_by names '{name}', which is less grave ({other.rule.severity})"
            remedy = f"a reader would miss what is {entry.rule.severity}; leave it out"
        if what:
            yield Problem(entry.where, f"{entry.rule.id}: {what}", remedy)


def _graver(entry: BookRule, other: BookRule) -> bool:
    """Whether a finding that counts would stand behind one of less weight."""
    weight, behind = SEVERITIES.index(entry.rule.severity), SEVERITIES.index(other.rule.severity)
    return entry.rule.effect == "violation" and weight > behind


def _reported(book: RuleBook, entry: BookRule) -> str:
    """What the subjects of a rule are called in its cases."""
    rule = entry.rule
    return rule.reported_as or book.relations.entity_of(rule.subject) or rule.subject


def _circles(book: RuleBook, following: list[BookRule]) -> Iterator[Problem]:
    graph = {entry.rule.id: set(entry.rule.implied_by) - {entry.rule.id} for entry in following}
    while graph:
        try:
            TopologicalSorter(graph).prepare()
            return
        except CycleError as error:
            circle: list[str] = error.args[1][:-1]
        first = min(circle)
        start = circle.index(first)
        path = [*circle[start:], *circle[:start], first]  # each implies the next
        what = f"implied_by goes round in a circle: {' implies '.join(path)}"
        yield Problem(book.rules[first].where, f"{first}: {what}", "leave one of them out")
        graph[first] -= set(circle)
