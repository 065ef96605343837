"""A believable stored audit made by hand, with names and texts that try to break reports."""

import json
from pathlib import Path
from typing import Any

import duckdb
from stored_cases import CASES, MET, PEOPLE
from stored_rules import CLAUSES, RULES

from checker.store.canonical import file_hash, folder_hashes
from checker.store.chain import append_link

AUDIT_ID = "2026-10_20261101T060000_0123456789"

COLUMNS = {
    "cases": (
        "case_id TEXT, rule_id TEXT, pack TEXT, clauses TEXT[], kind TEXT, severity TEXT, basis TEXT, effect "
        "TEXT, judged TEXT, scope TEXT, verdict TEXT, outcome TEXT, standing TEXT, subject_type TEXT, "
        "subject_id TEXT, occurrence TEXT, window_at TIMESTAMP, client_id TEXT, responsible_id TEXT, unit_id "
        "TEXT, tier TEXT, zone TEXT, opened_at TIMESTAMP, due_at TIMESTAMP, due_inclusive BOOLEAN, done_at "
        "TIMESTAMP, measured DOUBLE, limit_value DOUBLE, measure TEXT, missing TEXT[], reason TEXT, "
        "source_file TEXT, source_row BIGINT, evidence TEXT, text_en TEXT, text_ru TEXT, text_zh TEXT"
    ),
    "tallies": (
        "rule_id TEXT, scope TEXT, verdict TEXT, reason TEXT, responsible_id TEXT, unit_id TEXT, tier TEXT, n BIGINT"
    ),
    "escalations": (
        "escalation_id TEXT, escalation TEXT, pack TEXT, conclusion TEXT, subject_type TEXT, subject_id TEXT, "
        "addressee_id TEXT, unit_id TEXT, rule_id TEXT, count BIGINT, period_start DATE, period_end DATE, "
        "case_ids TEXT[], reasoner TEXT, text_en TEXT, text_ru TEXT, text_zh TEXT"
    ),
    "quarantine": (
        'entity TEXT, file TEXT, row BIGINT, "column" TEXT, raw TEXT, reason TEXT, refused BOOLEAN, detail TEXT'
    ),
    "rules": (
        "rule_id TEXT, pack TEXT, kind TEXT, severity TEXT, basis TEXT, effect TEXT, judged TEXT, clauses "
        "TEXT[], locators TEXT[], title_en TEXT, title_ru TEXT, title_zh TEXT, words_en TEXT, words_ru TEXT, "
        "words_zh TEXT, readings TEXT, status TEXT, status_reason TEXT, met BIGINT, violated BIGINT, pending "
        "BIGINT, undetermined BIGINT, not_applicable BIGINT"
    ),
    "clauses": (
        "clause_id TEXT, source TEXT, locator TEXT, title_en TEXT, title_ru TEXT, title_zh TEXT, says TEXT, "
        "basis TEXT, checkability TEXT, severity TEXT, became TEXT, rule_ids TEXT[], why TEXT"
    ),
    "people": "id TEXT, entity TEXT, name TEXT",
}

ESCALATIONS = [
    {
        "escalation_id": "e5ca1a7e00000001",
        "escalation": "repeated-violation",
        "pack": "sp2",
        "conclusion": "repeated",
        "subject_type": "employee",
        "subject_id": "e1",
        "addressee_id": "e9",
        "unit_id": "u-msk",
        "rule_id": "sp2-reply-30min",
        "count": 3,
        "period_start": "2026-10-01",
        "period_end": "2026-11-01",
        "case_ids": ["a100000000000001", "a100000000000013", "c800000000000008"],
        "reasoner": "python",
        "text_en": "Three violations by one person.",
        "text_ru": "Три нарушения одного сотрудника.",
        "text_zh": "同一人三次违规。",
    }
]

QUARANTINE: list[dict[str, Any]] = [
    {
        "entity": "client",
        "file": "client.csv",
        "row": 9,
        "column": "created_at",
        "raw": "=1+1",
        "reason": "not_a_timestamp",
        "refused": False,
        "detail": "",
    },
    {
        "entity": "inquiry",
        "file": "inquiry.csv",
        "row": 12,
        "column": None,
        "raw": "<b>\ufffd\u0001</b>",
        "reason": "no_key",
        "refused": True,
        "detail": "",
    },
]

MANIFEST: dict[str, Any] = {
    "audit_id": AUDIT_ID,
    "period": {"start": "2026-10-01", "end": "2026-11-01"},
    "as_of": "2026-11-01T06:00:00",
    "taken_at": "2026-11-01T06:00:00",
    "zone": "Europe/Moscow",
    "company": "АО «Ремтехкомплект» <&>",
    "snapshot": {
        "files": [
            {"name": "client.csv", "bytes": 1024, "sha256": "ab" * 32},
            {"name": "inquiry.csv", "bytes": 2048, "sha256": "cd" * 32},
        ],
        "tables": {
            "client": {"rows": 60, "refused": 0, "exported": ["id", "name"], "filled": {"id": 60, "name": 60}},
            "inquiry": {"rows": 50, "refused": 1, "exported": ["id"], "filled": {"id": 50}},
        },
    },
    "rules": {"packs": [{"name": "sp2", "sha256": "ef" * 32}], "count": 8},
    "configuration": {"flags": {"fail_on": "low"}},
    "versions": {"checker": "0.1.0", "duckdb": "2.0.0"},
    "counts": {},
    "rate": 100 / 107,
    "rate_after_waivers": 100 / 107,
    "complete": True,
    "incomplete": [],
    "outputs": {},
}


def tallies(cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row per case, and the rows of what was met or did not apply."""
    kept = [
        {
            "rule_id": case["rule_id"],
            "scope": case["scope"],
            "verdict": case["verdict"],
            "reason": case["reason"],
            "responsible_id": case["responsible_id"],
            "unit_id": case["unit_id"],
            "tier": case["tier"],
            "n": 1,
        }
        for case in cases
    ]
    return kept + MET


def _write(folder: Path, table: str, rows: list[dict[str, Any]]) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t ({COLUMNS[table]})")
        for row in rows:
            names = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join("?" for _ in row)
            connection.execute(f"INSERT INTO t ({names}) VALUES ({marks})", list(row.values()))
        connection.execute(f"COPY t TO '{folder / table}.parquet' (FORMAT parquet)")


def make_audit(
    store: Path,
    audit_id: str = AUDIT_ID,
    *,
    people: bool = True,
    cases: list[dict[str, Any]] | None = None,
    **manifest: Any,
) -> Path:
    """Write one audit folder into a store and its line into the chain; the folder."""
    folder = store / audit_id
    folder.mkdir(parents=True)
    rows = CASES if cases is None else cases
    content = {
        "cases": sorted(rows, key=lambda case: str(case["case_id"])),
        "tallies": tallies(rows),
        "escalations": ESCALATIONS,
        "quarantine": QUARANTINE,
        "rules": RULES,
        "clauses": CLAUSES,
    }
    for table, table_rows in content.items():
        _write(folder, table, table_rows)
    if people:
        _write(folder, "people", PEOPLE)
    told = {**MANIFEST, "audit_id": audit_id, "outputs": folder_hashes(folder), **manifest}
    (folder / "manifest.json").write_text(json.dumps(told), "utf-8")
    (folder / "run.json").write_text("{}", "utf-8")
    append_link(store, audit_id, file_hash(folder / "manifest.json"))
    return folder
