"""Everything that the pack reads, and which part of it a run takes away."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import TypeVar

import pytest

from checker.kinds.query import compile_rule
from checker.rulebook.book import load_book
from checker.rulebook.plain_world import plain_world
from tests.planted.judging import RULES

from .reading import columns_read

BOOK = load_book([RULES])
# Read by calendars and escalations, whichever rules are judged.
BESIDE_THE_RULES = ("org_unit.time_zone", "org_unit.head_id", "org_unit.parent_id", "employee.unit_id", "employee.name")

Item = TypeVar("Item")


@cache
def reads() -> dict[str, frozenset[str]]:
    """What each rule reads, as `entity.column` and `entity`."""
    world = plain_world(BOOK, datetime(2025, 1, 20))
    found = {}
    for name, entry in BOOK.rules.items():
        columns = columns_read(BOOK, compile_rule(entry.rule, BOOK.relations, world), world)
        found[name] = columns | {column.partition(".")[0] for column in columns}
    return found


def everything() -> list[str]:
    """Every column and table that the pack reads."""
    return sorted({name for names in reads().values() for name in names} | set(BESIDE_THE_RULES))


def part(items: Sequence[Item], config: pytest.Config, every: int) -> list[Item]:
    """All of them with --long, else one of so many (`every`)."""
    return list(items) if config.getoption("--long") else list(items[::every])
