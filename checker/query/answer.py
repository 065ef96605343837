"""A question answered: listed, grouped or counted cases of stored audits."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.query.audits import opened, telling_damage
from checker.query.facts import oldest_first
from checker.query.filters import Clause, conditions
from checker.query.grouped import Grouping, grouping
from checker.query.latest import latest_state
from checker.query.listed import Listing, listing
from checker.query.question import Question
from checker.query.renamed import newest_names, under_all_names
from checker.query.unknown import Unknown, check_values, unknown_values


@dataclass(frozen=True)
class Answer:
    """Rows of a query under their column names; `total` rows there are in all, of which `top` may have cut some.

    `unknown`: values of filters that name nobody and nothing in these audits, told where nothing was found."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    total: int
    unknown: tuple[Unknown, ...] = ()


def answer(folders: Sequence[Path], question: Question) -> Answer:
    """Ask stored audits. Raises UsageError: unknown column, group or value of a filter, all mistakes at once."""
    shape: Grouping | Listing = grouping(question) if question.group_by else listing(question, len(folders) > 1)
    with _asked(folders, question) as (connection, where):
        rows, total = shape.fetch(connection, where, question.top)
        unknown = () if total else unknown_values(connection, question)
    return Answer(shape.columns, rows, total, unknown)


def count(folders: Sequence[Path], question: Question) -> Answer:
    """How many cases fit: `total` alone, without rows."""
    with _asked(folders, question) as (connection, (where, bound)):
        ((total,),) = connection.execute(f"SELECT count(*) FROM cases c WHERE {where}", bound).fetchall()
        unknown = () if total else unknown_values(connection, question)
    return Answer((), [], int(total), unknown)


@contextmanager
def _asked(folders: Sequence[Path], question: Question) -> Iterator[tuple[Any, Clause]]:
    """The audits opened, and what follows WHERE."""
    audits = oldest_first(folders) if question.latest_state and len(folders) > 1 else []
    read = [audit.folder for audit in audits] or folders
    with opened(read) as connection, telling_damage(read):
        if "rule" in question.filters:
            question = under_all_names(connection, question, newest_names(oldest_first(read)))
        check_values(connection, question)
        where, bound = conditions(connection, question)
        if audits:
            where = f"({latest_state(connection, audits)}) AND {where}"
        yield connection, (where, bound)
