"""Expressions that are no expressions, or that the engine refuses."""

from collections.abc import Iterator

from checker.errors import Problem, UsageError
from checker.linting.bench import Bench
from checker.rulebook.entries import BookRule


def unbound(bench: Bench, entry: BookRule) -> Iterator[Problem]:
    """The rule compiled, and its cases put before the engine, which knows every name and type."""
    try:
        refusal = bench.refusal(bench.compiled(entry), entry)
    except UsageError as error:
        yield from error.problems
        return
    if refusal:
        yield Problem(entry.where, f"{entry.rule.id}: {refusal}", "see docs/writing_rules.md")
