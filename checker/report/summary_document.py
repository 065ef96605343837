"""The summary of an audit on paper: the rate with its denominators, what was found where, what could not be judged."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, Decimal

from checker.one_line import one_line
from checker.report.changed import change_lines
from checker.report.content import Report, RuleLine
from checker.report.document import Block, Document, Heading, Paragraph, paragraph, table
from checker.report.figures import VERDICTS, Group, Rate
from checker.report.gated import gate_lines
from checker.report.headline import (
    closing,
    incomplete_lines,
    said_as_of,
    said_implied_count,
    said_period,
    said_rate,
    said_share,
    shown_of,
)
from checker.report.labels import said, said_fields
from checker.report.marked import Marked, marked
from checker.report.notices import notice_lines
from checker.report.pack_document import FIGURES, page, said_count, signatures
from checker.report.resting import said_resting
from checker.report.table import heading
from checker.report.unchecked import said_idle, said_not_run
from checker.report.verdict import exit_code, waived
from checker.report.waiver_lines import waiver_lines
from checker.words.words import Words

LISTED = 30
PROBLEMS = 20


def summary_document(report: Report, words: Words) -> Document:
    """Every figure with what it is a part of; lists are cut at thirty lines and say so. No single case."""
    company = str(report.manifest.get("company") or "")
    title = one_line(words.text("report.page.title", company=company))
    foot = one_line(f"{company} · {report.audit_id}")
    return Document(words.lang, title, foot, page(words), tuple(_blocks(report, title, words)))


def _blocks(report: Report, title: str, words: Words) -> Iterator[Block]:
    yield Heading(title, 1)
    ended = words.text(f"ci.ended.{exit_code(report)}")
    yield Paragraph((one_line(f"{ended} · {said_rate(report.rate, words)}"),), "strong")
    about = {"period": said_period(report, words), "as_of": said_as_of(report, words), "audit": report.audit_id}
    company = str(report.manifest.get("company") or "")
    yield paragraph(words.text("report.header", company=company, **about), tone="small")
    yield paragraph(*notice_lines(report, words), tone="notice")
    problems = [words.text("report.incomplete", problem=line) for line in incomplete_lines(report)]
    cut = [shown_of(PROBLEMS, len(problems), words)] if len(problems) > PROBLEMS else []
    yield paragraph(*problems[:PROBLEMS], *cut, tone="notice")
    yield paragraph(*change_lines(report, words), *gate_lines(report, words))
    yield from _figures(report, words)
    yield from _severities(report, words)
    marks = marked(report)
    yield from _rules(report, marks, words)
    yield from _groups("report.sheet.by_unit", words.label("entity", "org_unit"), report.by_unit, words)
    yield from _groups(
        "report.sheet.by_responsible", words.label("heading", "responsible"), report.by_responsible, words
    )
    yield from _escalations(report, words)
    yield from _not_judged(report, words)
    if lines := waiver_lines(report.manifest, words):
        yield Heading(words.text("waivers.report.title"))
        yield paragraph(*lines)
    yield paragraph(closing(report, words), tone="small")
    yield signatures(words)


def _figures(report: Report, words: Words) -> Iterator[Block]:
    after = report.manifest.get("rate_after_waivers")
    rows = [
        [words.label("term", "rate"), said_rate(report.rate, words)],
        [words.label("term", "rate_after_waivers"), _share(after, words)],
        [heading(words, "waived"), words.number(waived(report))],
        *([said(words, "verdict", name), words.number(report.verdicts[name])] for name in VERDICTS),
        *([said(words, "effect", name), words.number(report.effects[name])] for name in ("suspicion", "advice")),
        [words.label("term", "quarantine"), words.number(report.quarantine_count)],
    ]
    yield Heading(words.text("ci.figures"))
    yield table(["", words.label("term", "total")], rows, [60, 40], [1])
    yield paragraph(said_resting(report, words), said_implied_count(report, words), tone="small")


def _share(share: float | None, words: Words) -> str:
    """Cut like the rate, never rounded up."""
    if share is None:
        return words.text("report.rate_none")
    return words.percent(Decimal(str(share)).quantize(Decimal("0.001"), ROUND_DOWN), 1)


def _severities(report: Report, words: Words) -> Iterator[Block]:
    heads = ["", *(said(words, "scope", scope) for scope in ("period", "carried")), heading(words, "open")]
    rows = [
        [said(words, "severity", line.severity), *map(words.number, (line.period, line.carried, line.open))]
        for line in report.severities
    ]
    yield Heading(words.text("report.by_severity"))
    yield table(heads, rows, [40, 20, 20, 20], [1, 2, 3])


def _rules(report: Report, marks: dict[str, Marked], words: Words) -> Iterator[Block]:
    """By what fails the audit, then by violations."""

    def weight(rule: RuleLine) -> tuple[int, int, str]:
        return -marks[rule.rule_id].fail, -marks[rule.rule_id].violated, rule.rule_id

    worst = sorted((rule for rule in report.rules if rule.rule_id in marks), key=weight)
    if not worst:
        return
    yield from _titled(words.text("ci.top_rules"), len(worst), words)
    heads = [*(heading(words, name) for name in ("title", "clauses", "severity", "violated")), words.text("ci.fails")]
    rows = [
        [
            *(rule.title(words.lang), ", ".join(rule.locators), said(words, "severity", rule.severity)),
            *(words.number(marks[rule.rule_id].violated), words.number(marks[rule.rule_id].fail)),
            said_share(Rate(rule.met, rule.violated), words),
        ]
        for rule in worst[:LISTED]
    ]
    yield table([*heads, words.text("report.column.rate")], rows, [38, 22, 14, 12, 12, 12], [3, 4, 5])


def _groups(title: str, label: str, groups: Sequence[Group], words: Words) -> Iterator[Block]:
    if not groups:
        return
    yield from _titled(words.text(title), len(groups), words)
    heads = [label, *(said_count(name, words) for name in FIGURES), words.text("report.column.rate")]
    rows = [
        [
            one.name or one.key or words.label("term", "unassigned"),
            *(words.number(getattr(one, name)) for name in FIGURES),
            said_share(one.rate, words),
        ]
        for one in groups[:LISTED]
    ]
    yield table(heads, rows, [26, 12, 12, 12, 14, 12, 12], range(1, 7))


def _escalations(report: Report, words: Words) -> Iterator[Block]:
    if report.escalations:
        yield from _titled(words.label("term", "escalations"), len(report.escalations), words)
        yield paragraph(*(one.text(words.lang) for one in report.escalations[:LISTED]))


def _not_judged(report: Report, words: Words) -> Iterator[Block]:
    rows = [
        [line.rule_id, said(words, "reason", line.reason), said_fields(words, line.missing), words.number(line.n)]
        for line in report.unjudged[:LISTED]
    ]
    told = [*said_idle(report, words), said_not_run(report, words)]
    if not rows and not any(told):
        return
    yield from _titled(words.text("report.not_judged"), len(report.unjudged), words)
    if rows:
        heads = [heading(words, name) for name in ("rule_id", "reason", "missing", "count")]
        yield table(heads, rows, [26, 26, 36, 12], [3])
    yield paragraph(*told)


def _titled(title: str, of: int, words: Words) -> Iterator[Block]:
    yield Heading(title)
    if of > LISTED:
        yield paragraph(shown_of(LISTED, of, words), tone="small")
