"""The report as a workbook: real dates and numbers, one sheet a subject, filters and frozen headings."""

from typing import BinaryIO

from checker.report import unchecked
from checker.report.content import Report
from checker.report.figures import Group
from checker.report.labels import said, said_fields
from checker.report.ledger import reading_lines
from checker.report.overview import overview
from checker.report.readings import FLIPS, HEADINGS, said_status, said_value
from checker.report.set_parameters import HEADINGS as HEADINGS_OF_PARAMETERS
from checker.report.set_parameters import said_heading, set_parameters
from checker.report.sheets import Share, Workbook, workbook
from checker.report.summary import input_files
from checker.report.table import case_columns, heading
from checker.words.words import Words

SUFFIX = ".xlsx"
BINARY = True
WIDE = {"text": 60, "title": 40, "subject_name": 30, "client_name": 30, "responsible_name": 26, "missing": 30}
COUNTS = ("met", "violated", "pending", "undetermined", "carried")


def write(report: Report, out: BinaryIO, words: Words) -> None:
    """Summary, violations, other cases, by responsible, by unit, rules and what they lack, coverage, the rest."""
    with workbook(out, words, report.as_of) as book:
        book.pairs(words.text("report.sheet.summary"), overview(report, words))
        _cases(book, words.text("report.sheet.violations"), "violated", report, words)
        _cases(book, words.text("report.sheet.others"), "not_violated", report, words)
        _groups(book, "responsible", report.by_responsible, words)
        _groups(book, "unit", report.by_unit, words)
        _rules(book, report, words)
        _unchecked(book, report, words)
        _parameters(book, report, words)
        _coverage(book, report, words)
        _escalations(book, report, words)
        _readings(book, report, words)
        _quarantine(book, report, words)
        _inputs(book, report, words)


def _cases(book: Workbook, name: str, which: str, report: Report, words: Words) -> None:
    columns = case_columns(report, words)
    heads = [heading(words, column.name) for column in columns]
    rows = ([column.read(case) for column in columns] for case in report.cases(which))
    book.table(name, heads, rows, [WIDE.get(column.name, 18) for column in columns])


def _groups(book: Workbook, by: str, groups: tuple[Group, ...], words: Words) -> None:
    heads = [heading(words, name) for name in (f"{by}_id", f"{by}_name", *COUNTS, "rate")]
    rows = ([group.key, group.name, *(getattr(group, name) for name in COUNTS), _share(group)] for group in groups)
    book.table(words.text(f"report.sheet.by_{by}"), heads, rows, (18, 30))


def _share(group: Group) -> Share | None:
    shown = group.rate.shown(1)
    return None if shown is None else Share(shown)


def _rules(book: Workbook, report: Report, words: Words) -> None:
    names = ("rule_id", "title", "kind", "severity", "basis", "effect", "status", "status_reason", "clauses")
    counts = ("met", "violated", "pending", "undetermined", "not_applicable")
    rows = (
        [
            rule.rule_id,
            rule.title(words.lang),
            said(words, "rule_kind", rule.kind),
            *(said(words, name, getattr(rule, name)) for name in ("severity", "basis", "effect", "status")),
            said(words, "reason", rule.status_reason),
            rule.clauses,
            *(getattr(rule, name) for name in counts),
            rule.words(words.lang),
            "; ".join(reading_lines({}, rule.readings, words)),
        ]
        for rule in report.rules
    )
    heads = [heading(words, name) for name in (*names, *counts, "words", "readings")]
    book.table(words.text("report.rules"), heads, rows, (22, 40))


def _unchecked(book: Workbook, report: Report, words: Words) -> None:
    heads = [unchecked.said_heading(name, words) for name in unchecked.HEADINGS]
    rows = unchecked.lacking_rows(report, words)
    book.table(words.text("report.sheet.unchecked"), heads, rows, (30, 30, 12, 10, 100))


def _parameters(book: Workbook, report: Report, words: Words) -> None:
    heads = [said_heading(name, words) for name in HEADINGS_OF_PARAMETERS]
    rows = set_parameters(report, words)
    book.table(words.text("report.sheet.parameters"), heads, rows, (30, 60, 40, 40))


def _coverage(book: Workbook, report: Report, words: Words) -> None:
    names = ("clause_id", "source", "locator", "title", "says", "checkability", "became", "rule_ids", "why")
    rows = (
        [
            clause.clause_id,
            clause.source,
            clause.locator,
            clause.title(words.lang),
            clause.says,
            said(words, "checkability", clause.checkability),
            said(words, "became", clause.became),
            clause.rule_ids,
            clause.why,
        ]
        for clause in report.clauses
    )
    book.table(
        words.text("report.sheet.coverage"), [heading(words, name) for name in names], rows, (14, 10, 18, 36, 60)
    )


def _escalations(book: Workbook, report: Report, words: Words) -> None:
    names = (
        "escalation",
        "conclusion",
        "subject_id",
        "addressee_id",
        "unit_id",
        "rule_id",
        "count",
        "text",
        "case_ids",
    )
    rows = (
        [
            *(getattr(one, name) for name in names[:6]),
            one.case_count,
            one.text(words.lang),
            one.case_ids,
        ]
        for one in report.escalations
    )
    book.table(words.label("term", "escalations"), [heading(words, name) for name in names], rows)


def _readings(book: Workbook, report: Report, words: Words) -> None:
    if report.readings is None:
        return
    names = ("rule_id", "param", "parameter_says", "readings", "in_force", "other", "value", "status", *HEADINGS)
    rows = (
        [
            *(line.rule_id, line.param, line.says(words.lang), line.ours),
            *(said_value(line.in_force, line.unit, words), line.other, said_value(line.value, line.unit, words)),
            said_status(line, words),
            *(getattr(line, name) for name in FLIPS),
        ]
        for line in report.readings
    )
    heads = [heading(words, name) for name in names]
    book.table(words.text("report.readings.sheet"), heads, rows, (26, 26, 40, 40, 18, 40, 24, 24))


def _quarantine(book: Workbook, report: Report, words: Words) -> None:
    names = ("entity", "file", "row", "column", "raw", "reason", "refused", "detail")
    rows = (
        [
            said(words, "entity", line.entity),
            line.file,
            line.row,
            said_fields(words, [f"{line.entity}.{line.column}"]) if line.column else "",
            line.raw,
            said(words, "reason", line.reason),
            line.refused,
            line.detail,
        ]
        for line in report.quarantine()
    )
    book.table(words.label("term", "quarantine"), [heading(words, name) for name in names], rows)


def _inputs(book: Workbook, report: Report, words: Words) -> None:
    heads = [heading(words, name) for name in ("file", "bytes", "sha256")]
    book.table(words.text("report.sheet.inputs"), heads, input_files(report), (30, 14, 70))
