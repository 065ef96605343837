"""A query as its user asks it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

CODES: dict[str, tuple[str, ...]] = {
    "severity": ("critical", "high", "medium", "low"),
    "basis": ("explicit", "interpreted"),
    "verdict": ("met", "violated", "pending", "undetermined"),
    "standing": ("open", "cured", "void", "lost"),
    "scope": ("period", "carried"),
    "effect": ("violation", "suspicion", "advice"),
    "change": ("new", "persisting", "reopened", "revised", "resolved"),
    "rectification": ("due", "overdue", "in_time", "late"),
    "dispute": ("open", "upheld", "rejected"),
}
"""Filters whose values are few and known."""

STORED = {"rule": "rule_id", "clause": "clauses", "pack": "pack", "kind": "kind"}
"""Filters whose values stand in the rules of the audits."""


@dataclass(frozen=True)
class Question:
    """What is asked for. `filters`: name to values, of which one must fit; days are local and inclusive.

    `found_from`, `found_to`: when a violation was first found. `implied`: only cases that follow from another
    violation, or only those that do not; None for both; so too `waived`, `disputed`, `in_baseline`, `gates`.
    `latest_state`: each case once, as the last of the audits that looked at it left it.
    `top` 0 means all rows, `skip` so many of a list are passed over before them; `sort`: column names, descending with
    a leading minus."""

    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    text: tuple[str, ...] = ()
    implied: bool | None = None
    waived: bool | None = None
    disputed: bool | None = None
    in_baseline: bool | None = None
    gates: bool | None = None
    due_from: date | None = None
    due_to: date | None = None
    found_from: date | None = None
    found_to: date | None = None
    latest_state: bool = False
    group_by: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    top: int = 0
    skip: int = 0
    lang: str = "en"
