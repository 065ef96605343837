"""The hand-made audit with ids that cannot stand in a text by chance, units with heads, and people named in passing."""

import json
import zipfile
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import duckdb
from stored_audit import make_audit
from stored_cases import CASES, PEOPLE

IVANOV, WANG, ROMASHKA, XIAOMING = "Иванов Иван Иванович", "王丽", "ООО «Ромашка»", "王小明贸易有限公司"
PHONE = "+7 495 123-45-67"
UNITS = [
    ("u-00", "АО «Ремтехкомплект»", None, "EMP-e9", "Петрова Анна"),
    ("u-msk", "Москва", "u-00", "EMP-e9", "Петрова Анна"),
    ("u-kgd", "Калининград", "u-msk", "EMP-e1", IVANOV),
    ("u-vvo", "Владивосток", "u-00", "EMP-e2", WANG),
]
_FACTS: list[dict[str, Any]] = [
    {"entity": "inquiry", "id": "Q-2", "field": "channel", "type": "enum", "value": "email"},
    {"entity": "inquiry", "id": "Q-2", "field": "note", "type": "text", "value": f"Звонить {IVANOV}, {PHONE}"},
    {"entity": "inquiry", "id": "Q-2", "field": "answered_by_id", "type": "text", "value": "EMP-e1"},
    {"entity": "employee", "id": "EMP-e1", "field": "left_on", "type": "date", "value": "2026-10-02"},
    {"entity": "inquiry", "id": "Q-2", "field": "received_at", "type": "timestamp", "value": "2026-10-07 23:00:00"},
]
_CHANGED: dict[str, dict[str, Any]] = {
    "a200000000000002": {
        "text_en": f"Inquiry Q-2 was not answered; {IVANOV} (EMP-e1) of {ROMASHKA} knows, {PHONE}.",
        "evidence": json.dumps({"facts": _FACTS, "items": [{"name": "answered_at", "holds": False}]}),
    },
    "a100000000000013": {"subject_id": "Q-13"},
}
FOLLOWED = {
    "changes": {"against": None, "new": 3},
    "waived": {
        "active": [
            {
                "id": "ivanov-ill",
                "approver": "EMP-e9",
                "reason": f"{IVANOV} is ill",
                "cases": 1,
                "fits": 1,
                "granted_on": "2026-10-01",
                "expires_on": "2026-11-30",
                "expiring": False,
            }
        ],
        "refused": [{"id": "self-help", "approver": "EMP-e1", "reason": "approver_left", "fits": 1}],
    },
}
_MARKED = """SELECT *, 'new' AS change, TIMESTAMP '2026-11-01' AS first_seen, DATE '2026-11-16' AS rectify_by,
 'due' AS rectification, CASE WHEN case_id = 'b600000000000006' THEN 'ivanov-ill' ELSE '' END AS waiver,
 CASE WHEN case_id = 'b600000000000006' THEN 'Иванов Иван Иванович is ill' ELSE '' END AS waiver_reason,
 CASE WHEN case_id = 'b600000000000006' THEN 'EMP-e9' ELSE '' END AS waiver_approver,
 CASE WHEN case_id = 'b600000000000006' THEN DATE '2026-11-30' END AS waiver_until,
 '' AS dispute, CAST(NULL AS DATE) AS dispute_due, false AS in_baseline,
 verdict = 'violated' AND case_id <> 'b600000000000006' AS gates FROM t"""
_PREFIXES = {
    "cases": {
        "responsible_id": "'EMP-'",
        "client_id": "'CLI-'",
        "subject_id": "CASE subject_type WHEN 'employee' THEN 'EMP-' WHEN 'client' THEN 'CLI-' ELSE '' END",
    },
    "tallies": {"responsible_id": "'EMP-'"},
    "escalations": {"subject_id": "'EMP-'", "addressee_id": "'EMP-'"},
    "people": {"id": "CASE entity WHEN 'employee' THEN 'EMP-' WHEN 'client' THEN 'CLI-' ELSE '' END"},
}


def write_told(store: Path) -> Path:
    """Folder of the audit, in a store of its own."""
    cases = [{**case, **_CHANGED.get(str(case["case_id"]), {})} for case in CASES]
    folder = make_audit(store, cases=cases, followed=FOLLOWED, counts={"waived": 1})
    with duckdb.connect() as connection:
        for table, columns in _PREFIXES.items():
            path = folder / f"{table}.parquet"
            changed = ", ".join(f"CASE {c} WHEN '' THEN '' ELSE {p} || {c} END AS {c}" for c, p in columns.items())
            connection.execute(f"CREATE OR REPLACE TABLE t AS SELECT * REPLACE ({changed}) FROM read_parquet('{path}')")
            connection.execute(f"COPY ({_MARKED if table == 'cases' else 'FROM t'}) TO '{path}' (FORMAT parquet)")
        connection.execute("CREATE TABLE u (unit_id TEXT, name TEXT, parent_id TEXT, head_id TEXT, head_name TEXT)")
        connection.executemany("INSERT INTO u VALUES (?, ?, ?, ?, ?)", UNITS)
        connection.execute(f"COPY u TO '{folder / 'units.parquet'}' (FORMAT parquet)")
    return folder


def text_of(content: bytes) -> str:
    """All that a file tells: the parts of a packed one, and text with its escapes undone."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
        return unescape("\n".join(parts))
    text = content.decode("utf-8", "replace")
    return unescape(text).replace("\\", "") if not text.startswith("{") else text


@dataclass(frozen=True)
class Secrets:
    """What of the audit a text may hold only where it concerns the reader."""

    names: dict[str, str]
    cases: dict[str, tuple[str, str]]

    def told_in(self, text: str) -> set[str]:
        """Ids of people, clients and cases whose id or name stands in a text."""
        people = {key for key, name in self.names.items() if key in text or name in text}
        return people | {case for case in self.cases if case in text}


def known_secrets() -> Secrets:
    """Everybody by id, and the cases by id with responsible and unit."""
    prefix = {"employee": "EMP-", "client": "CLI-"}
    names = {f"{prefix[one['entity']]}{one['id']}": one["name"] for one in PEOPLE if one["entity"] in prefix}
    names |= {"EMP-e4": "EMP-e4", "CLI-c5": "CLI-c5"}
    cases = {str(case["case_id"]): (f"EMP-{case['responsible_id']}", str(case["unit_id"])) for case in CASES}
    return Secrets(names, cases)
