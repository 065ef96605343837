"""The sheets of rules, clauses, escalations, readings, quarantined cells and input files; long texts are wrapped."""

from checker.report import unchecked
from checker.report.content import Report
from checker.report.labels import said, said_fields
from checker.report.ledger import reading_lines
from checker.report.readings import FLIPS, HEADINGS, said_status, said_value
from checker.report.set_parameters import HEADINGS as HEADINGS_OF_PARAMETERS
from checker.report.set_parameters import said_heading, set_parameters
from checker.report.sheets import Workbook
from checker.report.stored import opened
from checker.report.summary import input_files
from checker.report.table import heading
from checker.words.words import Words

Written = tuple[int, int]
"""The number of rows and of sheets."""


def write_rules(book: Workbook, title: str, report: Report, words: Words) -> Written:
    """Every rule in words, with what became of it in the period."""
    counts = ("met", "violated", "pending", "undetermined", "not_applicable")
    names = ("rule_id", "title", "severity", "status", *counts, "words")
    further = ("kind", "basis", "effect", "status_reason", "clauses", "readings")
    rows = (
        [
            rule.rule_id,
            rule.title(words.lang),
            *(said(words, name, getattr(rule, name)) for name in ("severity", "status")),
            *(getattr(rule, name) for name in counts),
            rule.words(words.lang),
            said(words, "rule_kind", rule.kind),
            *(said(words, name, getattr(rule, name)) for name in ("basis", "effect")),
            said(words, "reason", rule.status_reason),
            rule.clauses,
            "; ".join(reading_lines({}, rule.readings, words)),
        ]
        for rule in report.rules
    )
    heads = [heading(words, name) for name in (*names, *further)]
    return book.table(title, heads, rows, wrapped=True, printed=len(names))


def write_unchecked(book: Workbook, title: str, report: Report, words: Words) -> Written:
    """What the rules that did not run lack."""
    heads = [unchecked.said_heading(name, words) for name in unchecked.HEADINGS]
    return book.table(title, heads, unchecked.lacking_rows(report, words), wrapped=True)


def write_parameters(book: Workbook, title: str, report: Report, words: Words) -> Written:
    """Parameters that differ from their packs."""
    heads = [said_heading(name, words) for name in HEADINGS_OF_PARAMETERS]
    return book.table(title, heads, set_parameters(report, words), wrapped=True)


def write_coverage(book: Workbook, title: str, report: Report, words: Words) -> Written:
    """Every clause and what it became; a clause of one rule leads to it."""
    names = ("clause_id", "source", "locator", "title", "says", "checkability", "became", "rule_ids", "why")
    rules = words.text("report.rules")
    links = {rule.rule_id: book.link(rule.rule_id, rules, place) for place, rule in enumerate(report.rules)}
    rows = (
        [
            clause.clause_id,
            clause.source,
            clause.locator,
            clause.title(words.lang),
            clause.says,
            said(words, "checkability", clause.checkability),
            said(words, "became", clause.became),
            links.get(clause.rule_ids[0], clause.rule_ids) if len(clause.rule_ids) == 1 else clause.rule_ids,
            clause.why,
        ]
        for clause in report.clauses
    )
    return book.table(title, [heading(words, name) for name in names], rows, wrapped=True)


def write_escalations(book: Workbook, title: str, report: Report, words: Words) -> Written:
    """Every escalation with the cases that it rests on."""
    of_whom = ("subject_id", "subject_name", "addressee_id", "unit_id", "unit_name")
    names = ("escalation", "conclusion", *of_whom, "rule_id", "count", "text", "case_ids")
    known = _names(report)
    rows = (
        [
            *(one.escalation, one.conclusion, one.subject_id, known.get((one.subject_type, one.subject_id))),
            known.get(("employee", one.addressee_id), one.addressee_id),
            *(one.unit_id, known.get(("org_unit", one.unit_id)), one.rule_id, one.case_count, one.text(words.lang)),
            one.case_ids,
        ]
        for one in report.escalations
    )
    return book.table(title, [heading(words, name) for name in names], rows, wrapped=True)


def write_readings(book: Workbook, title: str, report: Report, words: Words) -> Written:
    """What other readings of the text would change."""
    names = ("rule_id", "param", "parameter_says", "readings", "in_force", "other", "value", "status", *HEADINGS)
    rows = (
        [
            *(line.rule_id, line.param, line.says(words.lang), line.ours),
            *(said_value(line.in_force, line.unit, words), line.other, said_value(line.value, line.unit, words)),
            said_status(line, words),
            *(getattr(line, name) for name in FLIPS),
        ]
        for line in report.readings or ()
    )
    return book.table(title, [heading(words, name) for name in names], rows, wrapped=True)


def write_quarantine(book: Workbook, title: str, report: Report, words: Words) -> Written:
    """Every cell or row that could not be read."""
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
    return book.table(title, [heading(words, name) for name in names], rows)


def write_inputs(book: Workbook, title: str, report: Report, words: Words) -> Written:
    """The files that the audit rests on."""
    heads = [heading(words, name) for name in ("file", "bytes", "sha256")]
    return book.table(title, heads, input_files(report))


def _names(report: Report) -> dict[tuple[str, str | None], str]:
    """The names of those whom escalations speak of and go to."""
    asked = {key for one in report.escalations for key in (one.subject_id, one.addressee_id, one.unit_id) if key}
    if not asked:
        return {}
    sql = "SELECT entity, id, name FROM names WHERE list_contains($asked, id)"
    with opened(report.folder) as connection:
        found = connection.execute(sql, {"asked": sorted(asked)}).fetchall()
    return {(entity, key): name for entity, key, name in found}
