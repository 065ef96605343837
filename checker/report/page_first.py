"""The first violations as plain rows in one language, for readers whose browser runs no script."""

from collections.abc import Iterator

from checker.report.cases import Case
from checker.report.content import Report
from checker.report.excused import said_excuse
from checker.report.labels import said, said_responsible, said_subject
from checker.report.table import said_following, said_overdue
from checker.words.words import Words

HEADINGS = ("severity", "rule", "subject", "responsible", "unit", "due_at", "overdue", "text")


def first_rows(report: Report, words: Words, most: int) -> Iterator[tuple[str, ...]]:
    """Cells under HEADINGS of at most so many violations, the worst first."""
    titles = {rule.rule_id: rule.title(words.lang) for rule in report.rules}
    for case in report.cases("violated", most):
        yield (
            said(words, "severity", case.severity),
            titles.get(case.rule_id, case.rule_id),
            said_subject(case),
            said_responsible(case, words),
            case.unit_name or case.unit_id or "",
            words.instant(case.due_at, case.zone) if case.due_at else "",
            said_overdue(case, report.as_of, words),
            _text(case, words),
        )


def first_total(report: Report) -> int:
    """How many violations there are, of all effects and both scopes."""
    return sum(report.effects.values())


def _text(case: Case, words: Words) -> str:
    text = case.text(words.lang) or said(words, "outcome", case.outcome)
    follows = said_following(case, words)
    return " · ".join(part for part in (f"{text} ({follows})" if follows else text, said_excuse(case, words)) if part)
