"""One waiver: which violations it excuses, why, who approved it, and from when until when."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from checker.kinds.rule import Strict
from checker.rulebook.days import Day

SELECTORS = ("case", "subject", "occurrence", "client", "unit", "responsible", "tier", "due_from", "due_to")
"""What narrows a waiver beyond its rules; each but the days takes one value or a list of which one must fit."""

UNASSIGNED = "unassigned"
TIERS = ("strategic", "key", "general", "reserve")
EXPIRING = timedelta(days=30)


def _several(fits: Callable[[str], object], wanted: str) -> BeforeValidator:
    """Reads one text or a list of texts, each of which fits."""

    def read(value: Any) -> tuple[str, ...]:
        listed = [str(one or "").strip() for one in (value if isinstance(value, list | tuple) else [value])]
        wrong = [one for one in listed if not fits(one)]
        if wrong or not listed:
            raise ValueError(f"'{wrong[0]}' is no {wanted}" if wrong else f"an empty list; name at least one {wanted}")
        return tuple(listed)

    return BeforeValidator(read)


def _only_true(value: Any) -> Any:
    if value not in ("true", True):
        raise ValueError("only true may stand here; leave the key out otherwise")
    return True


Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Digits = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
Rules = Annotated[tuple[str, ...], _several(re.compile(r"[a-z0-9*?-]+").fullmatch, "rule id with * and ?")]
Cases = Annotated[tuple[str, ...], _several(re.compile(r"[0-9a-f]{16}").fullmatch, "whole case id of 16 digits")]
Tiers = Annotated[tuple[str, ...], _several(TIERS.__contains__, f"tier; known: {', '.join(TIERS)}")]
Names = Annotated[tuple[str, ...], _several(len, "id")]


class Waiver(Strict):
    """A reasoned, approved, expiring exception. Days are local ones of the company; `expires_on` is still in force.

    `rule`: ids of rules, present or former, with * and ?. `fingerprints`, with `while: unchanged`: case id to what its
    evidence said when the waiver was granted; only these cases are excused, and each as long as it says the same.
    """

    id: Id
    rule: Rules
    case: Cases | None = None
    subject: Names | None = None
    occurrence: Names | None = None
    client: Names | None = None
    unit: Names | None = None
    responsible: Names | None = None
    tier: Tiers | None = None
    due_from: Day | None = None
    due_to: Day | None = None
    whole: Annotated[bool, BeforeValidator(_only_true)] = Field(default=False, alias="all")
    reason: Said
    approver: Said
    granted_on: Day
    expires_on: Day
    condition: Literal["unchanged"] | None = Field(default=None, alias="while")
    fingerprints: dict[Digits, Digits] = {}

    @property
    def narrowed(self) -> tuple[str, ...]:
        """The selectors given."""
        return tuple(name for name in SELECTORS if getattr(self, name) is not None)

    def standing(self, day: date) -> str:
        """`not_yet`, `in_force` or `expired` on a local day."""
        if day < self.granted_on:
            return "not_yet"
        return "in_force" if day <= self.expires_on else "expired"

    def is_expiring(self, day: date) -> bool:
        """Whether it is in force and ends within 30 days."""
        return self.standing(day) == "in_force" and self.expires_on - day <= EXPIRING

    def speaks_of(self, rule: str, formerly: Iterable[str] = ()) -> bool:
        """Whether it is about a rule, called so now or in former times."""
        return any(_fits(pattern).fullmatch(name) for name in (rule, *formerly) for pattern in self.rule)


@cache
def _fits(pattern: str) -> re.Pattern[str]:
    """A pattern of rule ids, which are letters, digits and hyphens, as a regular expression."""
    return re.compile(pattern.replace("*", ".*").replace("?", "."))
