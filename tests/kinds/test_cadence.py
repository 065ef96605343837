"""Cadence: at least so many events in every window."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.errors import UsageError
from tests.kinds.one_rule import cases, log, verdicts

WEEKLY = """
kind: cadence
subject: client
event: interaction
on: {client_id: id}
at: started_at
where: o.kind = 'call'
window: week
owed_from: created_at
"""
AS_OF = "2024-03-19 12:00"
JOINED = "2024-03-04 00:00"


def calls(*rows: tuple) -> list[dict]:
    """Rows (client, moment[, kind])."""
    return [
        {"id": f"i{n}", "client_id": row[0], "started_at": row[1], "kind": row[2] if len(row) > 2 else "call"}
        for n, row in enumerate(rows)
    ]


def joined(*names: str, **more: str) -> list[dict]:
    return [{"id": name, "created_at": JOINED, **more} for name in names]


def test_a_week_runs_from_monday_to_monday_and_is_due_at_its_end() -> None:
    given = {
        "client": joined("c1", "c2"),
        "interaction": calls(
            ("c1", "2024-03-10 23:59:59.999999"), ("c1", "2024-03-18 00:00"), ("c2", "2024-03-11 00:00"),
            ("c2", "2024-03-05 10:00", "email"), ("c2", "2024-03-06 10:00", None), ("c2", None),
            ("c2", "2024-03-19 12:00:01"),
        ),
    }  # fmt: skip
    found = cases(WEEKLY, given, AS_OF)
    said = {key: case["outcome"] or case["verdict"] for key, case in found.items()}
    assert said == {
        "c1@2024-03-04": "met", "c1@2024-03-11": "absent", "c1@2024-03-18": "met",
        "c2@2024-03-04": "undetermined", "c2@2024-03-11": "met", "c2@2024-03-18": "pending",
    }  # fmt: skip
    assert found["c1@2024-03-11"]["due_at"] == "2024-03-18 00:00:00"
    assert verdicts(WEEKLY, given, "2024-03-18 00:00")["c1@2024-03-11"] == "absent"
    assert verdicts(WEEKLY, given, "2024-03-17 23:59:59.999999")["c1@2024-03-11"] == "pending"


def test_fewer_than_asked_is_below_and_distinct_values_count_once() -> None:
    given = {
        "client": joined("c1"),
        "interaction": [
            {**row, "employee_id": who}
            for row, who in zip(
                calls(("c1", "2024-03-05 10:00"), ("c1", "2024-03-06 10:00"), ("c1", "2024-03-12 10:00"),
                      ("c1", "2024-03-13 10:00"), ("c1", "2024-03-18 10:00")),
                ["u1", "u1", "u1", "u2", "u1"], strict=True,
            )
        ],
    }  # fmt: skip
    two = WEEKLY + "at_least: 2\n"
    expected = {"c1@2024-03-04": "met", "c1@2024-03-11": "met", "c1@2024-03-18": "pending"}
    assert verdicts(two, given, AS_OF) == expected
    assert verdicts(two + "distinct: employee_id\n", given, AS_OF) == expected | {"c1@2024-03-04": "below"}


def test_a_window_is_owed_only_while_the_condition_held_throughout_it() -> None:
    rule = WEEKLY + "while: tier = 'strategic'\n"
    given = {
        "client": [
            *joined("c1", tier="general"), *joined("c2", "c3", tier="strategic"), *joined("c4"),
        ],
        "field_change": log(
            "client", "tier",
            ("c1", "2024-03-11 00:00", "strategic", "general"),
            ("c2", "2024-03-11 00:00:00.000001", "general", "strategic"),
            ("c3", "2024-03-13 10:00", "strategic", None), ("c3", "2024-03-13 11:00", None, "strategic"),
        ),
    }  # fmt: skip
    assert verdicts(rule, given, AS_OF) == {
        "c1@2024-03-04": "absent", "c1@2024-03-11": "not_applicable", "c1@2024-03-18": "not_applicable",
        "c2@2024-03-04": "not_applicable", "c2@2024-03-11": "not_applicable", "c2@2024-03-18": "pending",
        "c3@2024-03-04": "absent", "c3@2024-03-11": "undetermined", "c3@2024-03-18": "pending",
        "c4@2024-03-04": "undetermined", "c4@2024-03-11": "undetermined", "c4@2024-03-18": "undetermined",
    }  # fmt: skip


def test_two_histories_must_hold_at_the_same_time() -> None:
    rule = WEEKLY + "while: tier = 'strategic' or status = 'active'\n"
    given = {
        "client": joined("c1", "c2", tier="general", status="active"),
        "field_change": log("client", "tier", ("c1", "2024-03-06 10:00", "strategic", "general"),
                            ("c2", "2024-03-06 10:00", "strategic", "general"))
        + [{**row, "id": f"s{row['id']}"}
           for row in log("client", "status", ("c1", "2024-03-06 10:00", "closed", "active"),
                                                         ("c2", "2024-03-06 10:00:01", "closed", "active"))],
    }  # fmt: skip
    found = verdicts(rule, given, AS_OF)
    assert (found["c1@2024-03-04"], found["c2@2024-03-04"]) == ("absent", "not_applicable")


def test_windows_cut_by_joining_or_leaving_are_skipped_kept_or_prorated() -> None:
    rule = WEEKLY.replace("window: week", "window: month") + "at_least: 4\nowed_until: closed_at\n"
    given = {
        "client": [{"id": "c1", "created_at": "2024-02-15 00:00", "closed_at": "2024-03-10 00:00"}],
        "interaction": calls(("c1", "2024-02-20 10:00"), ("c1", "2024-02-21 10:00"), ("c1", "2024-03-05 10:00")),
    }
    skipped = {"c1@2024-02-01": "not_applicable", "c1@2024-03-01": "not_applicable"}
    assert verdicts(rule, given, "2024-05-01") == skipped
    assert set(verdicts(rule + "partial: whole\n", given, "2024-05-01").values()) == {"below"}
    # February 2024: 15 of 29 days, 2.07 calls owed; the first nine days of March: 1.16
    prorated = cases(rule + "partial: prorate\n", given, "2024-05-01")
    assert {key: case["outcome"] for key, case in prorated.items()} == {
        "c1@2024-02-01": "below",
        "c1@2024-03-01": "below",
    }
    given["interaction"] += [{**row, "id": f"m{row['id']}"} for row in given["interaction"]]
    assert set(verdicts(rule + "partial: prorate\n", given, "2024-05-01").values()) == {"met"}


def test_working_days_and_days_taken_away_by_absences() -> None:
    rule = """
