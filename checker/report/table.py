"""The table of cases: one list of columns that every tabular format shares."""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from checker.report.cases import Case
from checker.report.content import Report
from checker.report.labels import said, said_fields
from checker.report.local import iso, local
from checker.report.verdict import overdue
from checker.words.words import Words

CODED = (
    "verdict",
    "outcome",
    "standing",
    "severity",
    "effect",
    "basis",
    "scope",
    "reason",
    "change",
    "rectification",
    "dispute",
)
INSTANTS = ("window_at", "opened_at", "due_at", "done_at")


@dataclass(frozen=True)
class Column:
    """One column: its heading's name in the labels, the machine's value, and the value that people read.

    `read` gives text, a number, an aware local datetime, a day, a span of time, a bool, a list or None."""

    name: str
    raw: Callable[[Case], Any]
    read: Callable[[Case], Any]


def case_columns(report: Report, words: Words) -> tuple[Column, ...]:
    """Columns of the table of cases in one language, in the order in which they are shown."""
    titles = {rule.rule_id: rule.title(words.lang) for rule in report.rules}
    as_of = report.as_of
    return (
        *(_coded(name, words) for name in ("severity", "verdict", "outcome", "standing")),
        Column("implied_by", lambda case: case.implied_by, said_implied),
        _plain("rule_id"),
        _same("title", lambda case: titles.get(case.rule_id, "")),
        Column("clauses", lambda case: case.clauses, lambda case: ", ".join(case.clauses)),
        Column("subject_type", lambda case: case.subject_type, lambda case: said(words, "entity", case.subject_type)),
        *(_plain(name) for name in ("subject_id", "subject_name", "client_id", "client_name")),
        *(
            _plain(name)
            for name in ("responsible_id", "responsible_name", "unit_id", "unit_name", "tier", "occurrence")
        ),
        *(_instant(name) for name in INSTANTS),
        _plain("due_inclusive"),
        _plain("zone"),
        Column("measured", lambda case: finite(case.measured), lambda case: finite(case.measured)),
        Column("limit_value", lambda case: finite(case.limit_value), lambda case: finite(case.limit_value)),
        Column("measure", lambda case: case.measure, lambda case: said(words, "unit", case.measure)),
        *_overdue_columns(as_of, words),
        Column("missing", lambda case: case.missing or [], lambda case: said_fields(words, case.missing)),
        *(_coded(name, words) for name in ("reason", "effect", "basis", "scope", "change")),
        _instant("first_seen"),
        _day("rectify_by"),
        _coded("rectification", words),
        *(_plain(name) for name in ("waiver", "waiver_reason", "waiver_approver")),
        _day("waiver_until"),
        _coded("dispute", words),
        _day("dispute_due"),
        *(_plain(name) for name in ("in_baseline", "gates")),
        _same("text", lambda case: case.text(words.lang)),
        _plain("source_file"),
        _plain("source_row"),
        _plain("case_id"),
    )


def case_record(case: Case, columns: tuple[Column, ...]) -> dict[str, Any]:
    """A case as JSON gives it: codes as stored, instants in the case's zone, and the evidence."""
    record = {column.name: column.raw(case) for column in columns}
    return {"case_id": record.pop("case_id"), **record, "evidence": evidence_of(case)}


def evidence_of(case: Case) -> Mapping[str, Any]:
    """The evidence of a case as it was stored; empty where there is none or it is no JSON object."""
    return read_evidence(case.evidence)


def read_evidence(stored: str | None) -> dict[str, Any]:
    """The same of a stored cell."""
    try:
        found = json.loads(stored or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def said_overdue(case: Case, as_of: datetime, words: Words) -> str:
    """How far beyond the limit a case is, in words; '' where that has no meaning."""
    found = overdue(case, as_of)
    return words.quantity(*found) if found else ""


def said_implied(case: Case) -> str:
    """The violation that a case follows from, as CASE (RULE); '' for none."""
    return f"{case.implied_by} ({case.implied_by_rule})" if case.implied_by_rule else case.implied_by


def said_following(case: Case, words: Words) -> str:
    """That a case follows from another one, in words; '' where it does not."""
    if not case.implied_by:
        return ""
    form = "report.implied.follows_of" if case.implied_by_rule else "report.implied.follows"
    return words.text(form, case=case.implied_by, rule=case.implied_by_rule or "")


def finite(value: float | None) -> float | None:
    """A figure that every format can hold: infinities and NaN become None."""
    return value if value is not None and math.isfinite(value) else None


def heading(words: Words, name: str) -> str:
    """A column's heading."""
    return words.find("heading", name) or words.text(f"report.column.{name}")


def _overdue_columns(as_of: datetime, words: Words) -> tuple[Column, Column]:
    def amount(case: Case) -> float | None:
        found = overdue(case, as_of)
        return found[0] if found else None

    def unit(case: Case) -> str | None:
        found = overdue(case, as_of)
        return found[1] if found else None

    def span(case: Case) -> timedelta | float | None:
        found = overdue(case, as_of)
        return timedelta(seconds=found[0]) if found and found[1] == "seconds" else amount(case)

    def said_unit(case: Case) -> str:
        code = unit(case)
        return words.text("report.clock_format") if code == "seconds" else said(words, "unit", code)

    return Column("overdue", amount, span), Column("overdue_unit", unit, said_unit)


def _plain(name: str) -> Column:
    return _same(name, lambda case: getattr(case, name))


def _day(name: str) -> Column:
    def raw(case: Case) -> str | None:
        day = getattr(case, name)
        return None if day is None else day.isoformat()

    return Column(name, raw, lambda case: getattr(case, name))


def _same(name: str, value: Callable[[Case], Any]) -> Column:
    return Column(name, value, value)


def _coded(name: str, words: Words) -> Column:
    return Column(name, lambda case: getattr(case, name), lambda case: said(words, name, getattr(case, name)))


def _instant(name: str) -> Column:
    def read(case: Case) -> datetime | None:
        moment = getattr(case, name)
        return None if moment is None else local(moment, case.zone)

    return Column(name, lambda case: iso(getattr(case, name), case.zone), read)
