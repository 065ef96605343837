"""Stores of a few hand-written cases, in the columns of today, for what earlier audits said of later ones."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb

from checker.query.views import ESCALATIONS, QUARANTINE
from checker.store.chain import append_link
from checker.tables import CASES, CLAUSES, MARKS, PEOPLE, RULES, TALLIES

TABLES = {
    "cases": {**CASES, **MARKS},
    "tallies": TALLIES,
    "rules": RULES,
    "people": PEOPLE,
    "clauses": CLAUSES,
    "escalations": ESCALATIONS,
    "quarantine": QUARANTINE,
}
EMPTY = {"VARCHAR": "", "VARCHAR[]": [], "BOOLEAN": False, "BIGINT": 0}
NO_MARK = {"responsible_id": "", "unit_id": "", "tier": "", "zone": "UTC", "evidence": "{}"}
PEOPLE_ROWS = [
    {"id": "e1", "entity": "employee", "name": "Иванов Пётр"},
    {"id": "e2", "entity": "employee", "name": "王丽"},
    {"id": "c1", "entity": "client", "name": "ООО «Ромашка»"},
    {"id": "u1", "entity": "org_unit", "name": "Москва"},
]


def case(case_id: str, rule_id: str = "reply", **values: Any) -> dict[str, Any]:
    """A violated, open event case of the period, unless the values say otherwise."""
    row = {"case_id": case_id, "rule_id": rule_id, "pack": "p", "clauses": [f"{rule_id}-1"], "kind": "deadline"}
    row |= {"severity": "high", "basis": "explicit", "effect": "violation", "judged": "event", "scope": "period"}
    row |= {"verdict": "violated", "outcome": "late", "standing": "open", "subject_type": "inquiry"}
    row |= {"subject_id": f"q-{case_id}", "gates": True, "due_inclusive": True, **NO_MARK, **values}
    if row["verdict"] != "violated":
        row |= {"outcome": "", "standing": "", "gates": False}
    return row


def rule(rule_id: str = "reply", status: str = "ran", **values: Any) -> dict[str, Any]:
    """A rule that ran."""
    row = {"rule_id": rule_id, "pack": "p", "kind": "deadline", "severity": "high", "basis": "explicit"}
    row |= {"effect": "violation", "judged": "event", "clauses": [f"{rule_id}-1"], "status": status, "readings": "[]"}
    return row | {f"title_{lang}": f"{rule_id} {lang}" for lang in ("en", "ru", "zh")} | values


def tally(n: int, rule_id: str = "reply", verdict: str = "met", **values: Any) -> dict[str, Any]:
    """So many cases of the period."""
    return {"rule_id": rule_id, "scope": "period", "verdict": verdict, "n": n, "reason": "", **values}


def store_audit(
    store: Path,
    month: str,
    as_of: str,
    cases: Sequence[Mapping[str, Any]] = (),
    tallies: Sequence[Mapping[str, Any]] = (),
    rules: Sequence[Mapping[str, Any]] | None = None,
    formerly: Mapping[str, Sequence[str]] | None = None,
    **manifest: Any,
) -> Path:
    """One audit of a month (`2026-01`) or of days (`2026-01-05..2026-01-11`), as of a moment in UTC; its folder."""
    start, end = _period(month)
    stamp = datetime.fromisoformat(as_of).replace(tzinfo=UTC).strftime("%Y%m%dT%H%M%SZ")
    folder = store / f"{month}_{stamp}_{len(list(store.iterdir())) if store.exists() else 0:010d}"
    folder.mkdir(parents=True)
    content = {"cases": sorted(cases, key=lambda row: str(row["case_id"])), "tallies": tallies, "people": PEOPLE_ROWS}
    content["rules"] = rules if rules is not None else [rule()]
    for table, columns in TABLES.items():
        _write(folder / f"{table}.parquet", columns, content.get(table, ()))
    told = {"audit_id": folder.name, "period": {"start": start.isoformat(), "end": end.isoformat()}, "as_of": as_of}
    told |= {
        "taken_at": as_of,
        "zone": "Europe/Moscow",
        "company": "К",
        "outputs": {},
        "complete": True,
        "exit_code": 1,
    }
    told |= {"rules": {"packs": [{"name": "p"}], "formerly": formerly or {}}, "counts": {"waived": 0}, **manifest}
    (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    append_link(store, folder.name, "00" * 32)
    return folder


def _period(text: str) -> tuple[date, date]:
    if ".." in text:
        first, last = text.split("..")
        end = date.fromisoformat(last).toordinal() + 1
        return date.fromisoformat(first), date.fromordinal(end)
    year, month = map(int, text.split("-"))
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)


def _write(path: Path, columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> None:
    listed = path.with_suffix(".jsonl")
    with listed.open("w", encoding="utf-8") as file:
        for row in rows:
            unknown = row.keys() - columns.keys()
            assert not unknown, unknown
            filled = {name: row.get(name, EMPTY.get(kind)) for name, kind in columns.items()}
            file.write(json.dumps(filled, default=str) + "\n")
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE t (" + ", ".join(f'"{name}" {kind}' for name, kind in columns.items()) + ")")
        if rows:
            read = "SELECT * FROM read_json($1, format = 'newline_delimited', columns = $2)"
            connection.execute(f"INSERT INTO t {read}", [str(listed), dict(columns)])
        literal = str(path).replace("'", "''")
        connection.execute(f"COPY t TO '{literal}' (FORMAT parquet, ROW_GROUP_SIZE 2048)")
    listed.unlink()
