"""From when the rules of a pack apply: the auditor's applied_packs, since no regulation prints an effective date."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from checker.errors import Problem, UsageError, nearest
from checker.rulebook.book import BookRule


def in_force(rules: Iterable[BookRule], applied: Mapping[str, Any], packs: Iterable[str]) -> list[BookRule]:
    """The rules with `since` no earlier than applies_from of their pack. UsageError for unknown packs and bad dates."""
    known = sorted(packs)
    problems: list[Problem] = []
    begins: dict[str, date] = {}
    for name, told in applied.items():
        where = f"applied_packs.{name}"
        if name not in known:
            problems += [Problem(where, f"unknown pack '{name}'", near)] if (near := _misspelt(name, known)) else []
        elif isinstance(told, Mapping) and told.get("applies_from"):
            begins |= _begin(name, str(told["applies_from"]), where, problems)
    if problems:
        raise UsageError(problems)
    return [_from(entry, begins.get(entry.pack)) for entry in rules]


def _begin(name: str, text: str, where: str, problems: list[Problem]) -> dict[str, date]:
    try:
        return {name: date.fromisoformat(text)}
    except ValueError:
        problems.append(Problem(where, f"'{text}' is not a date", "write a day as 2026-10-05"))
        return {}


def _misspelt(name: str, known: Sequence[str]) -> str:
    """The pack meant; a pack that is merely not loaded in this audit is no mistake."""
    near = nearest(name, known)
    return near if near.startswith("did you mean") else ""


def _from(entry: BookRule, begin: date | None) -> BookRule:
    since = entry.rule.since
    if begin is None or (since is not None and since >= begin):
        return entry
    return replace(entry, rule=entry.rule.model_copy(update={"since": begin}))
