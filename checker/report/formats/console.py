"""The report for a terminal: header, rules, the worst violations, what could not be judged, one closing line."""

from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from checker.one_line import one_line
from checker.report.aligned import aligned, cut
from checker.report.cases import Case
from checker.report.changed import change_lines
from checker.report.content import Report, RuleLine
from checker.report.excused import said_excuse
from checker.report.figures import Rate
from checker.report.gated import gate_lines
from checker.report.headline import closing, incomplete_lines, said_as_of, said_period, said_share, shown_of
from checker.report.labels import said, said_fields, said_responsible, said_subject
from checker.report.notices import notice_lines
from checker.report.plain import said_source
from checker.report.readings import FLIPS, HEADINGS, judged, not_judged, said_other, said_value
from checker.report.resting import said_resting
from checker.report.set_parameters import said_parameter, set_parameters
from checker.report.table import heading, said_overdue
from checker.report.terminal import paint, wants_colour
from checker.report.unchecked import is_idle, said_idle, said_not_run
from checker.report.unread import unread_rows, unread_title
from checker.report.waiver_lines import waiver_lines
from checker.words.words import Words

SUFFIX = ".txt"
SHOWN = 20
PROBLEMS = 10
UNREAD = 10
WIDEST = 200
RULE_COUNTS = ("met", "violated", "pending", "undetermined")
COLOURS = {"critical": "bold red", "high": "red", "medium": "yellow", "low": "cyan"}


def write(report: Report, out: BinaryIO, words: Words) -> None:
    """Complete figures; lists of cases are cut to the worst, and say so."""
    colour = wants_colour(out)
    blocks = chain(
        _header(report, words),
        _section(words.text("report.rules"), _rules(report, words), colour),
        _violations(report, words, colour),
        _unjudged(report, words, colour),
        _unread(report, words, colour),
        _escalations(report, words, colour),
        _readings(report, words, colour),
        _excuses(report, words, colour),
        ["", *change_lines(report, words), *gate_lines(report, words), closing(report, words)],
    )
    for line in blocks:
        out.write(line.encode() + b"\n")


def _header(report: Report, words: Words) -> Iterator[str]:
    company = one_line(str(report.manifest.get("company") or ""))
    period, as_of = said_period(report, words), said_as_of(report, words)
    yield words.text("report.header", company=company, period=period, as_of=as_of, audit=report.audit_id)
    yield from notice_lines(report, words)
    problems = incomplete_lines(report)
    for line in problems[:PROBLEMS]:
        yield words.text("report.incomplete", problem=one_line(line))
    if len(problems) > PROBLEMS:
        yield words.text("report.incomplete", problem=shown_of(PROBLEMS, len(problems), words))
    differing = [said_parameter(one, words) for one in set_parameters(report, words)]
    if differing:
        yield from ["", words.text("set_parameters.title"), *(f"  {cut(one_line(line), WIDEST)}" for line in differing)]


def _section(title: str, lines: list[str], colour: bool) -> Iterator[str]:
    yield ""
    yield paint(title, "bold", colour)
    yield from lines


def _rules(report: Report, words: Words) -> list[str]:
    heads = [heading(words, name) for name in ("rule_id", "severity", "status", *RULE_COUNTS)]
    rows = [[*heads, words.text("report.column.rate"), heading(words, "title")]]
    told = [rule for rule in report.rules if rule.status not in ("not_run", "inactive") and not is_idle(rule)]
    rows += [_rule(rule, words) for rule in told]
    lacking = said_not_run(report, words)
    more = [*said_idle(report, words), *([lacking] if lacking else [])]
    return [*aligned(rows, frozenset(range(3, 8))), said_resting(report, words), *more]


def _rule(rule: RuleLine, words: Words) -> list[str]:
    counts = [words.number(getattr(rule, name)) for name in RULE_COUNTS]
    status = said(words, "status", rule.status)
    if rule.status != "ran" and rule.status_reason:
        status = f"{status}: {said(words, 'reason', rule.status_reason)}"
    share = said_share(Rate(rule.met, rule.violated), words)
    return [rule.rule_id, said(words, "severity", rule.severity), status, *counts, share, rule.title(words.lang)]


