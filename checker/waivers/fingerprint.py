"""What the evidence of a case says, as a short text: equal as long as the facts are."""

import json
from hashlib import sha256
from typing import Any

DIGITS = 16


def fingerprint(outcome: str, evidence: str | None) -> str:
    """The hash of the outcome, of every fact's table, row id, field and value, and of what holds of what is owed.

    Where a fact was read (file, row) says nothing about it, nor does the order of the facts: data exported or sorted
    anew, or under another file name, give the same.
    """
    told = json.loads(evidence or "{}")
    facts = [[fact.get(name) for name in ("entity", "id", "field", "value")] for fact in told.get("facts", ())]
    items = [[item.get("name"), item.get("holds")] for item in told.get("items", ())]
    said = json.dumps([outcome, _sorted(facts), _sorted(items)], ensure_ascii=False, separators=(",", ":"))
    return sha256(said.encode()).hexdigest()[:DIGITS]


def _sorted(rows: list[list[Any]]) -> list[str]:
    return sorted(json.dumps(row, ensure_ascii=False) for row in rows)
