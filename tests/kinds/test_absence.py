"""Absence: between two moments, something does not happen."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kinds.one_rule import cases, verdicts

LEFT = """
kind: absence
subject: employee
when: left_on is not null
event: data_access
on: {employee_id: id}
at: accessed_at
where: o.action = 'export'
starts: DAY_END(left_on)
by: employee_id
"""
BUSY = """
kind: absence
per: subject
subject: reception
event: interaction
on: {client_id: client_id}
at: started_at
starts: arrived_at
ends: ended_at
"""
AS_OF = "2024-03-06 12:00"


def access(*rows: tuple) -> list[dict]:
    """Rows (employee, moment[, action])."""
    return [
        {
            "id": f"d{number}",
            "employee_id": row[0],
            "accessed_at": row[1],
            "action": row[2] if len(row) > 2 else "export",
        }
        for number, row in enumerate(rows, start=1)
    ]


def test_every_event_is_a_case_violated_from_the_first_moment_on() -> None:
    given = {
        "employee": [{"id": "e1", "left_on": "2024-03-01"}, {"id": "e2"}],
        "data_access": access(
            ("e1", "2024-03-01 23:59:59.999999"), ("e1", "2024-03-02 00:00"), ("e1", "2024-03-05", "view"),
            ("e1", "2024-03-05", None), ("e2", "2024-03-05"), ("e1", "2024-03-01"), ("e1", "2024-03-02"),
            ("e1", "2024-03-06 12:00:01"),
        ),
    }  # fmt: skip
    found = cases(LEFT, given, AS_OF)
    said = {key: case["outcome"] or case["verdict"] for key, case in found.items()}
    assert said == {
        "d1@e1": "met", "d2@e1": "not_allowed", "d4@e1": "undetermined", "d6@e1": "met", "d7@e1": "not_allowed",
    }  # fmt: skip
    assert found["d2@e1"]["responsible_id"] == "e1"
    assert found["d2@e1"]["due_at"] == "2024-03-02 00:00:00"


def test_an_event_of_nobody_or_of_no_moment_cannot_be_told() -> None:
    given = {
        "employee": [{"id": "e1", "left_on": "2024-03-01"}],
        "data_access": access((None, "2024-03-05"), ("e1", None), ("e7", "2024-03-05")),
    }
    assert verdicts(LEFT, given, AS_OF) == {"d1": "undetermined", "d2@e1": "undetermined"}
    assert cases(LEFT, given, AS_OF)["d1"]["reason"] == "reference_missing"


def test_a_day_that_may_lie_on_either_side_cannot_be_told() -> None:
    rule = LEFT.replace("DAY_END(left_on)", "hired_on").replace(
        "when: left_on is not null\n", "ends: DAY_END(left_on)\n"
    )
    given = {
        "employee": [{"id": "e1", "hired_on": "2024-03-01", "left_on": "2024-03-03"}],
        "data_access": access(
            ("e1", "2024-02-29"), ("e1", "2024-03-01"), ("e1", "2024-03-03"), ("e1", "2024-03-04 00:00")
        ),
    }
    expected = {"d1@e1": "met", "d2@e1": "not_allowed", "d3@e1": "not_allowed", "d4@e1": "met"}
    assert verdicts(rule, given, AS_OF) == expected
    per_moment = BUSY.replace("per: subject\n", "")
    given = {
        "reception": [
            {"id": "r1", "client_id": "c1", "arrived_at": "2024-03-01 10:00", "ended_at": "2024-03-01 12:00"}
        ],
        "interaction": [{"id": "i1", "client_id": "c1", "started_at": "2024-03-01"}],
    }
    assert verdicts(per_moment, given, AS_OF) == {"i1@r1": "undetermined"}


def test_a_subject_is_met_only_when_its_span_is_over() -> None:
    spans = [("r1", "2024-03-01 10:00", "2024-03-01 12:00"), ("r2", "2024-03-01 10:00", "2024-03-06 12:00"),
             ("r3", "2024-03-01 10:00", "2024-03-06 12:00:01"), ("r4", "2024-03-01 10:00", None),
             ("r5", None, "2024-03-01 12:00"), ("r6", "2024-03-01 10:00", "2024-03-01 12:00"),
             ("r7", "2024-03-01 10:00", None), ("r8", "2024-03-01 10:00", None)]  # fmt: skip
    visits = [("r1", "2024-03-01 12:00"), ("r1", "2024-03-01 09:59:59"), ("r5", "2024-03-01 11:00"),
              ("r6", "2024-03-01 10:00"), ("r7", "2024-03-04 10:00"), ("r8", None)]  # fmt: skip
    given = {
        "reception": [{"id": n, "client_id": f"c-{n}", "arrived_at": a, "ended_at": b} for n, a, b in spans],
        "interaction": [{"id": f"i{i}", "client_id": f"c-{n}", "started_at": t} for i, (n, t) in enumerate(visits)],
    }
    found = cases(BUSY, given, AS_OF)
    said = {key: case["outcome"] or case["verdict"] for key, case in found.items()}
    assert said == {
        "r1": "met", "r2": "met", "r3": "pending", "r4": "pending", "r5": "undetermined", "r6": "not_allowed",
        "r7": "not_allowed", "r8": "undetermined",
    }  # fmt: skip
    assert found["r6"]["due_at"] == "2024-03-01 10:00:00"
    assert found["r3"]["due_at"] == "2024-03-06 12:00:01"


def test_without_the_events_the_rule_does_not_run() -> None:
    given = {"employee": [{"id": "e1", "left_on": "2024-03-01"}]}
    for lacking in ("data_access", "data_access.employee_id", "data_access.accessed_at"):
        assert verdicts(LEFT, given, AS_OF, lacks=[lacking]) == {"*": "not_run"}


@settings(max_examples=6, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["r0", "r1", "r2"]), st.integers(-2, 12)), max_size=8))
def test_both_forms_agree_with_comparing_the_moments(events: list[tuple[str, int]]) -> None:
    """Spans of r0 [0, 5) and r1 [3, 9) minutes, r2 from 10 on; as_of long after."""
    base = datetime(2024, 3, 1, 10)
    spans = {"r0": (0, 5), "r1": (3, 9), "r2": (10, None)}

    def at(minutes: int | None) -> str | None:
        return None if minutes is None else str(base + timedelta(minutes=minutes))

    inside = [m >= spans[n][0] and m < (spans[n][1] or 99) for n, m in events]
    given = {
        "reception": [{"id": n, "client_id": n, "arrived_at": at(a), "ended_at": at(b)} for n, (a, b) in spans.items()],
        "interaction": [{"id": f"i{i}", "client_id": n, "started_at": at(m)} for i, (n, m) in enumerate(events)],
    }
    per_event = verdicts(BUSY.replace("per: subject\n", ""), given, AS_OF)
    assert per_event == {
        f"i{i}@{n}": "not_allowed" if bad else "met" for i, ((n, _), bad) in enumerate(zip(events, inside, strict=True))
    }
    broken = {n for (n, _), bad in zip(events, inside, strict=True) if bad}
    expected = {n: "not_allowed" if n in broken else "pending" if n == "r2" else "met" for n in spans}
    assert verdicts(BUSY, given, AS_OF) == expected