def _violations(report: Report, words: Words, colour: bool) -> Iterator[str]:
    total = sum(report.effects.values())
    cases = list(report.cases("not_implied", SHOWN))
    if not total:
        yield from _section(words.text("report.no_violations"), [], colour)
        return
    title = f"{words.text('report.worst')}, {shown_of(len(cases), total - report.implied.all, words)}"
    lines = aligned([_violation(case, report, words) for case in cases], limits=(0, 0, 40, 40, 32))
    painted = [_painted(line, case, words, colour) for line, case in zip(lines, cases, strict=True)]
    yield from _section(title, painted, colour)
    if report.implied.all:
        yield words.text("report.implied.left_out", count=words.number(report.implied.all))


def _violation(case: Case, report: Report, words: Words) -> list[str]:
    """SEVERITY RULE clauses subject owner due overdue text (file:row)."""
    due = words.instant(case.due_at, case.zone) if case.due_at else ""
    source = said_source(case.source_file, case.source_row)
    text = one_line(case.text(words.lang)) or said(words, "outcome", case.outcome)
    excuse = said_excuse(case, words)
    return [
        _severity(case, words),
        case.rule_id,
        ", ".join(case.clauses),
        said_subject(case),
        said_responsible(case, words),
        due,
        said_overdue(case, report.as_of, words),
        (f"{text} ({source})" if source else text) + (f" · {excuse}" if excuse else ""),
    ]


def _severity(case: Case, words: Words) -> str:
    word = said(words, "severity", case.severity) if case.effect == "violation" else said(words, "effect", case.effect)
    return word.upper()


def _painted(line: str, case: Case, words: Words, colour: bool) -> str:
    word = _severity(case, words)
    style = COLOURS.get(case.severity, "") if case.effect == "violation" else "dim"
    return paint(word, style, colour) + line[len(word) :]


def _unjudged(report: Report, words: Words, colour: bool) -> Iterator[str]:
    if not report.unjudged:
        return
    rows = [
        [words.number(line.n), line.rule_id, said(words, "reason", line.reason), said_fields(words, line.missing)]
        for line in report.unjudged
    ]
    yield from _section(words.text("report.not_judged"), aligned(rows, frozenset({0})), colour)


def _unread(report: Report, words: Words, colour: bool) -> Iterator[str]:
    if rows := unread_rows(report, words, UNREAD):
        yield from _section(unread_title(report, words, len(rows)), aligned(rows, limits=(0, 0, 40)), colour)


def _escalations(report: Report, words: Words, colour: bool) -> Iterator[str]:
    rows = [
        [one.escalation, one.subject_id, one.addressee_id or "", one.text(words.lang)] for one in report.escalations
    ]
    if rows:
        yield from _section(words.label("term", "escalations"), aligned(rows), colour)


def _excuses(report: Report, words: Words, colour: bool) -> Iterator[str]:
    if lines := waiver_lines(report.manifest, words):
        yield from _section(words.text("waivers.report.title"), [one_line(line) for line in lines], colour)


def _readings(report: Report, words: Words, colour: bool) -> Iterator[str]:
    """One table of all that were judged; of those that were not, the first."""
    if report.readings is None:
        return
    heads = [heading(words, name) for name in ("rule_id", "param", "in_force", *HEADINGS, "other")]
    rows = [
        [
            *(line.rule_id, line.param, said_value(line.in_force, line.unit, words)),
            *(words.number(getattr(line, name)) for name in FLIPS),
            said_other(line, words),
        ]
        for line in judged(report.readings)
    ]
    table = aligned([heads, *rows], frozenset(range(3, 8)), limits=(0, 0, 40)) if rows else []
    lines = [words.text("report.readings.says"), *table] if rows else [words.text("report.readings.none")]
    yield from _section(words.text("report.readings.title"), lines, colour)
    others = not_judged(report.readings, words)
    if others:
        title = f"{words.text('report.readings.not_judged')}, {shown_of(len(others[:SHOWN]), len(others), words)}"
        yield from _section(title, aligned(others[:SHOWN], limits=(40, 0, 60)), colour)
