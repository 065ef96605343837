"""What must be so by the instants and figures of a case, where the rows behind it are not stored."""

from datetime import datetime
from typing import Any

import pytest
from case_shapes import CALL, CARD, REPLY, case

from checker.report.cases import Case
from checker.reproduction.following import contradictions

AS_OF = datetime(2026, 11, 1, 6)
LATE = {
    "outcome": "late",
    "standing": "cured",
    "opened_at": datetime(2026, 10, 5, 6),
    "due_at": datetime(2026, 10, 5, 6, 30),
    "done_at": datetime(2026, 10, 5, 6, 31),
    "measured": 1860.0,
    "limit_value": 1800.0,
}
WINDOW = {"due_at": datetime(2026, 10, 11, 14), "due_inclusive": False, "measure": "count", "limit_value": 1.0}


def made(shape: dict[str, Any], **values: Any) -> Case:
    row = case("a1", shape, **values)
    return Case._make(row.get(name) for name in Case._fields)


# What is not known of is no gap.
GAPS = {"items": [{"name": "x", "holds": False}, {"name": "y"}]}


@pytest.mark.parametrize(
    ("shape", "values", "evidence"),
    [
        (REPLY, LATE, {}),
        (REPLY, {**LATE, "done_at": None, "outcome": "absent", "standing": "open", "measured": None}, {}),
        (REPLY, {"verdict": "pending", "due_at": datetime(2026, 11, 1, 7)}, {}),
        (REPLY, {"verdict": "undetermined", "reason": "due_unknown"}, {}),
        (REPLY, {"verdict": "undetermined", "reason": "field_empty", "due_at": datetime(2026, 12, 1)}, {}),
        (REPLY, {"outcome": "other_channel", "reason": "other_channel", "standing": "open"}, {}),
        (CALL, {**WINDOW, "outcome": "absent", "standing": "open", "measured": 0.0}, {}),
        (CALL, {**WINDOW, "verdict": "met", "measured": 1.0}, {}),
        (CARD, {"outcome": "absent", "standing": "open", "measured": 1.0}, {"items": [{"name": "x", "holds": False}]}),
    ],
)
def test_what_agrees(shape: dict[str, Any], values: dict[str, Any], evidence: dict[str, Any]) -> None:
    assert contradictions(made(shape, **values), evidence, AS_OF, None) == []


@pytest.mark.parametrize(
    ("shape", "values", "evidence", "name", "follows"),
    [
        (REPLY, {**LATE, "outcome": "absent"}, {}, "outcome", "late"),
        (REPLY, {**LATE, "standing": "open"}, {}, "standing", "cured"),
        (REPLY, {**LATE, "limit_value": 3600.0}, {}, "limit_value", 1800.0),
        (REPLY, {**LATE, "measured": 60.0}, {}, "measured", 1860.0),
        (REPLY, {**LATE, "done_at": datetime(2026, 10, 5, 6, 30), "measured": 1800.0}, {}, "outcome", "invalid"),
        (REPLY, {**LATE, "due_at": datetime(2026, 11, 2), "limit_value": None}, {}, "verdict", "met/pending"),
        (REPLY, {"verdict": "met", "outcome": "late"}, {}, "outcome", ""),
        (CALL, {**WINDOW, "outcome": "absent", "standing": "open", "measured": 1.0}, {}, "verdict", "met"),
        (CARD, {"outcome": "absent", "standing": "open", "measured": 2.0}, GAPS, "measured", 1.0),
        (CARD, {"outcome": "absent", "standing": "open"}, {"items": [{"name": "x", "holds": True}]}, "verdict", "met"),
    ],
)
def test_what_does_not(
    shape: dict[str, Any], values: dict[str, Any], evidence: dict[str, Any], name: str, follows: Any
) -> None:
    found = {one.name: one.follows for one in contradictions(made(shape, **values), evidence, AS_OF, None)}
    assert found[name] == follows
