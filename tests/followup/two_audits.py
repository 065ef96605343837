"""Audits stored by hand, of a few cases each, to be compared."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from checker.store.audits import StoredAudit, audits
from checker.store.publish import publish
from checker.tables import CASES, EMPTY_MARKS, MARKS, RULES

OCTOBER, NOVEMBER, DECEMBER = (
    {"period": {"start": start, "end": end}, "as_of": f"{end} 06:00:00"}
    for start, end in (("2026-10-01", "2026-11-01"), ("2026-11-01", "2026-12-01"), ("2026-12-01", "2027-01-01"))
)
FOUND_IN = {"october": datetime(2026, 11, 1, 6), "november": datetime(2026, 12, 1, 6)}
RAN = {"po-reply": "ran", "po-card": "ran"}
USUAL = {
    "severity": "high",
    "effect": "violation",
    "scope": "period",
    "implied_by": "",
    "subject_type": "inquiry",
    "occurrence": "",
    "zone": "Europe/Moscow",
    "due_at": datetime(2026, 10, 5, 7),
    "due_inclusive": True,
    "responsible_id": "e1",
    "unit_id": "u1",
    "client_id": "c1",
    "clauses": ["po-1"],
}
PEOPLE = [("e1", "employee", "Иванов И. И."), ("u1", "org_unit", "北京办事处"), ("c1", "client", "ООО Ромашка")]


def event(case: str, said: str, found: str = "october", **more: Any) -> dict[str, Any]:
    """A case of an event as it is said: a standing of a violation, or another verdict."""
    return _case(case, "event", "po-reply", said, found, more)


def state(case: str, said: str, found: str = "october", **more: Any) -> dict[str, Any]:
    """A case of a state."""
    return _case(case, "state", "po-card", said, found, more)


def _case(case: str, judged: str, rule: str, said: str, found: str, more: Mapping[str, Any]) -> dict[str, Any]:
    violated = said in ("open", "cured", "void", "lost")
    told = {"verdict": "violated" if violated else said, "standing": said if violated else ""}
    named = {"case_id": case, "rule_id": rule, "subject_id": case, "judged": judged, "text_en": f"text of {case}"}
    return {**USUAL, **named, **told, "first_seen": FOUND_IN[found] if violated else None, **more}


def put(
    store: Path, name: str, when: Mapping[str, Any], cases: Sequence[Mapping[str, Any]] = (), **more: Any
) -> StoredAudit:
    """Store an audit that knows all those stored before it; `rules` says `status` or `status:reason` of each."""
    known = [audit.audit_id for audit in audits(store)]
    rules = more.pop("rules", RAN)
    manifest = {
        **{"audit_id": name, "zone": "Europe/Moscow", "company": "ООО Полюс", "earlier": known, "inputs": name},
        **{"rules": {"packs": [{"name": "po"}], "count": len(rules)}, "versions": {}, **when, **more},
    }
    return publish(store, manifest, lambda folder: _write(folder, cases, rules), {})


def _write(folder: Path, cases: Sequence[Mapping[str, Any]], rules: Mapping[str, str]) -> None:
    with duckdb.connect() as connection:
        empty = {name: value for name, value in EMPTY_MARKS.items()}
        _table(connection, folder / "cases.parquet", CASES | MARKS, cases, empty)
        told = [
            {"rule_id": rule, "title_en": f"Title of {rule}", "status": status, "status_reason": reason}
            for rule, (status, _, reason) in ((name, said.partition(":")) for name, said in rules.items())
        ]
        _table(connection, folder / "rules.parquet", RULES, told, {})
        people = [dict(zip(("id", "entity", "name"), one, strict=True)) for one in PEOPLE]
        _table(connection, folder / "people.parquet", dict.fromkeys(("id", "entity", "name"), "VARCHAR"), people, {})


def _table(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    columns: Mapping[str, str],
    rows: Sequence[Mapping[str, Any]],
    defaults: Mapping[str, str],
) -> None:
    connection.execute(f"CREATE OR REPLACE TABLE t ({', '.join(f'{name} {type_}' for name, type_ in columns.items())})")
    for row in rows:
        marks = [f"${name}" if name in row else defaults.get(name, "NULL") for name in columns]
        connection.execute(f"INSERT INTO t VALUES ({', '.join(marks)})", dict(row))
    connection.execute(f"COPY (SELECT * FROM t ORDER BY 1) TO '{path}' (FORMAT parquet)")
