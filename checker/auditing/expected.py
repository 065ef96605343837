"""What the auditor says that the company does not have: its absence is no fault of the export."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from checker.rulebook.policy import Policy

LISTED = 8


def is_expected(name: str, not_expected: Sequence[str]) -> bool:
    """Whether a table, column or key has to be there: neither it nor what it belongs to is named as not expected."""
    parts = name.split(".")
    return not any(".".join(parts[:end]) in not_expected for end in range(1, len(parts) + 1))


def excused(lacking: Iterable[str], not_expected: Sequence[str]) -> bool:
    """Whether something is lacking, and the auditor expects none of it."""
    names = list(lacking)
    return bool(names) and not any(is_expected(name, not_expected) for name in names)


def newly_excused(policy: Policy, manifest: Mapping[str, Any]) -> list[str]:
    """What is not expected now and was when the audit of a manifest was made.

    A table that came though nobody expected it is like any other from then on: if it is lost, that is told.
    """
    before = manifest.get("configuration", {}).get("policy", {}).get("not_expected") or []
    return [name for name in policy.not_expected if name not in before]


def folded(lacking: Iterable[str], tables: Iterable[str]) -> list[str]:
    """The names with the columns of undelivered tables left out, tables first. `tables` are those delivered."""
    delivered = set(tables)
    names = {name if name.partition(".")[0] in delivered else name.partition(".")[0] for name in lacking}
    return sorted(names, key=lambda name: ("." in name, name))


def listed(names: Sequence[str], of: str = "", shown: int = LISTED) -> str:
    """The first names, and how many more there are."""
    rest = len(names) - shown
    text = ", ".join(names[:shown])
    return f"{text} and {rest} more {of}".rstrip() if rest > 0 else text
