"""Findings about the other readings of rules: values that the rule refuses or nothing reads, and mere sentences."""

from collections.abc import Iterator
from dataclasses import replace

from checker.errors import Problem, UsageError
from checker.expressions.world import DatedValue
from checker.kinds.query import compile_rule
from checker.linting.bench import Bench
from checker.rulebook.entries import BookRule
from checker.rulebook.readings import Choice, choices
from checker.rulebook.views import tables_read


def refused_readings(bench: Bench, entry: BookRule) -> Iterator[Problem]:
    """The rule compiled under each of its other readings that has a value."""
    for choice in choices(entry.rule, bench.book.parameters):
        if choice.value is not None:
            yield from _findings(bench, entry, choice)


def uncarried_readings(bench: Bench, entry: BookRule) -> Iterator[Problem]:
    """A reading that no parameter carries is one that no auditor can decide otherwise."""
    for name in dict.fromkeys(reading.param for reading in entry.rule.readings):
        if name not in bench.book.parameters:
            what = f"{entry.rule.id}: the reading '{name}' is no parameter"
            yield Problem(entry.where, what, "declare the parameter that decides it, or say the reading in a gate")


def _findings(bench: Bench, entry: BookRule, choice: Choice) -> Iterator[Problem]:
    param, where = choice.reading.param, f"{entry.where}: {entry.rule.id}"
    otherwise = replace(bench.world, parameters={**bench.world.parameters, param: (DatedValue(choice.value),)})
    said = f"{where}: ${param} read as '{choice.says}'"
    try:
        ours = bench.compiled(entry).tree
    except UsageError:
        return
    try:
        theirs = compile_rule(entry.rule, bench.relations, otherwise, said).tree
    except UsageError as error:
        yield from error.problems
        return
    if ours == theirs and not tables_read(ours) & bench.readers.get(param, frozenset()):
        what = f"reading '{choice.says}' has a value, but neither the rule nor its views read ${param}"
        yield Problem(where, what, "name the parameter that carries the reading, or leave the value out")
