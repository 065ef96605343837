"""The sentence about a case as the person is told it."""

from collections.abc import Iterable, Mapping

from checker.report.arithmetic import said_figure
from checker.report.cases import Case
from checker.report.content import Report
from checker.report.labels import said
from checker.report.letter_moments import due_within, said_zone
from checker.report.plain import one_line
from checker.report.table import evidence_of
from checker.words.sentences import case_text
from checker.words.words import Words


def rule_title(case: Case, report: Report, words: Words) -> str:
    """What the rule is called."""
    rule = report.rule(case.rule_id)
    return one_line(rule.title(words.lang)) if rule else case.rule_id


def told(case: Case, report: Report, words: Words) -> str:
    """The sentence about the case to the person's clock, without the title of the rule, which stands above it."""
    title = rule_title(case, report, words)
    try:
        outcome = case.outcome if case.verdict == "violated" else case.verdict
        text = case_text(words.lang, case.kind, outcome, {"rule_title": title, **_values(case, report, words)})
    except LookupError:
        text = case.text(words.lang)
    text = one_line(text)
    for joint in (". ", "。"):
        text = text.removeprefix(f"{title}{joint}")
    return text


def named(names: Iterable[str], entity: str, words: Words) -> str:
    """Fields as people call them: `table.field`, or fields and items of one table."""
    labels = [
        words.find("field", name if "." in name else f"{entity}.{name}") or words.find("entity", name) or name
        for name in names
    ]
    return words.text("sentences.joints.list").join(labels)


def _values(case: Case, report: Report, words: Words) -> dict[str, str]:
    """What a sentence may mention, as people write it."""
    zone = said_zone(case, report)
    moments = {name: getattr(case, name) for name in ("opened_at", "done_at")}
    beyond = ((case.done_at or report.as_of) - case.due_at).total_seconds() if case.due_at else None
    return {
        "subject_label": said(words, "entity", case.subject_type),
        "subject": case.subject_id,
        **{name: words.instant(moment, zone) for name, moment in moments.items() if moment},
        "due_at": due_within(case, zone, words),
        "overdue": words.duration(beyond) if beyond is not None else "",
        "measured": said_figure(case.measured, case, words),
        "limit": said_figure(case.limit_value, case, words),
        "missing": named(case.missing or (), "", words),
        "fields": named(_owing(case), case.subject_type, words),
        "reason": said(words, "reason", case.reason),
    }


def _owing(case: Case) -> list[str]:
    items = evidence_of(case).get("items")
    listed = [one for one in items if isinstance(one, Mapping)] if isinstance(items, list) else []
    return [str(one.get("name")) for one in listed if one.get("holds") is not True]
