"""What an audit of the story has stored, in the words of the months."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from checker.tables import MARKS
from tests.story.expected import COLUMNS

ASKED = """
SELECT rule_id, subject_id, occurrence, verdict, scope, standing, change, first_seen, rectify_by, rectification, waiver,
    dispute, in_baseline, gates
FROM read_parquet($1)
"""


def named(rule: str, subject: str, occurrence: str) -> str:
    """A case as the months call it; only windows need their beginning."""
    return f"{rule}/{subject}@{occurrence}" if rule == "po-contact" else f"{rule}/{subject}"


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
