"""What the stored cases of the tests have in common: the columns by kind of rule, the defaults, evidence in full."""

from typing import Any

REPLY = {
    "rule_id": "sp2-reply-30min",
    "kind": "deadline",
    "severity": "high",
    "subject_type": "inquiry",
    "measure": "seconds",
}
CARD = {
    "rule_id": "sp2-card-fields",
    "kind": "required_fields",
    "severity": "medium",
    "judged": "state",
    "subject_type": "client",
}
CALL = {
    "rule_id": "sp2-weekly-call",
    "kind": "cadence",
    "severity": "critical",
    "basis": "interpreted",
    "subject_type": "client",
}

_DEFAULTS: dict[str, Any] = {
    "pack": "sp2",
    "basis": "explicit",
    "effect": "violation",
    "judged": "event",
    "scope": "period",
    "verdict": "violated",
    "outcome": "",
    "standing": "",
    "occurrence": "",
    "window_at": None,
    "client_id": "",
    "responsible_id": "",
    "unit_id": "u-msk",
    "tier": "",
    "zone": "Europe/Moscow",
    "opened_at": None,
    "due_at": None,
    "due_inclusive": True,
    "done_at": None,
    "measured": None,
    "limit_value": None,
    "measure": "",
    "missing": [],
    "reason": "",
    "source_file": None,
    "source_row": None,
    "evidence": "{}",
    "text_en": "",
    "text_ru": "",
    "text_zh": "",
}

_CLAUSES = {
    "sp2-reply-30min": ["sp2-16d", "sp2-16e"],
    "sp2-card-fields": ["sp2-05a"],
    "sp2-weekly-call": ["sp2-21b"],
    "sp2-duplicates": ["sp2-05b"],
    "sp2-margin": ["sp2-30a"],
    "sp2-hint": ["sp2-31a"],
}


def case(case_id: str, shape: dict[str, Any], **values: Any) -> dict[str, Any]:
    """One row of cases.parquet, with every column."""
    row = {"case_id": case_id, **_DEFAULTS, **shape, **values}
    return {**row, "clauses": _CLAUSES[row["rule_id"]]}


EVIDENCE: dict[str, Any] = {
    "facts": [
        {
            "entity": "inquiry",
            "id": "Q-1",
            "file": "inquiry.csv",
            "row": 2,
            "field": "received_at",
            "value": "2026-10-05T06:00:00",
        },
        {"entity": "inquiry", "id": "Q-1", "file": "inquiry.csv", "row": 2, "field": "channel", "value": "email"},
    ],
    "clock": {
        "calendar": "company",
        "zone": "Europe/Moscow",
        "open": [{"from": "2026-10-05T06:00:00", "to": "2026-10-05T06:31:00", "seconds": 1860}],
        "total_seconds": 1860,
    },
    "readings": [{"param": "sp2.reply_clock", "ours": "working", "other": ["calendar"]}],
    "arithmetic": "1860 s > 1800 s",
}


def tallied(rule_id: str, n: int, responsible_id: str, verdict: str = "met", reason: str = "") -> dict[str, Any]:
    """One row of the tallies: so many cases of a rule that need no row of their own."""
    return {
        "rule_id": rule_id,
        "scope": "period",
        "verdict": verdict,
        "reason": reason,
        "responsible_id": responsible_id,
        "unit_id": "u-msk",
        "tier": "",
        "n": n,
    }
