"""A stored audit of so many violations, made without judging anything: what reports are written from."""

import json
from pathlib import Path
from typing import Any

import duckdb

from checker.auditing.record import READ_TOGETHER
from checker.tables import CASES, CLAUSES, MARKS, PEOPLE, RULES, TALLIES

RULE_COUNT, UNITS, PEOPLE_COUNT, CLIENTS = 40, 30, 600, 20_000
MET_OF_EACH = 3
MANIFEST: dict[str, Any] = {
    "period": {"start": "2026-10-01", "end": "2026-11-01"},
    "as_of": "2026-11-01 06:00:00",
    "taken_at": "2026-11-01 06:00:00",
    "zone": "Europe/Moscow",
    "company": "АО «Техдеталь»",
    "snapshot": {"files": [], "tables": {}},
    "rules": {"packs": [{"name": "sp2"}], "files": [], "count": RULE_COUNT},
    "configuration": {"flags": {"fail_on": "low"}},
    "versions": {},
    "complete": True,
    "incomplete": [],
}
_FACTS = (
    ("started_at", "timestamp", "2025-12-03 04:32:40"),
    ("outcome", "text", None),
    ("outcome_entered_at", "TIMESTAMP", None),
    ("created_at", "timestamp", "2025-12-03 04:56:06"),
    ("process_line", "enum", "active_prospecting"),
    ("limit_at", "TIMESTAMP", "2025-12-04 21:00:00"),
    ("is_recorded", "BOOLEAN", "false"),
    ("is_unreached", "BOOLEAN", "false"),
)
_EVIDENCE = json.dumps(
    {
        "facts": [
            {
                "entity": "interaction",
                "id": "{id}",
                "file": "interaction.csv",
                "row": 7,
                "field": field,
                "type": of_type,
                "value": value,
            }
            for field, of_type, value in _FACTS
        ],
        "items": [],
    },
    separators=(",", ":"),
).replace('"row":7', '"row":{row}')
_AT = "TIMESTAMP '2026-10-01' + INTERVAL 1 MINUTE * (i % 40000)"
_CASE = {
    "case_id": "substr(md5(i::VARCHAR), 1, 16)",
    "rule_id": f"'sp2-rule-' || lpad((i % {RULE_COUNT})::VARCHAR, 2, '0')",
    "pack": "'sp2'",
    "clauses": f"['sp2-' || (i % {RULE_COUNT}), 'sp2-16d']",
    "kind": "'deadline'",
    "severity": "['critical', 'high', 'medium', 'low'][1 + (i % 7) % 4]",
    "basis": "'explicit'",
    "effect": "'violation'",
    "judged": "'event'",
    "scope": "CASE WHEN i % 5 = 0 THEN 'carried' ELSE 'period' END",
    "verdict": "'violated'",
    "outcome": "CASE WHEN i % 3 = 0 THEN 'absent' ELSE 'late' END",
    "standing": "CASE WHEN i % 3 = 0 THEN 'open' ELSE 'cured' END",
    "implied_by": "''",
    "subject_type": "'interaction'",
    "subject_id": "'I' || lpad(i::VARCHAR, 9, '0')",
    "occurrence": "''",
    "client_id": f"'C' || (i * 7919 % {CLIENTS})",
    "responsible_id": f"'e' || (i * 31 % {PEOPLE_COUNT})",
    "unit_id": f"'U-' || (i % {UNITS})",
    "tier": "['strategic', 'key', 'ordinary'][1 + i % 3]",
    "zone": "['Europe/Moscow', 'Asia/Vladivostok'][1 + i % 2]",
    "opened_at": _AT,
    "due_at": f"{_AT} + INTERVAL 30 MINUTE",
    "due_inclusive": "true",
    "done_at": f"CASE WHEN i % 3 <> 0 THEN {_AT} + INTERVAL 1 MINUTE * (31 + i % 600) END",
    "measured": "CASE WHEN i % 3 <> 0 THEN 60 * (31 + i % 600) END",
    "limit_value": "1800",
    "measure": "'seconds'",
    "missing": "[]",
    "reason": "''",
    "source_file": "'interaction.csv'",
    "source_row": "i + 2",
    "evidence": f"replace(replace('{_EVIDENCE}', '{{id}}', 'I' || i), '{{row}}', (i + 2)::VARCHAR)",
    "text_en": "'Prospect talks result recorded. Contact I' || i || ': not done; was due by 4 Dec 2025.'",
    "text_ru": "'Результат переговоров с клиентом занесён. Контакт I' || i || ': не выполнено; срок — 04.12.2025.'",
    "text_zh": "'潜在客户洽谈结果须录入。联系记录 I' || i || '：未完成；应于2025-12-04前完成。'",
    "change": "CASE WHEN i % 4 = 0 THEN 'new' ELSE 'persisting' END",
    "first_seen": _AT,
    "rectify_by": "DATE '2026-11-20'",
    "rectification": "CASE WHEN i % 3 = 0 THEN 'due' ELSE '' END",
    "waiver": "''",
    "waiver_reason": "''",
    "waiver_approver": "''",
    "dispute": "''",
    "in_baseline": "false",
    "gates": "i % 5 <> 0",
}
_RULE = {
    "rule_id": "'sp2-rule-' || lpad(i::VARCHAR, 2, '0')",
    "pack": "'sp2'",
    "kind": "'deadline'",
    "severity": "'high'",
    "basis": "'explicit'",
    "effect": "'violation'",
    "judged": "'event'",
    "clauses": "['sp2-' || i]",
    "locators": "['§3 op.' || i]",
    "title_en": "'Result of talks recorded, rule ' || i",
    "title_ru": "'Результат переговоров занесён, правило ' || i",
    "title_zh": "'洽谈结果须录入，规则' || i",
    "readings": "'[]'",
    "status": "'ran'",
    "status_reason": "''",
    **dict.fromkeys(("met", "violated", "pending", "undetermined", "not_applicable"), "0"),
}
_ESCALATIONS = (
    "escalation_id TEXT, escalation TEXT, pack TEXT, conclusion TEXT, subject_type TEXT, subject_id TEXT, "
    "addressee_id TEXT, unit_id TEXT, rule_id TEXT, count BIGINT, period_start DATE, period_end DATE, "
    "case_ids TEXT[], reasoner TEXT, text_en TEXT, text_ru TEXT, text_zh TEXT"
)
_QUARANTINE = 'entity TEXT, file TEXT, row BIGINT, "column" TEXT, raw TEXT, reason TEXT, refused BOOLEAN, detail TEXT'


