"""What falls due next: acts that are pending, violations to be put right, objections to be answered."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from checker.query.audits import opened, telling_damage
from checker.query.columns import expression
from checker.query.facts import Facts
from checker.query.filters import Clause, conditions
from checker.query.names import joins, name_few
from checker.query.placed import cases_at
from checker.query.question import CODES, Question
from checker.query.renamed import newest_names, under_all_names
from checker.query.unknown import Unknown, check_values, unknown_values

WHAT = ("act", "rectification", "answer")
FAR = 1_000_000
"""So many days ahead is whenever."""
COLUMNS = (
    *("what", "due_at", "due_on", "zone", "seconds_left", "days_left", "severity", "effect", "rule_id", "title"),
    *("subject_type", "subject_id", "subject_name", "client_id", "client_name", "tier"),
    *("responsible_id", "responsible_name", "unit_id", "unit_name", "text", "case_id"),
)
# What is due, as SQL over a case: which cases, the instant (naive UTC) at which it is too late where there is one, and
# the local day, at whose end it is too late where there is none.
PARTS = {
    "act": ("c.verdict = 'pending'", "c.due_at", "c.due_on"),
    "rectification": (
        "c.verdict = 'violated' AND c.rectify_by IS NOT NULL AND c.rectification IN ('due', 'overdue')",
        "NULL",
        "c.rectify_by",
    ),
    "answer": (
        "c.verdict = 'violated' AND c.dispute = 'open' AND c.dispute_due IS NOT NULL",
        "NULL",
        "c.dispute_due",
    ),
}
PASSED = "CASE WHEN due_inclusive THEN moment < ? ELSE moment <= ? END"
_TODAY = "CAST(timezone(c.zone, timezone('UTC', TIMESTAMP '{at}')) AS DATE)"
_COUNTED = f"""
CREATE TEMP TABLE due_counted AS
SELECT what, zone, day, count(*) AS n, count(*) FILTER (what = 'act' AND {PASSED}) AS passed
FROM ({{falling}}) GROUP BY ALL
"""
# Zones are dear to compute with: the end of a day is computed once for each zone.
_ENDS = """
SELECT zone, day, timezone('UTC', timezone(zone, CAST(day + 1 AS TIMESTAMP))) AS ends
FROM (SELECT DISTINCT zone, day FROM due_counted WHERE what <> 'act')
"""
# Within one audit and rule the rows stand by due_at and case_id, which are dearer to read than their numbers.
_ORDER = f"too_late NULLS LAST, list_position({list(CODES['severity'])}, severity), rule_id, file_row_number, what"
_FIRST = f"""
CREATE TEMP TABLE due_first AS
SELECT *, row_number() OVER (ORDER BY {_ORDER}) AS turn FROM (
    SELECT f.*, CASE WHEN f.what = 'act' THEN f.moment ELSE e.ends END AS too_late
    FROM ({{falling}}) f LEFT JOIN ({_ENDS}) e ON e.zone = f.zone AND e.day = f.day
    ORDER BY {_ORDER}{{limit}}
)
"""
_READ = (
    *("zone", "due_at", "due_inclusive", "severity", "effect", "rule_id", "subject_type", "subject_id", "client_id"),
    *("tier", "responsible_id", "unit_id", "case_id", "due_on", "rectify_by", "dispute_due"),
)


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
    with opened([audit.folder]) as connection, telling_damage([audit.folder]):
        asked = replace(asked, cases=under_all_names(connection, asked.cases, newest_names([audit])))
        check_values(connection, asked.cases)
        where, bound = conditions(connection, asked.cases)
        parts = [_part(what, asked, where) for what in WHAT if what in asked.what]
        falling: Clause = " UNION ALL ".join(parts), bound * len(parts)
        connection.execute(_COUNTED.format(falling=falling[0]), [asked.at, asked.at, *falling[1]])
        sums = "SELECT coalesce(sum(n), 0)::BIGINT, coalesce(sum(passed), 0)::BIGINT FROM due_counted"
        ((total, passed),) = connection.execute(sums).fetchall()
        rows = _rows(connection, asked, falling, audit.folder / "cases.parquet") if total else []
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
    """Where it stands that falls due, and what it is ordered by."""
    which, moment, day = PARTS[what]
    kept = "c.zone, c.due_inclusive, c.severity, c.rule_id, c.file_row_number"
    by_day = "NULL" if what == "act" else day
    until = "" if asked.within is None else _until(moment if what == "act" else day, day, asked)
    return (
        f"SELECT '{what}' AS what, CAST({moment} AS TIMESTAMP) AS moment, CAST({by_day} AS DATE) AS day, {kept} "
        f"FROM cases c WHERE {which} AND ({where}){until}"
    )


def _until(falls: str, day: str, asked: DueQuestion) -> str:
    """Local days up to the last that is asked for; what lies far beyond it need not be looked at in its zone."""
    within = asked.within or 0
    beyond = asked.at.date() + timedelta(days=within + 2) if within < FAR else date.max
    return f" AND {falls} <= TIMESTAMP '{beyond}' AND {day} <= {_TODAY.format(at=asked.at)} + {min(within, FAR):d}"


def _rows(connection: Any, asked: DueQuestion, falling: Clause, file: Path) -> list[tuple[Any, ...]]:
    """The first of what falls due, as it is shown: only these are read whole, and only their names are looked up."""
    limit = f" LIMIT {asked.top:d}" if asked.top else ""
    connection.execute(_FIRST.format(falling=falling[0], limit=limit), falling[1])
    places = [(str(file), row) for (row,) in connection.execute("SELECT file_row_number FROM due_first").fetchall()]
    read = ", ".join(f"c.{name}" for name in (*_READ, f"text_{asked.cases.lang}"))
    connection.execute(
        f"CREATE TEMP TABLE due_told AS SELECT p.what, p.moment, p.turn, {read} "
        f"FROM {cases_at(connection, places)} c JOIN due_first p USING (file_row_number)"
    )
    ids = connection.execute("SELECT subject_id, client_id, responsible_id, unit_id FROM due_told").fetchall()
    names = name_few(connection, (one for row in ids for one in row))
    sql = f"SELECT {_select(asked.cases.lang, asked.at)} FROM due_told c {joins(COLUMNS, names)} ORDER BY c.turn"
    rows: list[tuple[Any, ...]] = connection.execute(sql).fetchall()
    return rows


def _select(lang: str, at: datetime) -> str:
    days = " ".join(f"WHEN '{what}' THEN {day}" for what, (_, _, day) in PARTS.items())
    day = f"CASE c.what {days} END"
    own = {
        "what": "c.what",
        "due_at": f"CASE WHEN c.what = 'act' THEN {expression('due_at', lang)} END",
        "due_on": day,
        "seconds_left": f"CASE WHEN c.what = 'act' THEN epoch(c.moment - TIMESTAMP '{at}') END",
        "days_left": f"{day} - {_TODAY.format(at=at)}",
    }
    return ", ".join(f'{own.get(name) or expression(name, lang)} AS "{name}"' for name in COLUMNS)
