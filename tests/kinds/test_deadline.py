"""Deadline: after a start, events follow in time."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kinds.one_rule import cases, log, verdicts

REPLY = """
kind: deadline
subject: inquiry
starts: received_at
within: 30 minutes
met_by: {any: [answered_at, {event: delay_notified_at, when: is_nonstandard}]}
"""
BOTH = REPLY.replace("any:", "all:")
DAYS = """
kind: deadline
subject: client
starts: created_at
within: 3 days
met_by: info_verified_at
responsible: owner_id
"""
START = "2024-03-05 10:00"
AS_OF = "2024-03-06 12:00"


def inquiries(*rows: tuple) -> list[dict]:
    """Rows (received, answered, delay notified, nonstandard)."""
    return [
        {"id": f"q{n}", "received_at": a, "answered_at": b, "delay_notified_at": c, "is_nonstandard": d}
        for n, (a, b, c, d) in enumerate(rows, start=1)
    ]


def test_the_last_moment_is_in_time_and_one_microsecond_more_is_not() -> None:
    rows = inquiries(
        (START, "2024-03-05 10:30", None, None), (START, "2024-03-05 10:30:00.000001", None, None),
        (START, None, "2024-03-05 10:10", "true"), (START, None, "2024-03-05 10:10", "false"),
        (START, None, "2024-03-05 10:10", None), (START, "2024-03-06 12:00:00.000001", None, None),
        (None, None, None, None), ("2024-03-06 11:30", None, None, None),
        ("2024-03-06 11:29:59.999999", None, None, None),
    )  # fmt: skip
    assert verdicts(REPLY, {"inquiry": rows}, AS_OF) == {
        "q1": "met", "q2": "late", "q3": "met", "q4": "absent", "q5": "undetermined", "q6": "absent",
        "q7": "undetermined", "q8": "pending", "q9": "absent",
    }  # fmt: skip


def test_all_of_several_acts() -> None:
    rows = inquiries(
        (START, "2024-03-05 10:30", "2024-03-05 10:10", "true"), (START, "2024-03-05 10:30", None, "true"),
        (START, "2024-03-05 10:30", "2024-03-05 11:10", "true"),
    )  # fmt: skip
    assert verdicts(BOTH, {"inquiry": rows}, AS_OF) == {"q1": "met", "q2": "absent", "q3": "late"}


def test_days_end_at_local_midnight_also_when_the_clock_changes() -> None:
    """From Friday 29 March 2024 in Berlin three days end with Monday 1 April, whose offset is an hour more."""
    clients = [
        {"id": "c1", "created_at": "2024-03-29 10:00", "info_verified_at": "2024-04-01 23:59:59"},
        {"id": "c2", "created_at": "2024-03-29 10:00", "info_verified_at": "2024-04-02 00:00"},
    ]
    found = cases(DAYS, {"client": clients}, "2024-04-03 12:00", zone="Europe/Berlin")
    assert (found["c1"]["verdict"], found["c2"]["outcome"]) == ("met", "late")
    assert found["c2"]["due_at"] == "2024-04-02 00:00:00"


def test_the_holder_at_the_due_moment_answers() -> None:
    given = {
        "client": [{"id": "c1", "created_at": "2024-03-01 10:00", "owner_id": "u3"}],
        "field_change": log(
            "client", "owner_id", ("c1", "2024-03-04 10:00", "u1", "u2"), ("c1", "2024-03-05 00:00:01", "u2", "u3")
        ),
    }
    assert cases(DAYS, given, "2024-03-10")["c1"]["responsible_id"] == "u2"
    del given["field_change"]
    assert cases(DAYS, given, "2024-03-10", lacks=["field_change"])["c1"]["responsible_id"] == "u3"


def test_a_column_not_delivered_is_unknown_and_without_all_ways_nothing_can_be_told() -> None:
    rows = inquiries((START, "2024-03-05 10:10", None, None), (START, None, None, "true"))
    given = {"inquiry": rows}
    expected = {"q1": "met", "q2": "undetermined"}
    assert verdicts(REPLY, given, AS_OF, lacks=["inquiry.delay_notified_at"]) == expected
    for lacking in (["inquiry.delay_notified_at", "inquiry.answered_at"], ["inquiry.received_at"], ["inquiry"]):
        left = {} if lacking == ["inquiry"] else {"inquiry": [{"id": "q1"}]}
        assert verdicts(REPLY, left, AS_OF, lacks=lacking) == {"*": "not_run"}


def test_an_act_that_a_view_tells_is_always_there() -> None:
    view = """
views:
  t_view:
    why: the act is computed
    of: inquiry
    select: SELECT i.id, i.received_at, COALESCE(i.answered_at, i.resolved_at) AS ended_at FROM inquiry AS i
"""
    rule = REPLY[: REPLY.index("met_by")].replace("subject: inquiry", "subject: t_view") + "met_by: ended_at\n"
    given = {"inquiry": [{"id": "q1", "received_at": START, "resolved_at": START}]}
    assert verdicts(rule, given, AS_OF, extra=view) == {"q1": "met"}


MINUTES = st.one_of(st.none(), st.integers(0, 60))


@settings(max_examples=5, deadline=None)
@given(st.lists(st.tuples(MINUTES, MINUTES, st.sampled_from([True, False, None])), max_size=12))
def test_it_agrees_with_comparing_minutes(rows: list[tuple[int | None, int | None, bool | None]]) -> None:
    def at(minutes: int | None) -> str | None:
        return None if minutes is None else str(datetime(2024, 3, 5, 10) + timedelta(minutes=minutes))

    def told(answered: int | None, notified: int | None, special: bool | None) -> str:
        if answered is not None and answered <= 30:
            return "met"
        if notified is not None and notified <= 30 and special is not False:
            return "met" if special else "undetermined"
        counts = [answered, notified if special else None]
        return "absent" if all(c is None for c in counts) else "late"

    given = {"inquiry": inquiries(*((START, at(a), at(b), None if c is None else str(c)) for a, b, c in rows))}
    expected = {f"q{n}": told(*row) for n, row in enumerate(rows, start=1)}
    assert verdicts(REPLY, given, AS_OF) == expected