kind: cadence
subject: employee
event: report
on: {author_id: id}
at: filed_at
window: day
days: working
owed_from: hired_on
minus: {of: absence, on: {employee_id: id}, starts: starts_on, ends: ends_on}
"""
    given = {
        "employee": [{"id": "e1", "hired_on": "2024-03-07"}],
        "report": [{"id": "r1", "author_id": "e1", "filed_at": "2024-03-07 23:59"}],
        "absence": [{"id": "a1", "employee_id": "e1", "starts_on": "2024-03-12", "ends_on": "2024-03-13"}],
    }
    found = verdicts(rule, given, "2024-03-14 12:00", calendar={"weekdays": [1, 2, 3, 4, 5]})
    assert found == {
        "e1@2024-03-07": "met", "e1@2024-03-08": "absent", "e1@2024-03-09": "not_applicable",
        "e1@2024-03-10": "not_applicable", "e1@2024-03-11": "absent", "e1@2024-03-12": "not_applicable",
        "e1@2024-03-13": "not_applicable", "e1@2024-03-14": "pending",
    }  # fmt: skip


def test_anchored_windows_follow_one_another_and_rolling_ones_each_event() -> None:
    given = {
        "client": [{"id": "c1", "created_at": "2024-02-28 10:00"}, {"id": "c2"}],
        "interaction": calls(("c1", "2024-03-10 23:59:59"), ("c1", "2024-03-18 00:00")),
    }
    rule = WEEKLY.replace("owed_from: created_at\n", "every: 10 days\nstarts: created_at\n")
    anchored = {"c1@2024-02-28": "absent", "c1@2024-03-09": "met", "c1@2024-03-19": "pending", "c2": "undetermined"}
    assert verdicts(rule.replace("window: week", "window: anchored"), given, AS_OF) == anchored
    rolling = {"c1@2024-02-28": "absent", "c1@2024-03-11": "met", "c1@2024-03-19": "pending", "c2": "undetermined"}
    assert verdicts(rule.replace("window: week", "window: rolling"), given, AS_OF) == rolling
    monthly = rule.replace("window: week", "window: anchored").replace("10 days", "1 month")
    given["client"] = [{"id": "c1", "created_at": "2024-01-31 10:00"}]
    assert verdicts(monthly, given, "2024-03-31 00:00") == {
        "c1@2024-01-31": "absent", "c1@2024-02-29": "met", "c1@2024-03-31": "pending",
    }  # fmt: skip


def test_the_units_own_calendar_decides_where_its_days_begin() -> None:
    rule = WEEKLY + "calendar: unit\n"
    clients = [{"id": "c1", "created_at": "2024-03-03 14:00", "unit_id": "far"}, *joined("c2", unit_id="near")]
    given = {
        "org_unit": [{"id": "far", "time_zone": "Asia/Vladivostok"}, {"id": "near"}],
        "client": clients,
        "interaction": calls(("c1", "2024-03-10 13:59:59"), ("c1", "2024-03-10 14:00"), ("c2", "2024-03-10 14:00")),
    }
    found = verdicts(rule, given, "2024-03-18 00:00")
    assert {key: value for key, value in found.items() if "03-18" not in key} == {
        "c1@2024-03-04": "met", "c1@2024-03-11": "met", "c2@2024-03-04": "met", "c2@2024-03-11": "absent",
    }  # fmt: skip


def test_days_are_compared_as_days() -> None:
    rule = WEEKLY.replace("event: interaction", "event: metric").replace("where: o.kind = 'call'\n", "")
    rule = rule.replace("on: {client_id: id}", "on: {scope_id: id}").replace("at: started_at", "at: set_on")
    given = {
        "client": joined("c1", "c2"),
        "metric": [
            {"id": "m1", "scope_id": "c1", "set_on": "2024-03-10"},
            {"id": "m2", "scope_id": "c2", "set_on": "2024-03-11"},
        ],
    }
    assert verdicts(rule, given, "2024-03-11", zone="Europe/Moscow") == {
        "c1@2024-03-04": "met", "c1@2024-03-11": "pending", "c2@2024-03-04": "absent", "c2@2024-03-11": "met",
    }  # fmt: skip


def test_an_unfit_window_is_a_mistake_and_without_events_it_does_not_run() -> None:
    with pytest.raises(UsageError, match="every and starts"):
        cases(WEEKLY.replace("window: week", "window: rolling"), {}, AS_OF)
    with pytest.raises(UsageError, match="no length of a window"):
        cases(WEEKLY.replace("window: week", "window: anchored\nevery: 3 hours\nstarts: created_at"), {}, AS_OF)
    for lacking in ("interaction", "interaction.started_at", "interaction.client_id"):
        assert verdicts(WEEKLY, {"client": joined("c1")}, AS_OF, lacks=[lacking]) == {"*": "not_run"}


BERLIN = ZoneInfo("Europe/Berlin")
AROUND = st.integers(-8 * 24, 8 * 24)


@settings(max_examples=5, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["c0", "c1", "c2"]), AROUND), max_size=10))
def test_it_agrees_with_counting_local_days_over_a_clock_change(events: list[tuple[str, int]]) -> None:
    """Europe/Berlin springs forward on 31 March 2024; events by whole hours of absolute time around that Monday."""
    monday = datetime(2024, 4, 1, tzinfo=BERLIN)
    moments = [
        (name, (monday.astimezone(ZoneInfo("UTC")) + timedelta(hours=h)).astimezone(BERLIN)) for name, h in events
    ]
    given = {
        "client": [{"id": n, "created_at": "2024-03-18 00:00"} for n in ("c0", "c1", "c2")],
        "interaction": calls(*((name, moment.replace(tzinfo=None).isoformat(sep=" ")) for name, moment in moments)),
    }
    weeks = [date(2024, 3, 18), date(2024, 3, 25), date(2024, 4, 1)]
    seen = {(name, moment.date() - timedelta(days=moment.weekday())) for name, moment in moments}
    expected = {
        f"{name}@{week}": "met" if (name, week) in seen else "absent" for name in ("c0", "c1", "c2") for week in weeks
    }
    found = verdicts(WEEKLY, given, "2024-04-14 23:00", zone="Europe/Berlin")
    assert {key: value for key, value in found.items() if "04-08" not in key} == expected
