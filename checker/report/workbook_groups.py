"""The sheets by unit and by responsible: the figures of the period, and what is still to be done."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from checker.report.content import Report
from checker.report.figures import Group
from checker.report.sheets import Workbook
from checker.report.stored import batches, opened
from checker.report.table import heading
from checker.report.workbook_cells import Share
from checker.words.words import Words

COUNTS = ("met", "violated", "pending", "undetermined", "carried")


class Left(NamedTuple):
    """Violations of one person or unit, those of the period and those carried over together."""

    key: str
    open: int
    overdue: int
    disputed: int
    waived: int


_LEFT = """
SELECT coalesce({column}, ''), count(*) FILTER (standing = 'open'), count(*) FILTER (rectification = 'overdue'),
  count(*) FILTER (dispute = 'open'), count(*) FILTER (waiver <> '')
FROM cases WHERE verdict = 'violated' AND effect = 'violation' GROUP BY 1
"""


def write_groups(
    book: Workbook, title: str, by: str, groups: tuple[Group, ...], report: Report, words: Words
) -> tuple[int, int]:
    """Write the groups `by` responsible or unit, most violations first; the number of rows and of sheets."""
    heads = [heading(words, name) for name in (f"{by}_id", f"{by}_name", *COUNTS, "rate", "open")]
    heads += [words.text("workbook.overdue"), words.text("workbook.disputed"), heading(words, "waived")]
    return book.table(title, heads, _rows(groups, _left(report, f"{by}_id"), words))


def _rows(groups: tuple[Group, ...], left: dict[str, Left], words: Words) -> Iterator[list[Any]]:
    for group in groups:
        rate = group.rate.shown(1)
        share = None if rate is None else Share(rate)
        counts = [getattr(group, name) for name in COUNTS]
        name = group.name or ("" if group.key else words.label("term", "unassigned"))
        yield [group.key, name, *counts, share, *left.get(group.key, Left(group.key, 0, 0, 0, 0))[1:]]


def _left(report: Report, column: str) -> dict[str, Left]:
    with opened(report.folder) as connection:
        return {line.key: line for batch in batches(connection, _LEFT.format(column=column), Left) for line in batch}
