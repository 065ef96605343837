"""Continuity: spans cover the whole time."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kinds.one_rule import cases, verdicts

COVER = """
kind: continuity
subject: org_unit
window: month
spans: task
on: {unit_id: id}
where: o.status <> 'cancelled'
begins: period_start_on
finishes: period_end_on
owed_from: created_at
"""
SHIFTS = """
kind: continuity
subject: org_unit
window: day
spans: task
on: {unit_id: id}
begins: started_at
finishes: done_at
owed_from: created_at
"""
JOINED = "2024-02-01 00:00"


def units(*names: str) -> list[dict]:
    return [{"id": name, "created_at": JOINED} for name in names]


def tasks(*rows: tuple, begins: str = "period_start_on", finishes: str = "period_end_on") -> list[dict]:
    """Rows (unit, first, last[, status])."""
    return [
        {
            "id": f"t{n}",
            "unit_id": row[0],
            begins: row[1],
            finishes: row[2],
            "status": row[3] if len(row) > 3 else "open",
        }
        for n, row in enumerate(rows)
    ]


def test_days_adjoin_overlap_and_leave_gaps() -> None:
    given = {
        "org_unit": units("u1", "u2", "u3", "u4", "u5", "u6"),
        "task": tasks(
            ("u1", "2024-01-10", "2024-02-10"), ("u1", "2024-02-11", "2024-03-05"),
            ("u2", "2024-02-01", "2024-02-10"), ("u2", "2024-02-12", "2024-02-29"),
            ("u3", "2024-02-01", "2024-02-29"), ("u3", "2024-02-05", "2024-02-06"),
            ("u4", "2024-02-01", "2024-02-28"), ("u5", "2024-02-01", "2024-02-29", "cancelled"),
            ("u6", "2024-02-01", "2024-02-29", None),
        ),
    }  # fmt: skip
    found = verdicts(COVER, given, "2024-03-01 00:00")
    assert {key: value for key, value in found.items() if "02-01" in key} == {
        "u1@2024-02-01": "met", "u2@2024-02-01": "gap", "u3@2024-02-01": "met", "u4@2024-02-01": "gap",
        "u5@2024-02-01": "absent", "u6@2024-02-01": "undetermined",
    }  # fmt: skip
    assert set(verdicts(COVER, given, "2024-02-29 23:59:59").values()) == {"pending"}


def test_an_instant_uncovered_is_a_gap() -> None:
    given = {
        "org_unit": units("u1", "u2"),
        "task": tasks(
            ("u1", "2024-01-31 22:00", "2024-02-01 12:00"), ("u1", "2024-02-01 12:00", "2024-02-02 00:00"),
            ("u2", "2024-02-01 00:00", "2024-02-01 12:00"), ("u2", "2024-02-01 12:00:00.000001", "2024-02-02 00:00"),
            begins="started_at", finishes="done_at",
        ),
    }  # fmt: skip
    found = verdicts(SHIFTS, given, "2024-02-02 00:00")
    assert (found["u1@2024-02-01"], found["u2@2024-02-01"]) == ("met", "gap")


def test_an_empty_end_is_unknown_unless_spans_may_still_run() -> None:
    given = {
        "org_unit": units("u1", "u2", "u3"),
        "task": tasks(("u1", "2024-02-01", None), ("u2", "2024-02-05", None), ("u3", None, "2024-02-29")),
    }
    end = "2024-03-01 00:00"
    found = verdicts(COVER, given, end)
    expected = {"u1@2024-02-01": "undetermined", "u2@2024-02-01": "absent", "u3@2024-02-01": "undetermined"}
    assert {key: value for key, value in found.items() if "02-01" in key} == expected
    running = verdicts(COVER + "open_ended: true\n", given, end)
    expected |= {"u1@2024-02-01": "met", "u2@2024-02-01": "gap"}
    assert {key: value for key, value in running.items() if "02-01" in key} == expected


def test_without_the_spans_the_rule_does_not_run() -> None:
    assert verdicts(COVER, {"org_unit": units("u1")}, "2024-03-01", lacks=["task"]) == {"*": "not_run"}
    found = cases(COVER, {"org_unit": units("u1")}, "2024-03-01")
    assert found["u1@2024-02-01"]["due_at"] == "2024-03-01 00:00:00"


@settings(max_examples=6, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["u0", "u1", "u2"]), st.integers(-3, 30), st.integers(0, 15)), max_size=12))
def test_it_agrees_with_ticking_off_days(rows: list[tuple[str, int, int]]) -> None:
    first = date(2024, 2, 1)
    spans = [(name, first + timedelta(days=a), first + timedelta(days=a + length)) for name, a, length in rows]
    expected = {}
    for name in ("u0", "u1", "u2"):
        own = [(a, b) for who, a, b in spans if who == name and a <= date(2024, 2, 29) and b >= first]
        days = [first + timedelta(days=i) for i in range(29)]
        open_days = [day for day in days if not any(a <= day <= b for a, b in own)]
        expected[f"{name}@2024-02-01"] = "absent" if not own else "gap" if open_days else "met"
    given = {"org_unit": units("u0", "u1", "u2"), "task": tasks(*((n, str(a), str(b)) for n, a, b in spans))}
    found = verdicts(COVER, given, "2024-03-01 00:00")
    assert {key: value for key, value in found.items() if "02-01" in key} == expected
