"""What falls due next: acts that are pending, violations to be put right, objections to be answered."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from checker.query.audits import opened, telling_damage
from checker.query.columns import LOCAL_DUE, expression
from checker.query.facts import Facts
from checker.query.filters import conditions
from checker.query.names import joins
from checker.query.question import Question
from checker.query.unknown import Unknown, check_values, unknown_values

WHAT = ("act", "rectification", "answer")
COLUMNS = (
    *("what", "due_at", "due_on", "zone", "seconds_left", "days_left", "severity", "effect", "rule_id", "title"),
    *("subject_type", "subject_id", "subject_name", "client_id", "client_name", "tier"),
    *("responsible_id", "responsible_name", "unit_id", "unit_name", "text", "case_id"),
)
# What is due, as SQL over a case: which cases, the instant (naive UTC) at which it is too late, and the local day.
DAY_ENDS = "timezone('UTC', timezone(c.zone, CAST({day} + 1 AS TIMESTAMP)))"
PARTS = {
    "act": ("c.verdict = 'pending'", "c.due_at", f"CAST({LOCAL_DUE} AS DATE)"),
    "rectification": (
        "c.verdict = 'violated' AND c.rectify_by IS NOT NULL AND c.rectification IN ('due', 'overdue')",
        DAY_ENDS.format(day="c.rectify_by"),
        "c.rectify_by",
    ),
    "answer": (
        "c.verdict = 'violated' AND c.dispute = 'open' AND c.dispute_due IS NOT NULL",
        DAY_ENDS.format(day="c.dispute_due"),
        "c.dispute_due",
    ),
}
PASSED = "CASE WHEN due_inclusive THEN moment < ? ELSE moment <= ? END"
_TODAY = "CAST(timezone(c.zone, timezone('UTC', TIMESTAMP '{at}')) AS DATE)"


@dataclass(frozen=True)
class DueQuestion:
    """Which of it is asked for: `what` of WHAT, cases that fit `cases`, due within so many local days from `at` on.

    `at` is naive UTC; `within` None means whenever, `top` 0 all rows."""

    at: datetime
    cases: Question = field(default_factory=Question)
    what: tuple[str, ...] = WHAT
    within: int | None = None
    top: int = 0


@dataclass(frozen=True)
class DueList:
    """Rows under COLUMNS, what falls due first before the others, of `total` that there are.

    `due_at` is local and NULL where a whole day is given; `seconds_left` goes with it. `passed`: acts of all rows that
    fell due before `at`."""

    rows: list[tuple[Any, ...]]
    total: int
    passed: int
    unknown: tuple[Unknown, ...] = ()


def fall_due(audit: Facts, asked: DueQuestion) -> DueList:
    """What of one audit falls due. Raises UsageError: unknown values of filters."""
    lang = asked.cases.lang
    with opened([audit.folder]) as connection, telling_damage([audit.folder]):
        check_values(connection, asked.cases)
        where, bound = conditions(connection, asked.cases)
        parts = [_part(what, asked, where) for what in WHAT if what in asked.what]
        due = " UNION ALL ".join(parts)
        counted = f"SELECT count(*), count(*) FILTER (what = 'act' AND {PASSED}) FROM ({due})"
        ((total, passed),) = connection.execute(counted, [asked.at, asked.at, *bound * len(parts)]).fetchall()
        sql = f"SELECT {_select(lang, asked.at)} FROM ({due}) c {joins(COLUMNS)} ORDER BY {_order()}"
        limit = f" LIMIT {asked.top:d}" if asked.top else ""
        rows = connection.execute(sql + limit, bound * len(parts)).fetchall()
        unknown = () if total else unknown_values(connection, asked.cases)
    return DueList(rows, total, passed, unknown)


def by_responsible(rows: Sequence[tuple[Any, ...]]) -> dict[str, list[dict[str, Any]]]:
    """The rows of each responsible, '' for nobody; who has something to do first stands first."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        told = dict(zip(COLUMNS, row, strict=True))
        found.setdefault(told["responsible_id"] or "", []).append(told)
    return found


def _part(what: str, asked: DueQuestion, where: str) -> str:
    which, moment, day = PARTS[what]
    until = "" if asked.within is None else f" AND {day} <= {_TODAY.format(at=asked.at)} + {asked.within:d}"
    own = f"'{what}' AS what, {moment} AS moment, {day} AS day"
    return f"SELECT c.*, {own} FROM cases c WHERE {which} AND ({where}){until}"


def _select(lang: str, at: datetime) -> str:
    own = {
        "what": "c.what",
        "due_at": f"CASE WHEN c.what = 'act' THEN {expression('due_at', lang)} END",
        "due_on": "c.day",
        "seconds_left": f"CASE WHEN c.what = 'act' THEN epoch(c.moment - TIMESTAMP '{at}') END",
        "days_left": f"c.day - {_TODAY.format(at=at)}",
    }
    return ", ".join(f'{own.get(name) or expression(name, lang)} AS "{name}"' for name in COLUMNS)


def _order() -> str:
    severities = ["critical", "high", "medium", "low"]
    return f"c.moment NULLS LAST, list_position({severities}, c.severity), c.rule_id, c.case_id, c.what"
