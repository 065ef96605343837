"""What an audit of the story has stored, in the words of the months."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from checker.tables import MARKS
from tests.story.expected import COLUMNS
from tests.story.rules import CALLS

ASKED = """
SELECT rule_id, subject_id, occurrence, verdict, scope, standing, change, first_seen, rectify_by, rectification, waiver,
    dispute, in_baseline, gates
FROM read_parquet($1)
"""


HEADS = {"e-ivanov": "e-belov", "e-petrova": "e-chen"}


def named(rule: str, subject: str, occurrence: str) -> str:
    """A case as the months call it; only windows need their beginning."""
    return f"{rule}/{subject}@{occurrence}" if rule in CALLS else f"{rule}/{subject}"


def cases(audit: Path) -> dict[str, dict[str, str]]:
    """Every stored case, as the tables of `months/` write it."""
    rows = duckdb.connect().execute(ASKED, [str(audit / "cases.parquet")]).fetchall()
    found = {named(*row[:3]): dict(zip(COLUMNS, map(_cell, row[3:]), strict=True)) for row in rows}
    assert len(found) == len(rows)
    return found


def rule_counts(audit: Path) -> dict[str, list[int]]:
    """Met and violated of the period, by rule."""
    rows = duckdb.connect().execute(
        "SELECT rule_id, met, violated FROM read_parquet($1)", [str(audit / "rules.parquet")]
    )
    return {rule: [met, violated] for rule, met, violated in rows.fetchall()}


def dispute_days(audit: Path) -> dict[str, str]:
    """By when a disputed case has to be answered."""
    query = "SELECT rule_id || '/' || subject_id, dispute_due FROM read_parquet($1) WHERE dispute_due IS NOT NULL"
    rows = duckdb.connect().execute(query, [str(audit / "cases.parquet")]).fetchall()
    return {case: day.isoformat() for case, day in rows}


def overdue_answers(audit: Path) -> list[str]:
    """Disputed cases of which the answer should have come before the day of the audit."""
    told = manifest(audit)["followed"].get("disputed", {}).get("cases", {})
    query = "SELECT case_id, rule_id || '/' || subject_id FROM read_parquet($1)"
    names = dict(duckdb.connect().execute(query, [str(audit / "cases.parquet")]).fetchall())
    return sorted(names[case] for case, facts in told.items() if facts.get("overdue"))


def escalated(audit: Path) -> dict[str, dict[str, int]]:
    """By escalation and person, how many violations it rests on; the head of the unit is told of every one."""
    query = "SELECT escalation, subject_id, addressee_id, count, len(case_ids) FROM read_parquet($1)"
    found: dict[str, dict[str, int]] = {}
    for name, person, head, n, cases_told in (
        duckdb.connect().execute(query, [str(audit / "escalations.parquet")]).fetchall()
    ):
        assert head == HEADS[person]
        assert cases_told == n
        found.setdefault(name, {})[person] = n
    return found


def marks(audit: Path) -> list[tuple[Any, ...]]:
    """All marks of all cases by case id; nothing that depends on where a row stood."""
    listed = ", ".join(("case_id", "verdict", "outcome", "scope", "standing", "due_at", *MARKS))
    query = f"SELECT {listed} FROM read_parquet($1) ORDER BY case_id"
    return duckdb.connect().execute(query, [str(audit / "cases.parquet")]).fetchall()


def manifest(audit: Path) -> dict[str, Any]:
    """The manifest."""
    return dict(json.loads((audit / "manifest.json").read_text(encoding="utf-8")))


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        # Every audit of the story is as of nine in the morning in Moscow, six in UTC.
        assert (value.hour, value.minute, value.second) == (6, 0, 0)
        return value.date().isoformat()
    return str(value) if value not in (None, "") else "-"