def stored_audit(violations: int, store: Path) -> Path:
    """The folder of an audit with so many violations, the same at every call; made once."""
    folder = store / f"2026-10_{violations}"
    if (folder / "manifest.json").is_file():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute("SET threads = 1")
        _write(connection, folder, "cases", _columns({**CASES, **MARKS}, _CASE, violations) + " ORDER BY case_id")
        _write(connection, folder, "rules", _columns(RULES, _RULE, RULE_COUNT))
        _write(connection, folder, "people", f"({_people()})")
        _write(connection, folder, "tallies", _tallied(folder / "cases.parquet"))
        _write(connection, folder, "clauses", _columns(CLAUSES, {}, 0))
        for table, columns in (("escalations", _ESCALATIONS), ("quarantine", _QUARANTINE)):
            connection.execute(f"CREATE TABLE {table} ({columns})")
            _write(connection, folder, table, f"SELECT * FROM {table}")
    told = {"audit_id": folder.name, **MANIFEST}
    (folder / "manifest.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    return folder


def _columns(types: dict[str, str], values: dict[str, str], rows: int) -> str:
    listed = (f'CAST({values.get(name, "NULL")} AS {of_type}) AS "{name}"' for name, of_type in types.items())
    return f"SELECT {', '.join(listed)} FROM range({rows}) t(i)"


def _people() -> str:
    kinds = (
        ("e", "employee", PEOPLE_COUNT, "['Иванов Иван Иванович ', '王丽 ', 'Anna Petrova '][1 + i % 3] || i"),
        ("C", "client", CLIENTS, "['ООО «Ромашка» ', '上海明远国际贸易有限公司 ', 'Trade Ltd '][1 + i % 3] || i"),
        ("U-", "org_unit", UNITS, "'Филиал ' || i"),
    )
    return " UNION ALL ".join(
        f"SELECT CAST('{start}' || i AS {PEOPLE['id']}) AS id, '{entity}' AS entity, {name} AS name "
        f"FROM range({n}) t(i)"
        for start, entity, n, name in kinds
    )


def _tallied(cases: Path) -> str:
    """What the cases add up to, and three met ones beside each violation of the period."""
    keys = "responsible_id, unit_id, tier"
    sums = f"SELECT rule_id, scope, verdict, '' AS reason, {keys}, count(*) AS n FROM '{cases}' GROUP BY ALL"
    met = f"SELECT rule_id, scope, 'met', '', {keys}, {MET_OF_EACH} * count(*) FROM '{cases}'"
    met += " WHERE scope = 'period' GROUP BY ALL"
    assert list(TALLIES) == ["rule_id", "scope", "verdict", "reason", *keys.split(", "), "n"]
    return f"SELECT * FROM ({sums} UNION ALL {met}) ORDER BY ALL"


def _write(connection: Any, folder: Path, table: str, sql: str) -> None:
    connection.execute(
        f"COPY ({sql}) TO '{folder / table}.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {READ_TOGETHER})"
    )
