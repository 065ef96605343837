"""The fingerprint of evidence: the facts and nothing else."""

import json
from hashlib import sha256
from typing import Any

from checker.waivers.fingerprint import fingerprint


def fact(field: str, value: str | None, **place: Any) -> dict[str, Any]:
    at = {"id": "q2", "file": "inquiry.csv", "row": 3, **place}
    return {"entity": "inquiry", **at, "field": field, "type": "timestamp", "value": value}


def evidence(*facts: dict[str, Any], **more: Any) -> str:
    return json.dumps({"facts": facts, "items": [{"name": "answered_at", "holds": "false"}], **more})


BEFORE = evidence(fact("received_at", "10:00"), fact("answered_at", "10:31"), clock={"calendar": "company"})


def test_it_is_the_hash_of_outcome_facts_and_items() -> None:
    said = '["late",["[\\"inquiry\\", \\"q2\\", \\"received_at\\", \\"10:00\\"]"],["[\\"answered_at\\", \\"false\\"]"]]'
    assert fingerprint("late", evidence(fact("received_at", "10:00"))) == sha256(said.encode()).hexdigest()[:16]


def test_where_it_was_read_and_in_which_order_changes_nothing() -> None:
    other = [fact("answered_at", "10:31", file="all.parquet", row=None), fact("received_at", "10:00", row=99)]
    assert fingerprint("late", evidence(*other)) == fingerprint("late", BEFORE)


def test_every_value_counts() -> None:
    told = {
        fingerprint("late", BEFORE),
        fingerprint("absent", BEFORE),
        fingerprint("late", evidence(fact("received_at", "10:00"), fact("answered_at", "10:32"))),
        fingerprint("late", evidence(fact("received_at", "10:00"), fact("answered_at", None))),
        fingerprint("late", evidence(fact("received_at", "10:00"), fact("answered_at", ""))),
        fingerprint("late", evidence(fact("received_at", "10:31"), fact("answered_at", "10:00"))),
        fingerprint("late", evidence(fact("received_at", "10:00", id="q3"), fact("answered_at", "10:31"))),
        fingerprint("late", BEFORE.replace('"false"', '"true"')),
        fingerprint("late", None),
    }
    assert len(told) == 9
