"""A summary for chats, merge requests and the page of a CI job: figures and the worst rules, no single case."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, Decimal
from typing import BinaryIO

from checker.report.changed import change_lines
from checker.report.content import Report
from checker.report.encoded import markdown_text, text_bytes
from checker.report.figures import VERDICTS, Rate
from checker.report.gated import gate_lines
from checker.report.headline import closing, incomplete_lines, said_as_of, said_period, said_rate, said_share, shown_of
from checker.report.labels import said, said_fields
from checker.report.marked import Marked, marked, total
from checker.report.notices import notice_lines
from checker.report.resting import said_resting
from checker.report.table import heading
from checker.report.unchecked import said_idle, said_not_run
from checker.report.verdict import exit_code, waived
from checker.report.waiver_lines import waiver_lines
from checker.words.words import Words

SUFFIX = ".md"
LISTED = 10
PROBLEMS = 10


def write(report: Report, out: BinaryIO, words: Words) -> None:
    """Every figure with what it is a part of; lists are cut at ten lines and say so."""
    marks = marked(report)
    for line in [
        *_head(report, words),
        *_figures(report, total(marks), words),
        *_severities(report, words),
        *_rules(report, marks, words),
        *_unjudged(report, words),
        "",
        markdown_text(closing(report, words)),
    ]:
        out.write(text_bytes(line + "\n"))


def _head(report: Report, words: Words) -> Iterator[str]:
    company = str(report.manifest.get("company") or "")
    title = words.text("report.page.title", company=company)
    yield f"## {markdown_text(title)}"
    yield ""
    ended = words.text(f"ci.ended.{exit_code(report)}")
    yield f"**{markdown_text(ended)}** · {markdown_text(said_rate(report.rate, words))}"
    yield ""
    about = {"period": said_period(report, words), "as_of": said_as_of(report, words), "audit": report.audit_id}
    yield markdown_text(words.text("report.header", company=company, **about))
    problems = incomplete_lines(report)
    told = [*notice_lines(report, words)]
    told += [words.text("report.incomplete", problem=line) for line in problems[:PROBLEMS]]
    told += [shown_of(PROBLEMS, len(problems), words)] if len(problems) > PROBLEMS else []
    told += [*change_lines(report, words), *gate_lines(report, words), *waiver_lines(report.manifest, words)]
    yield from _list(told)


def _figures(report: Report, marks: Marked, words: Words) -> Iterator[str]:
    """The rate with all that stands beside it."""
    after = report.manifest.get("rate_after_waivers")
    rows = [
        [words.label("term", "rate"), said_rate(report.rate, words)],
        [words.label("term", "rate_after_waivers"), _share(after, words)],
        [heading(words, "waived"), words.number(waived(report))],
        [words.text("ci.fails"), words.number(marks.fail)],
        *([said(words, "verdict", name), words.number(report.verdicts[name])] for name in VERDICTS),
        *([said(words, "effect", name), words.number(report.effects[name])] for name in ("suspicion", "advice")),
        [words.label("term", "quarantine"), words.number(report.quarantine_count)],
    ]
    yield from _table(words.text("ci.figures"), ["", words.label("term", "total")], rows, 1)
    yield ""
    yield markdown_text(said_resting(report, words))


def _share(share: float | None, words: Words) -> str:
    """Cut like the rate, never rounded up."""
    if share is None:
        return words.text("report.rate_none")
    return words.percent(Decimal(str(share)).quantize(Decimal("0.001"), ROUND_DOWN), 1)


def _severities(report: Report, words: Words) -> Iterator[str]:
    heads = ["", *(said(words, "scope", scope) for scope in ("period", "carried")), heading(words, "open")]
    rows = [
        [said(words, "severity", line.severity), *map(words.number, (line.period, line.carried, line.open))]
        for line in report.severities
    ]
    yield from _table(words.text("report.by_severity"), heads, rows, 1)


def _rules(report: Report, marks: dict[str, Marked], words: Words) -> Iterator[str]:
    """By what fails the audit, then by violations."""

    def weight(rule_id: str) -> tuple[int, int, str]:
        return -marks[rule_id].fail, -marks[rule_id].violated, rule_id

    known = [rule for rule in report.rules if rule.rule_id in marks]
    worst = sorted(known, key=lambda rule: weight(rule.rule_id))
    if not worst:
        return
    heads = [heading(words, name) for name in ("rule_id", "title", "severity", "violated")]
    rows = [
        [
            *(rule.rule_id, rule.title(words.lang), said(words, "severity", rule.severity)),
            *(words.number(marks[rule.rule_id].violated), words.number(marks[rule.rule_id].fail)),
            said_share(Rate(rule.met, rule.violated), words),
        ]
        for rule in worst[:LISTED]
    ]
    heads += [words.text("ci.fails"), words.text("report.column.rate")]
    yield from _table(_cut("ci.top_rules", len(rows), len(worst), words), heads, rows, 3)


def _unjudged(report: Report, words: Words) -> Iterator[str]:
    rows = [
        [line.rule_id, said(words, "reason", line.reason), said_fields(words, line.missing), words.number(line.n)]
        for line in report.unjudged[:LISTED]
    ]
    heads = [heading(words, name) for name in ("rule_id", "reason", "missing", "count")]
    if rows:
        yield from _table(_cut("report.not_judged", len(rows), len(report.unjudged), words), heads, rows, 3)
    lacking = said_not_run(report, words)
    yield from _list([*said_idle(report, words), *([lacking] if lacking else [])])


def _cut(title: str, shown: int, of: int, words: Words) -> str:
    return words.text(title) if shown == of else f"{words.text(title)} ({shown_of(shown, of, words)})"


def _list(lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield from (f"- {markdown_text(line)}" for line in lines)


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], left: int) -> Iterator[str]:
    """The columns from `left` on are figures."""
    yield from ["", f"### {markdown_text(title)}", ""]
    yield f"| {' | '.join(map(markdown_text, heads))} |"
    yield f"|{'|'.join('---' if place < left else '---:' for place in range(len(heads)))}|"
    yield from (f"| {' | '.join(map(markdown_text, row))} |" for row in rows)
