"""What a letter about one case tells: the duty in words, and what the records show."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from checker.one_line import one_line
from checker.report.cases import Case
from checker.report.content import Report
from checker.report.labels import said
from checker.report.ledger import said_value
from checker.report.letter_moments import due_said, said_zone
from checker.report.letter_sentence import rule_title, subject_called
from checker.report.table import evidence_of, heading, said_overdue
from checker.words.words import Words

# Values that name nobody: moments, figures, words of a list. Texts may hold the data of other people; what a view
# answers with yes or no is our own way to work things out.
HARMLESS = re.compile(r"timestamp|date|enum|integer|decimal|boolean|[A-Z]*INT|DOUBLE|DECIMAL.*|TIMESTAMP|DATE")
PEOPLE = ("employee", "contact_person")
# A condition that nobody has put into words yet.
TECHNICAL = re.compile(r"\b[a-z0-9]+_[a-z0-9_]+\b|\b[A-Z]{2,}\w*\(|[$=<>]|\bo\.[a-z]")
SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=。)")


def duty(case: Case, report: Report, words: Words) -> Iterator[str]:
    """The rule in words, without what is too technical to be said, and the places in the regulation."""
    rule, title = report.rule(case.rule_id), rule_title(case, report, words).rstrip(".。")
    sentences = SENTENCE.split(one_line(rule.words(words.lang))) if rule else []
    plain = ("" if words.lang == "zh" else " ").join(one for one in sentences if one and not TECHNICAL.search(one))
    if title not in plain:
        yield f"{title}{'。' if words.lang == 'zh' else '.'}"
    if plain:
        yield plain
    for clause in report.clauses:
        if clause.clause_id in (case.clauses or ()):
            place = {"locator": clause.locator, "title": one_line(clause.title(words.lang))}
            regulation = regulation_of(case, report, words)
            name = "basis" if regulation else "basis_unnamed"
            yield words.text(f"letter.{name}", regulation=regulation, **place)


def regulation_of(case: Case, report: Report, words: Words) -> str:
    """What the regulation behind the rule is called; '' where an audit of an earlier version does not tell."""
    packs = (report.manifest.get("rules") or {}).get("packs") or []
    titles = next((pack.get("title") or {} for pack in packs if pack.get("name") == case.pack), {})
    return one_line(str(titles.get(words.lang) or ""))


def subject_of(case: Case, report: Report, words: Words) -> str:
    """What it is about, with its number and name."""
    called = subject_called(case, report)
    name = case.subject_name or case.client_name
    named = called if not name or name == called else f"{called} {name}"
    return one_line(f"{said(words, 'entity', case.subject_type)} {named}")


def shown(case: Case, report: Report, words: Words) -> list[tuple[str, str]]:
    """What the records show: label and value. Nothing that names another person."""
    zone = said_zone(case, report)
    opened, done = (words.instant(at, zone, offset=True) if at else "" for at in (case.opened_at, case.done_at))
    absent = case.outcome == "absent" and case.due_at and case.judged == "event"
    not_done = words.text("letter.not_done") if absent else ""
    listed = [
        (heading(words, "client_id"), case.client_name or ""),
        (heading(words, "opened_at"), opened),
        (heading(words, "due_at"), due_said(case, zone, words) if case.judged == "event" else ""),
        (heading(words, "done_at"), done or not_done),
        (heading(words, "overdue"), said_overdue(case, report.as_of, words) if case.judged == "event" else ""),
        *_facts(case, zone, words),
    ]
    return [(words.text("letter.row", label=label), one_line(value)) for label, value in listed if value]


def _facts(case: Case, zone: str, words: Words) -> Iterator[tuple[str, str]]:
    """Facts with a name that people know, of the subject itself; no texts, no references, nothing told already."""
    told_already = {str(moment) for moment in (case.opened_at, case.due_at, case.done_at) if moment}
    facts = evidence_of(case).get("facts")
    for fact in facts if isinstance(facts, list) else ():
        if not isinstance(fact, Mapping) or str(fact.get("value")) in told_already:
            continue
        label = words.find("field", f"{fact.get('entity')}.{fact.get('field')}")
        own = fact.get("entity") not in PEOPLE or _is_own(fact, case)
        plain = HARMLESS.fullmatch(str(fact.get("type") or "")) and not str(fact.get("field")).endswith("_id")
        if label and own and plain:
            yield label, said_value(fact, zone, words)


def _is_own(fact: Mapping[str, Any], case: Case) -> bool:
    """Whether a fact about a person is about the responsible."""
    return fact.get("entity") == "employee" and fact.get("id") is not None and fact.get("id") == case.responsible_id
