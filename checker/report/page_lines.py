"""What the page says of an audit as a whole: lines, cards and tables in every language, and the words of its parts."""

from collections.abc import Callable
from functools import partial
from math import floor
from typing import Any

from checker.report.changed import change_lines
from checker.report.content import Report
from checker.report.gated import gate_lines
from checker.report.headline import closing, said_as_of, said_period, said_share, shown_of
from checker.report.ledger import reading_lines
from checker.report.notices import notice_lines
from checker.report.page_about import about_rows, calendar_rows, parameter_rows
from checker.report.page_first import HEADINGS as FIRST
from checker.report.page_wording import Wording
from checker.report.readings import not_judged, said_other, said_value
from checker.report.resting import said_resting
from checker.report.set_parameters import HEADINGS as PARAMETERS
from checker.report.set_parameters import said_heading as parameter_heading
from checker.report.set_parameters import set_parameters
from checker.report.table import heading
from checker.report.triple import triple
from checker.report.unchecked import HEADINGS as LACKING
from checker.report.unchecked import lacking_rows, said_not_run
from checker.report.unchecked import said_heading as unchecked_heading
from checker.report.verdict import exit_code
from checker.report.waiver_lines import waiver_lines
from checker.words.words import Words


def page_lines(report: Report, wording: Wording) -> dict[str, Any]:
    """What the templates name, marked; `title` and `period` are triples."""
    company = report.manifest.get("company") or ""
    heads = page_words(wording)["head"]
    return {
        "title": triple(lambda words: words.text("report.page.title", company=company)),
        "period": triple(lambda words: said_period(report, words)),
        "as_of": wording.of(lambda words: said_as_of(report, words)),
        "judged_of": wording.of(lambda words: _judged_of(report, words)),
        "after_waivers": wording.of(lambda words: _after_waivers(report, words)),
        "grave": wording.of(lambda words: _grave(report, words)),
        "carried_over": wording.of(lambda words: _n("carried", sum(line.carried for line in report.severities), words)),
        "not_yet_due": wording.of(lambda words: _n("pending", report.verdicts["pending"], words)),
        "ends": wording.of(lambda words: words.text(f"page.exit.{exit_code(report)}")),
        "resting": wording.of(lambda words: said_resting(report, words)),
        "closing": wording.of(lambda words: closing(report, words)),
        "gates": wording.lines(
            lambda words: (*notice_lines(report, words), *change_lines(report, words), *gate_lines(report, words))
        ),
        "excuses": wording.lines(lambda words: waiver_lines(report.manifest, words)),
        "excuses_title": wording.of(lambda words: words.text("waivers.report.title")),
        "idle": wording.of(lambda words: said_not_run(report, words)),
        "unchecked_title": wording.of(lambda words: words.text("unchecked.title")),
        "lacking": wording.rows(lambda words: lacking_rows(report, words)),
        "lacking_heads": [wording.of(partial(unchecked_heading, name)) for name in LACKING],
        "parameters": wording.rows(lambda words: set_parameters(report, words)),
        "parameter_heads": [wording.of(partial(parameter_heading, name)) for name in PARAMETERS],
        "not_judged_heads": [heads(name) for name in ("reason", "param", "other", "rule_ids")],
        "first_heads": [heads(name) for name in FIRST],
        "calendar_heads": [wording.text(f"about.{name}") for name in ("company", "weekdays", "hours", "holidays")],
        "in_force_heads": [heads("param"), heads("value"), wording.text("about.since"), wording.text("about.until")],
        "not_judged": wording.rows(lambda words: not_judged(report.readings, words)),
        "about": wording.rows(lambda words: about_rows(report, words)),
        "calendar": wording.rows(lambda words: calendar_rows(report, words)),
        "in_force": wording.rows(lambda words: parameter_rows(report, words)),
    }


def page_words(wording: Wording) -> dict[str, Callable[..., Any]]:
    """What the templates call to say a thing."""
    return {
        "head": lambda name: wording.of(lambda words: heading(words, name)),
        "mark": wording.mark,
        "chosen": wording.chosen,
        "tier": lambda code: wording.of(lambda words: words.find("value", f"client.tier.{code}") or code or "–"),
        "number": wording.number,
        "readings": lambda rule: wording.lines(lambda words: reading_lines({}, rule.readings, words)),
        "other": lambda line: wording.of(lambda words: said_other(line, words)),
        "value": lambda line: wording.of(lambda words: said_value(line.in_force, line.unit, words)),
        "share": lambda rate: wording.of(lambda words: said_share(rate, words)),
        "cut": lambda shown, total: wording.of(lambda words: shown_of(shown, total, words)),
    }


def _judged_of(report: Report, words: Words) -> str:
    rate = report.rate
    if not rate.judged:
        return words.text("page.card.nothing")
    return words.text("page.card.met_of", met=words.number(rate.met), judged=words.number(rate.judged))


def _after_waivers(report: Report, words: Words) -> str:
    after, plain = report.manifest.get("rate_after_waivers"), report.manifest.get("rate")
    if after is None or after == plain:
        return ""
    return words.text("page.card.after_waivers", rate=words.percent(floor(after * 1000) / 1000, 1))


def _grave(report: Report, words: Words) -> str:
    counts = {line.severity: words.number(line.period) for line in report.severities}
    return words.text("page.card.grave", critical=counts["critical"], high=counts["high"])


def _n(name: str, n: int, words: Words) -> str:
    return words.text(f"page.card.{name}", n=words.number(n))
