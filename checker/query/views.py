"""The views that `checker query --sql` reads: their columns, and where they come from."""

from checker.tables import CASES, CLAUSES, DAYS, MARKS, READINGS, RULES, TALLIED_MARKS, TALLIES

AUDIT = {"audit": "VARCHAR"}
ESCALATIONS = {
    **{name: "VARCHAR" for name in ("escalation_id", "escalation", "pack", "conclusion", "subject_type", "subject_id")},
    **{name: "VARCHAR" for name in ("addressee_id", "unit_id", "rule_id")},
    "count": "BIGINT",
    "period_start": "DATE",
    "period_end": "DATE",
    "case_ids": "VARCHAR[]",
    **{name: "VARCHAR" for name in ("reasoner", "text_en", "text_ru", "text_zh")},
}
QUARANTINE = {
    "entity": "VARCHAR",
    "file": "VARCHAR",
    "row": "BIGINT",
    "column": "VARCHAR",
    "raw": "VARCHAR",
    "reason": "VARCHAR",
    "refused": "BOOLEAN",
    "detail": "VARCHAR",
}
AUDITS = {
    **AUDIT,
    "place": "BIGINT",
    "company": "VARCHAR",
    "period_start": "DATE",
    "period_end": "DATE",
    "as_of": "TIMESTAMP",
    "taken_at": "TIMESTAMP",
    "zone": "VARCHAR",
    "complete": "BOOLEAN",
    "exit_code": "BIGINT",
    "met": "BIGINT",
    "violated": "BIGINT",
    "waived": "BIGINT",
    "rate": "DOUBLE",
    "rate_after_waivers": "DOUBLE",
}
VIEWS: dict[str, dict[str, str]] = {
    "cases": {**AUDIT, **CASES, **MARKS, **DAYS, "due_local": "TIMESTAMP"},
    "audits": AUDITS,
    "rules": {**AUDIT, **RULES},
    "tallies": {**AUDIT, **TALLIES, **TALLIED_MARKS},
    "names": {"entity": "VARCHAR", "id": "VARCHAR", "name": "VARCHAR"},
    "escalations": {**AUDIT, **ESCALATIONS},
    "clauses": {**AUDIT, **CLAUSES},
    "readings": {**AUDIT, **READINGS},
    "quarantine": {**AUDIT, **QUARANTINE},
}
"""View to column to DuckDB type."""

TABLES = ("rules", "tallies", "escalations", "clauses", "readings", "quarantine")
"""Views that are a file of each audit, as it was stored."""
