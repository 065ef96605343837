"""Rules asked for by name."""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from checker.errors import Problem, UsageError, nearest
from checker.rulebook.entries import BookRule, RuleBook


def chosen(book: RuleBook, patterns: Sequence[str], packs: Sequence[str]) -> list[BookRule]:
    """Rules of these packs whose id fits a pattern (* and ?), in the order of the files; without any, all.

    UsageError for a pack that is not there and for a pattern that no rule fits.
    """
    unknown = [Problem("--pack", f"unknown pack '{name}'", nearest(name, book.packs)) for name in packs]
    problems = [problem for name, problem in zip(packs, unknown, strict=True) if name not in book.packs]
    if problems:
        raise UsageError(problems)
    entries = [entry for entry in book.rules.values() if not packs or entry.pack in packs]
    names = [entry.rule.id for entry in entries]
    problems = [_unfitting(pattern, names) for pattern in patterns if not _fits_any(pattern, names)]
    if problems:
        raise UsageError(problems)
    return [entry for entry in entries if not patterns or any(fnmatchcase(entry.rule.id, text) for text in patterns)]


def _fits_any(pattern: str, names: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for name in names)


def _unfitting(pattern: str, names: Sequence[str]) -> Problem:
    what = f"no rule fits '{pattern}'" if set("*?[") & set(pattern) else f"unknown rule '{pattern}'"
    return Problem("rule", what, nearest(pattern, names))
