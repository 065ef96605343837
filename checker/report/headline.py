"""Sentences that open and close a report: what was audited, the rate, what ran, how it ends."""

from datetime import date, timedelta

from checker.report.content import Report
from checker.report.figures import Rate
from checker.report.verdict import exit_code, rule_statuses, waived
from checker.words.words import Words

STATUSES = ("not_run", "inactive", "failed")


def said_period(report: Report, words: Words) -> str:
    """First and last day of the period."""
    period = report.manifest["period"]
    start, end = date.fromisoformat(str(period["start"])), date.fromisoformat(str(period["end"]))
    return f"{words.date(start)} – {words.date(end - timedelta(days=1))}"


def said_as_of(report: Report, words: Words) -> str:
    """What was known, in the company's zone."""
    return words.instant(report.as_of, report.zone, offset=True)


def said_rate(rate: Rate, words: Words) -> str:
    """`93.4% (met 100 of 107)`, or that nothing was judged."""
    shown = rate.shown()
    if shown is None:
        return words.text("report.rate_none")
    return words.text(
        "report.rate", rate=words.percent(shown, 1), met=words.number(rate.met), judged=words.number(rate.judged)
    )


def said_share(rate: Rate, words: Words) -> str:
    """Only the percentage; a dash where nothing was judged."""
    shown = rate.shown()
    return "–" if shown is None else words.percent(shown, 1)


def said_statuses(report: Report, words: Words) -> str:
    """How many rules ran, and how many did not, by status."""
    statuses = rule_statuses(report)
    parts = [words.text("report.status.ran", count=words.number(statuses["ran"]))]
    parts += [
        words.text(f"report.status.{name}", count=words.number(statuses[name])) for name in STATUSES if statuses[name]
    ]
    return ", ".join(parts)


def closing(report: Report, words: Words) -> str:
    """The last line: rules, violations, rate, exit code."""
    implied = report.implied.period
    return words.text(
        "report.closing",
        implied=words.text("report.implied.closing", count=words.number(implied)) if implied else "",
        rules=words.number(len(report.rules)),
        statuses=said_statuses(report, words),
        violations=words.number(sum(line.period for line in report.severities)),
        carried=words.number(sum(line.carried for line in report.severities)),
        waived=words.number(waived(report)),
        rate=said_rate(report.rate, words),
        code=exit_code(report),
    )


def said_implied_count(report: Report, words: Words) -> str:
    """How many of the violations of the period, and of those carried over, follow from another; '' where none does."""
    counted = report.implied
    if not counted.period + counted.carried:
        return ""
    said = {name: words.number(n) for name, n in counted._asdict().items()}
    return words.text("report.implied.count", **said)


def shown_of(shown: int, total: int, words: Words) -> str:
    """What a cut says: how many are shown of how many."""
    return words.text("report.shown", shown=words.number(shown), total=words.number(total))


def incomplete_lines(report: Report) -> list[str]:
    """What kept the audit from being finished, one line a problem."""
    lines = []
    for problem in report.manifest.get("incomplete") or ():
        where, what, remedy = (str(problem.get(name) or "") for name in ("where", "what", "remedy"))
        lines.append("; ".join(part for part in (f"{where}: {what}" if where else what, remedy) if part))
    return lines


def shown_of_characters(shown: int, total: int, words: Words) -> str:
    """What a cut text ends with."""
    return words.text("report.cut_text", shown=words.number(shown), total=words.number(total))
