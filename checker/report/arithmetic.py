"""The comparison that led to a verdict, from the instants and figures of the case."""

from datetime import datetime

from checker.report.cases import Case
from checker.report.labels import said
from checker.words.words import Words


def arithmetic(case: Case, as_of: datetime, words: Words) -> list[str]:
    """What was compared with what: the act (or, where one is owed and there was none, the audit's moment) with its due
    moment, and the measured figure with the limit."""
    lines = []
    owed = case.judged == "event" and case.verdict in ("violated", "pending")
    if case.due_at is not None and case.verdict != "undetermined" and (owed or case.done_at):
        name = "done" if case.done_at else "not_done"
        moment = case.done_at or as_of
        due, compared = words.instant(case.due_at, case.zone), words.instant(moment, case.zone)
        sign = _sign((moment - case.due_at).total_seconds())
        lines.append(words.text(f"query.explain.compared.{name}", moment=compared, sign=sign, due=due))
    if case.measured is not None and case.limit_value is not None:
        measured, limit = said_figure(case.measured, case, words), said_figure(case.limit_value, case, words)
        sign = _sign(case.measured - case.limit_value)
        lines.append(words.text("query.explain.compared.measured", measured=measured, sign=sign, limit=limit))
    return lines


def said_figure(value: float | None, case: Case, words: Words) -> str:
    """A figure in the case's measure; '' for none."""
    if value is None:
        return ""
    try:
        return words.quantity(value, case.measure or "count")
    except LookupError:
        return f"{words.number(value)} {said(words, 'unit', case.measure)}"


def _sign(beyond: float) -> str:
    return ">" if beyond > 0 else "<" if beyond < 0 else "="
