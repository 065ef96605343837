"""Findings about a rule book: every check of the registry, on every rule or on the whole book."""

from collections.abc import Callable, Iterator, Sequence

from checker.errors import Problem
from checker.linting.bench import bench_of
from checker.linting.checks import BOOK_CHECKS, RULE_CHECKS, THOROUGH_CHECKS
from checker.rulebook.entries import BookRule, RuleBook
from checker.rulebook.shared_out import for_each, silent

Progress = Callable[[str, int, int], None]


def lint(book: RuleBook) -> list[Problem]:
    """All findings, in the order of the checks; an empty list is a clean book."""
    return [*rule_findings(book, list(book.rules.values()), jobs=1), *book_findings(book)]


def rule_findings(
    book: RuleBook,
    entries: Sequence[BookRule],
    thorough: bool = False,
    jobs: int = 0,
    progress: Progress = silent,
) -> Iterator[Problem]:
    """Findings about these rules alone, in the order of the checks, worked out in `jobs` processes.

    `thorough`: also what is no mistake, but leaves a reader or an auditor in doubt.
    """
    by_rule = list(for_each(book, entries, _all_thorough if thorough else _all, jobs, progress))
    for check in range(len(RULE_CHECKS) + len(THOROUGH_CHECKS) * thorough):
        for found in by_rule:
            yield from found[check]


def book_findings(book: RuleBook) -> Iterator[Problem]:
    """Findings about what the rules make together."""
    for check in BOOK_CHECKS:
        yield from check(book)


def _all(book: RuleBook, entry: BookRule) -> list[list[Problem]]:
    bench = bench_of(book)
    return [list(check(bench, entry)) for check in RULE_CHECKS]


def _all_thorough(book: RuleBook, entry: BookRule) -> list[list[Problem]]:
    bench = bench_of(book)
    return [list(check(bench, entry)) for check in (*RULE_CHECKS, *THOROUGH_CHECKS)]
