"""Violations made by hand, with the employees who approve: waivers and disputes laid over them without an audit.

q2 and q3 are violations of small-reply (high), by e1 and e2, of the clients c1 and c2; card is one of small-card (low)
about c2, for which nobody answers; left is about the employee e9. q1 was met. All in Moscow, as of 2024-03-05 12:00.
"""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from checker.cases.engine import DuckDBEngine
from checker.followup.setting import Files, Setting
from checker.kinds.deadline import Deadline
from checker.rulebook.policy import policy_of
from checker.schema.model import load_schema
from checker.tables import CASES, EMPTY_MARKS, MARKS
from tests.waivers.company import case_id, waiver

MOSCOW = "Europe/Moscow"
EMPLOYEES = {
    "e1": ("salesperson", None),
    "e2": ("salesperson", None),
    "e7": ("general_manager", date(2024, 2, 29)),
    "e8": ("sales_manager", None),
    "e9": ("general_manager", None),
}
REPLY = {"rule_id": "small-reply", "severity": "high", "subject_type": "inquiry", "verdict": "violated"}
CARD = {"rule_id": "small-card", "severity": "low", "subject_type": "client", "verdict": "violated"}
USUAL = {"effect": "violation", "scope": "period", "occurrence": "", "zone": MOSCOW, "unit_id": "", "tier": ""}
CASES_MADE: dict[str, dict[str, Any]] = {
    "q1": {**REPLY, "verdict": "met", "client_id": "c1", "responsible_id": "e1", "outcome": ""},
    "q2": {**REPLY, "client_id": "c1", "responsible_id": "e1", "tier": "key", "outcome": "late", "unit_id": "u1"},
    "q3": {**REPLY, "client_id": "c2", "responsible_id": "e2", "tier": "reserve", "outcome": "absent"},
    "card": {
        **CARD,
        "subject_id": "c2",
        "client_id": "c2",
        "responsible_id": "",
        "tier": "reserve",
        "outcome": "absent",
    },
    "left": {**CARD, "subject_type": "employee", "subject_id": "e9", "client_id": "", "responsible_id": "e8"},
}
# The last permitted moments in UTC; that of q3 is the midnight, excluded, that ends 4 March in Moscow.
DUE = {"q2": ("2024-03-01 07:30:00", True), "q3": ("2024-03-04 21:00:00", False)}
EVIDENCE = {"facts": [{"entity": "inquiry", "id": "q2", "field": "answered_at", "value": "10:30:01"}], "items": []}
IDS = {
    name: case_id(case["rule_id"], case["subject_type"], case.get("subject_id", name))
    for name, case in CASES_MADE.items()
}
NAMES = {case: name for name, case in IDS.items()}


def made(folder: Path, **changed: dict[str, Any]) -> DuckDBEngine:
    """The tables that waivers and disputes read; `changed` replaces columns of single cases."""
    engine = DuckDBEngine(folder, memory="200MB", threads=1)
    columns = ", ".join(f'"{name}" {type_}' for name, type_ in (CASES | MARKS).items())
    engine.execute(f"CREATE TABLE marked ({columns})")
    for name, case in CASES_MADE.items():
        _add(engine, name, {**case, **changed.get(name, {})})
    for table in ("employee", "field_change"):
        listed = ", ".join(f'"{name}" {type_}' for name, type_ in load_schema().entities[table].columns.items())
        engine.execute(f"CREATE TABLE {table} ({listed})")
    for person, (role, left_on) in EMPLOYEES.items():
        engine.execute("INSERT INTO employee (id, role, left_on) VALUES (?, ?, ?)", [person, role, left_on])
    engine.execute(
        "CREATE TABLE zone_span AS SELECT 'Europe/Moscow' AS zone, TIMESTAMP '1970-01-01' AS from_utc, "
        "TIMESTAMP '2100-01-01' AS until_utc, 10800 AS offset_s"
    )
    return engine


def setting(as_of: str = "2024-03-05 12:00", zone: str = MOSCOW, policy: str = "", **given: Any) -> Setting:
    """What decides at a local moment of the zone."""
    from zoneinfo import ZoneInfo

    moment = datetime.fromisoformat(as_of).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)
    usual: dict[str, Any] = {"period": (date(2024, 3, 1), date(2024, 4, 1)), "earlier": (), "fail_on": "low"}
    usual |= {"files": Files(waivers=Path("waivers.yaml"), disputes=Path("disputes.yaml")), "rules": rules()}
    return Setting(as_of=moment, zone=zone, policy=policy_of(policy, "compliance.yaml"), **{**usual, **given})


def rules() -> tuple[Any, ...]:
    """The two rules judged; small-reply was called old-answer once."""
    common = {"clauses": ["c"], "title": {"en": "x", "ru": "x", "zh": "x"}, "severity": "high", "basis": "explicit"}
    common |= {"kind": "deadline", "subject": "inquiry", "starts": "received_at", "within": "1 hour"}
    common |= {"met_by": "answered_at"}
    reply = Deadline.model_validate({**common, "id": "small-reply", "formerly": ["old-answer"]})
    return reply, Deadline.model_validate({**common, "id": "small-card"})


def of_file(*entries: dict[str, Any]) -> str:
    """The text of waivers.yaml."""
    return json.dumps({"waivers": list(entries) or [waiver()]}, ensure_ascii=False)


def _add(engine: DuckDBEngine, name: str, case: dict[str, Any]) -> None:
    due_at, inclusive = DUE.get(name, ("2024-03-05 09:00:00", True))
    row = {"case_id": IDS[name], "subject_id": name, **USUAL, "due_at": due_at, "due_inclusive": inclusive, **case}
    row = {"evidence": json.dumps(EVIDENCE), **row}
    names = [*row, *(mark for mark in MARKS if mark not in row)]
    values = ["?"] * len(row) + [EMPTY_MARKS[mark] for mark in names[len(row) :]]
    listed = ", ".join(f'"{one}"' for one in names)
    engine.execute(f"INSERT INTO marked ({listed}) VALUES ({', '.join(values)})", list(row.values()))
