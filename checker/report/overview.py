"""The summary as labelled figures, for formats that lay it out in cells."""

from collections.abc import Iterator
from typing import Any

from checker.report.changed import change_lines
from checker.report.content import Report
from checker.report.figures import VERDICTS
from checker.report.gated import said_gating
from checker.report.headline import incomplete_lines, said_as_of, said_implied_count, said_period
from checker.report.labels import said, said_fields
from checker.report.notices import notice_lines
from checker.report.resting import said_resting
from checker.report.table import heading
from checker.report.unchecked import said_not_run
from checker.report.verdict import exit_code, waived
from checker.report.waiver_lines import waiver_lines
from checker.report.workbook_cells import Share
from checker.words.words import Words


def overview(report: Report, words: Words) -> Iterator[list[Any]]:
    """Rows of a label and its values; a row of one cell opens a section."""
    yield from _about(report, words)
    yield from _rate(report, words)
    yield [words.text("report.resting_title"), said_resting(report, words)]
    if lines := waiver_lines(report.manifest, words):
        yield [words.text("waivers.report.title")]
        yield from (["", line] for line in lines)
    yield [words.text("report.by_verdict")]
    yield ["", *(said(words, "scope", scope) for scope in ("period", "carried"))]
    for verdict in VERDICTS:
        yield [said(words, "verdict", verdict), report.verdicts[verdict], report.carried[verdict]]
    yield [words.text("report.by_severity")]
    yield ["", *(said(words, "scope", scope) for scope in ("period", "carried")), heading(words, "open")]
    for line in report.severities:
        yield [said(words, "severity", line.severity), line.period, line.carried, line.open]
    if implied := said_implied_count(report, words):
        yield [heading(words, "implied_by"), implied]
    yield [words.text("report.not_judged")]
    if not report.unjudged:
        yield ["", words.text("report.page.none")]
    for gap in report.unjudged:
        yield [gap.rule_id, gap.n, said(words, "reason", gap.reason), said_fields(words, gap.missing)]


def _about(report: Report, words: Words) -> Iterator[list[Any]]:
    term = words.label
    yield [term("term", "audit")]
    yield [term("term", "company"), report.manifest.get("company")]
    yield [term("term", "period"), said_period(report, words)]
    yield [term("term", "as_of"), said_as_of(report, words)]
    yield [term("term", "audit_id"), report.audit_id]
    yield [heading(words, "exit_code"), exit_code(report)]
    yield from (["", line] for line in (*notice_lines(report, words), *change_lines(report, words)))
    if why := said_gating(report, words):
        yield ["", why]
    if idle := said_not_run(report, words):
        yield [words.text("unchecked.title"), idle]
    for line in incomplete_lines(report):
        yield [words.text("report.incomplete_title"), line]


def _rate(report: Report, words: Words) -> Iterator[list[Any]]:
    shown = report.rate.shown()
    yield [words.label("term", "rate")]
    yield [words.label("term", "rate"), words.text("report.rate_none") if shown is None else Share(shown)]
    yield [said(words, "verdict", "met"), report.rate.met]
    yield [heading(words, "judged_cases"), report.rate.judged]
    yield [heading(words, "waived"), waived(report)]
    yield [words.label("term", "suspicions"), report.effects["suspicion"]]
    yield [words.label("term", "advice"), report.effects["advice"]]
    yield [words.label("term", "quarantine"), report.quarantine_count]
