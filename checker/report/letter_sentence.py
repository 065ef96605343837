"""The sentence about a case as the person is told it."""

import re
from collections.abc import Iterable, Mapping

from checker.one_line import one_line
from checker.report.arithmetic import said_figure
from checker.report.cases import Case
from checker.report.content import Report
from checker.report.labels import said
from checker.report.letter_moments import due_within, opened_within, said_zone
from checker.report.table import evidence_of
from checker.words.sentences import case_text, required, templates
from checker.words.words import Words

NAMED = ("employee", "org_unit", "company")
# A Russian abbreviation at the end of a sentence.
DOUBLED = re.compile(r"\.\.(?=\s|$)")


def rule_title(case: Case, report: Report, words: Words) -> str:
    """What the rule is called."""
    rule = report.rule(case.rule_id)
    return one_line(rule.title(words.lang)) if rule else case.rule_id


def told(case: Case, report: Report, words: Words) -> str:
    """The sentence about the case to the person's clock, without the title of the rule, which stands above it."""
    title = rule_title(case, report, words)
    outcome = case.outcome if case.verdict == "violated" else case.verdict
    values = {"rule_title": title, **_values(case, report, words)}
    template = templates(case.kind).get(outcome)
    if template is not None and any(not values.get(name) for name in required(template[words.lang])):
        return _plain(case, outcome, values, words)
    try:
        text = case_text(words.lang, case.kind, outcome, values)
    except LookupError:
        text = case.text(words.lang)
    text = one_line(text)
    for joint in (". ", "。"):
        text = text.removeprefix(f"{title}{joint}")
    return DOUBLED.sub(".", text)


def subject_called(case: Case, report: Report) -> str:
    """The subject by its name where it is a person, a unit or the company, else by its number."""
    name = str(report.manifest.get("company") or "") if case.subject_type == "company" else case.subject_name
    return (name if case.subject_type in NAMED else "") or case.subject_id


def _plain(case: Case, outcome: str, values: Mapping[str, str], words: Words) -> str:
    """A sentence that tells no more than is known."""
    subject = f"{values['subject_label']} {values['subject']}"
    label = said(words, "outcome" if case.verdict == "violated" else "verdict", outcome)
    return one_line(words.text("letter.plain", subject=subject, outcome=f"{label[:1].lower()}{label[1:]}"))


def named(names: Iterable[str], entity: str, words: Words) -> str:
    """Fields as people call them: `table.field`, or fields, keys inside fields and items of one table."""
    labels = [
        words.find("field", f"{entity}.{name}") or words.find("field", name) or words.find("entity", name) or name
        for name in names
    ]
    return words.text("sentences.joints.list").join(labels)


def _values(case: Case, report: Report, words: Words) -> dict[str, str]:
    """What a sentence may mention, as people write it."""
    zone = said_zone(case, report)
    moments = {name: getattr(case, name) for name in ("opened_at", "done_at")}
    due = case.due_at if case.judged == "event" else None  # a state has no moment at which it falls due
    beyond = ((case.done_at or report.as_of) - due).total_seconds() if due else None
    return {
        "subject_label": said(words, "entity", case.subject_type),
        "subject": subject_called(case, report),
        **{name: words.instant(moment, zone) for name, moment in moments.items() if moment},
        **opened_within(case, zone, words),
        "due_at": due_within(case, zone, words) if due else "",
        "overdue": _overdue(beyond, words),
        "measured": said_figure(case.measured, case, words),
        "limit": said_figure(case.limit_value, case, words),
        "missing": named(case.missing or (), case.subject_type, words),
        "fields": named(_owing(case), case.subject_type, words),
        "reason": said(words, "reason", case.reason),
    }


def _overdue(seconds: float | None, words: Words) -> str:
    if seconds is None:
        return ""
    return words.duration(seconds) if seconds else words.text("sentences.instantly")


def _owing(case: Case) -> list[str]:
    items = evidence_of(case).get("items")
    listed = [one for one in items if isinstance(one, Mapping)] if isinstance(items, list) else []
    owed = (False, None) if case.verdict == "pending" else (False,)
    return [str(one.get("name")) for one in listed if one.get("holds") in owed]
