"""The sheets of cases: what a reader asks first stands first, every column of the table of cases is there."""

from collections.abc import Iterator
from typing import Any

from checker.report.cases import Case
from checker.report.content import Report
from checker.report.labels import said
from checker.report.sheets import MOST_LINKS, Workbook
from checker.report.table import Column, case_columns, heading
from checker.words.words import Words

PRINTED = (
    *("severity", "rule_id", "client_name", "responsible_name", "unit_name"),
    *("due_at", "overdue", "rectify_by", "text"),
)
# Then the other columns of the table of cases, in its order.
FIRST = (*PRINTED, "title", "subject_id", "subject_name", "outcome", "standing", "done_at")
WIDE, TEXT_WIDE = 30, 60
COLOURS = {"critical": "#F4B6B6", "high": "#FBE0B0"}


def write_cases(book: Workbook, title: str, which: str, report: Report, words: Words) -> tuple[int, int]:
    """Write the cases of a selection, worst first; the number of rows and of sheets."""
    columns = _in_reading_order(case_columns(report, words))
    return book.table(
        title,
        [heading(words, column.name) for column in columns],
        _rows(book, columns, report, which, words.text("report.rules")),
        marked={said(words, "severity", code): colour for code, colour in COLOURS.items()},
        printed=len(PRINTED),
        widest=[TEXT_WIDE if column.name == "text" else WIDE for column in columns],
    )


def _in_reading_order(columns: tuple[Column, ...]) -> list[Column]:
    named = {column.name: column for column in columns}
    return [named[name] for name in FIRST] + [column for column in columns if column.name not in FIRST]


def _rows(book: Workbook, columns: list[Column], report: Report, which: str, rules: str) -> Iterator[list[Any]]:
    """The rule's id leads to its row on the sheet of rules, in as many rows as Excel admits."""
    links = {rule.rule_id: book.link(rule.rule_id, rules, place) for place, rule in enumerate(report.rules)}
    of_rule = FIRST.index("rule_id")
    for number, case in enumerate(report.cases(which)):
        row = _row(columns, case)
        if number < MOST_LINKS:
            row[of_rule] = links.get(case.rule_id, case.rule_id)
        yield row


def _row(columns: list[Column], case: Case) -> list[Any]:
    return [column.read(case) for column in columns]
