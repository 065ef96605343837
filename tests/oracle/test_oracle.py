"""The oracle against cases worked out by hand from the text: contacts, replies, surveys, indicators."""

from typing import Any

import pytest

from .judge import judge
from .world import World

MOSCOW = {"time_zone": "Europe/Moscow", "company": "Test", "company_unit_id": "c"}
Row = dict[str, Any]


def states(world: World, clause: str, start: str = "2023-01-01", end: str = "2025-01-01") -> list[tuple[str, str]]:
    """Subject and state of the rows of one clause."""
    return [(row[1], row[3]) for row in judge(world, start, end) if row[0] == clause]


def world_of(as_of: str, header: Row | None = None, **tables: list[Row]) -> World:
    """A world of the company in Moscow."""
    return World({**MOSCOW, **(header or {})}, tables, as_of)


def reply(received: str, answered: str, as_of: str = "2024-04-01 12:00:00", **more: Any) -> World:
    """One inquiry by e-mail."""
    header = more.pop("header", None)
    inquiry = {"id": "q", "channel": "email", "received_at": received, "answered_at": answered, **more}
    return world_of(as_of, header, inquiry=[inquiry])


BREAK = {"working_calendar": {"hours": [["09:00", "13:00"], ["14:00", "18:00"]]}}


@pytest.mark.parametrize(
    ("received", "due", "header"),
    [
        ("2024-03-01 17:50:00", "2024-03-04 09:20:00", {}),
        ("2024-03-01 17:30:00", "2024-03-01 18:00:00", {}),
        ("2024-03-01 18:00:00", "2024-03-04 09:30:00", {}),
        ("2024-03-05 03:00:00", "2024-03-05 09:30:00", {}),
        ("2024-03-05 12:50:00", "2024-03-05 14:20:00", BREAK),
        ("2024-03-05 12:30:00", "2024-03-05 13:00:00", BREAK),
        ("2024-03-05", "2024-03-06 09:30:00", {}),
    ],
)
def test_reply_is_due_after_thirty_working_minutes(received: str, due: str, header: Row) -> None:
    assert states(reply(received, due, header=header), "sp2-16d") == [("q", "satisfied")]
    assert states(reply(received, due + ".000001", header=header), "sp2-16d") == [("q", "violated")]
    assert states(reply(received, "", as_of=due, header=header), "sp2-16d") == [("q", "pending")]
    assert states(reply(received, "", as_of=due + ".000001", header=header), "sp2-16d") == [("q", "violated")]


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2024-03-31 01:45:00", "2024-03-31 03:15:00"),  # the hour from 02:00 does not exist
        ("2024-10-27 01:50:00", "2024-10-27 02:20:00"),
    ],
)
def test_open_through_the_night_of_the_clock_change(received: str, due: str) -> None:
    header = {"time_zone": "Europe/Berlin", "working_calendar": {"weekdays": [7], "hours": [["00:00", "24:00"]]}}
    late = due[:-1] + "1"
    assert states(reply(received, due, header=header, as_of="2024-11-11 12:00:00"), "sp2-16d") == [("q", "satisfied")]
    assert states(reply(received, late, header=header, as_of="2024-11-11 12:00:00"), "sp2-16d") == [("q", "violated")]


def test_a_repeated_hour_counts_twice() -> None:
    # Open 02:30-03:00 twice: 30 minutes of the first round, 30 of the second; 45 minutes end in the second.
    header = {
        "time_zone": "Europe/Berlin",
        "working_calendar": {"weekdays": [7], "hours": [["02:30", "03:00"]]},
        "parameters": [{"name": "sp2.reply_minutes", "value": 45}],
    }
    in_time, late = "2024-10-27 01:44:59+00:00", "2024-10-27 01:45:01+00:00"
    received = "2024-10-27 01:00:00"
    assert states(reply(received, in_time, header=header, as_of="2024-11-11 12:00:00"), "sp2-16d")[0][1] == "satisfied"
    assert states(reply(received, late, header=header, as_of="2024-11-11 12:00:00"), "sp2-16d")[0][1] == "violated"


def test_the_order_of_the_reply_checks() -> None:
    assert states(reply("", "2024-03-05 10:00:00"), "sp2-16d", "2020-01-01", "2020-01-02") == [("q", "undetermined")]
    phone = reply("2024-03-05 10:00:00", "2024-03-05 09:59:59", channel="phone", is_nonstandard=True)
    assert states(phone, "sp2-16d") == [("q", "not_applicable")]
    assert states(phone, "sp2-16e") == []
    assert states(reply("2024-03-05 10:00:00", "2024-03-05 09:59:59"), "sp2-16d") == [("q", "undetermined")]
    assert states(reply("2024-03-05 10:00:00", "2024-03-05 10:00:00"), "sp2-16d") == [("q", "satisfied")]
    assert states(reply("2024-03-05 10:00:00", "", channel=" "), "sp2-16d") == [("q", "undetermined")]
    never: Row = {"working_calendar": {"weekdays": []}}
    assert states(reply("2024-03-05 10:00:00", "", header=never), "sp2-16d") == [("q", "undetermined")]


def test_a_notice_counts_only_for_what_is_not_standard() -> None:
    notice = {"received_at": "2024-03-05 10:00:00", "answered": "", "delay_notified_at": "2024-03-05 10:30:00"}
    special = reply(notice["received_at"], "", delay_notified_at=notice["delay_notified_at"], is_nonstandard=True)
    plain = reply(notice["received_at"], "", delay_notified_at=notice["delay_notified_at"])
    receipt = reply(notice["received_at"], "2024-03-05 10:01:00", answer_kind="receipt")
    assert states(special, "sp2-16d") == states(special, "sp2-16e") == [("q", "satisfied")]
    assert states(plain, "sp2-16d") == [("q", "violated")]
    assert states(plain, "sp2-16e") == []
    assert states(receipt, "sp2-16d") == [("q", "violated")]


def test_the_unit_has_its_own_zone_and_hours() -> None:
    header = {
        "working_calendar": {"units": {"vvo": {"hours": [["10:00", "19:00"]]}}},
        "units": {"vvo": {"time_zone": "Asia/Vladivostok"}},
    }
    # 10:00 in Vladivostok is 03:00 in Moscow.
    assert states(reply("2024-03-05 01:00:00", "2024-03-05 03:30:00", unit_id="vvo", header=header), "sp2-16d") == [
        ("q", "satisfied")
    ]


def test_a_missing_file_gives_one_star() -> None:
    rows = judge(world_of("2024-03-05 10:00:00"), "2024-03-01", "2024-03-02")
    stars = {row[0] for row in rows if row[1] == "*"}
    assert len(stars) == 20
    assert not {"sp2-9a", "sp2-s4-2"} & stars


def contact(**more: Any) -> World:
    """One prospecting contact on Thursday 7 March; Friday 8 is a holiday, so the limit is the end of Monday 11."""
    row = {"id": "k", "started_at": "2024-03-07 15:00:00", "process_line": "active_prospecting", **more}
    as_of = row.pop("as_of", "2024-03-20 10:00:00")
    log = row.pop("log", [])
    return world_of(as_of, {"working_calendar": {"holidays": ["2024-03-08"]}}, interaction=[row], field_change=log)


def test_results_of_contacts() -> None:
    assert states(contact(outcome="talked", created_at="2024-03-11 23:59:59.999999"), "sp2-4a") == [("k", "satisfied")]
    assert states(contact(outcome="talked", created_at="2024-03-12 00:00:00"), "sp2-4a") == [("k", "violated")]
    assert states(contact(outcome="N/A"), "sp2-4a") == [("k", "violated")]
    assert states(contact(outcome="talked"), "sp2-4a") == [("k", "undetermined")]
    assert states(contact(outcome="talked", as_of="2024-03-11 23:59:59"), "sp2-4a") == [("k", "satisfied")]
    assert states(contact(), "sp2-4a") == [("k", "undetermined")]
    assert states(contact(as_of="2024-03-11 23:59:59"), "sp2-4a") == [("k", "pending")]
    assert states(contact(outcome="busy"), "sp2-4a") == [("k", "not_applicable")]
    assert states(contact(outcome="talked", status="planned"), "sp2-4a") == []


def test_the_first_logged_entry_of_a_result_counts() -> None:
    change = {"id": "1", "entity": "interaction", "entity_id": "k", "field": "outcome", "old_value": "-"}
    log = [{**change, "new_value": "talked", "changed_at": "2024-03-12 00:00:00"}]
    world = contact(outcome="talked", created_at="2024-03-07 16:00:00", log=log)
    assert states(world, "sp2-4a") == [("k", "violated")]


def test_adjacent_periods_report_once() -> None:
    world = contact(outcome="talked", created_at="2024-03-11 10:00:00")
    assert states(world, "sp2-4a", "2024-03-11", "2024-03-12") == [("k", "satisfied")]
    assert states(world, "sp2-4a", "2024-03-12", "2024-03-13") == []


def test_date_of_the_next_contact() -> None:
    cold = {"interest_outcome": "not_interested", "created_at": "2024-03-07 15:10:00"}
    assert states(contact(**cold, next_contact_on="2024-03-08"), "sp2-6a") == [("k", "satisfied")]
    assert states(contact(**cold, next_contact_on="2024-03-07"), "sp2-6a") == [("k", "violated")]
    assert states(contact(**cold, next_contact_on="2024-03-08", invoice_id="i"), "sp2-8b") == [("k", "satisfied")]
    assert states(contact(**cold, next_contact_on="", inquiry_id="q"), "sp2-18b") == [("k", "violated")]
    assert states(contact(**{**cold, "process_line": "retention"}), "sp2-15a") == [("k", "undetermined")]


def test_an_inquiry_without_interest_owes_a_date() -> None:
    inquiry = {"id": "q", "interest_outcome": "not_interested", "received_at": "2024-03-04 10:00:00"}
    talk = {"id": "k", "inquiry_id": "q", "started_at": "2024-03-04 11:00:00", "created_at": "2024-03-05 12:00:00"}
    dated = {**talk, "next_contact_on": "2024-03-05"}
    late = {**dated, "created_at": "2024-03-06 00:00:00"}
    for row, state in ((dated, "satisfied"), (late, "violated"), ({**dated, "created_at": ""}, "undetermined")):
        world = world_of("2024-03-20 10:00:00", inquiry=[inquiry], interaction=[row])
        assert states(world, "sp2-18b") == [("q", state)]
    undated = world_of("2024-03-20 10:00:00", inquiry=[{**inquiry, "received_at": ""}], interaction=[dated])
    assert states(undated, "sp2-18b", "2030-01-01", "2030-01-02") == [("q", "undetermined")]


def quarter(completed: str, as_of: str, **more: Any) -> list[tuple[str | None, str]]:
    """Windows and states of sp2-9a over the first half of 2024 for one survey about the first quarter."""
    survey = {"id": "s", "kind": "satisfaction", "period_start_on": "2024-01-01", "completed_at": completed, **more}
    answer = {"id": "a", "survey_id": "s", "answered_at": completed}
    world = world_of(as_of, survey=[survey], survey_response=[answer])
    return [(row[2], row[3]) for row in judge(world, "2024-01-01", "2024-07-01") if row[0] == "sp2-9a"]


def test_surveys_belong_to_their_quarter() -> None:
    first, second = "2024-01-01 00:00:00", "2024-04-01 00:00:00"
    late = quarter("2024-04-01 00:00:00", "2024-07-01 00:00:00")
    assert late == [(first, "violated"), (second, "violated")]
    assert quarter("2024-03-31 23:59:59", "2024-06-30 00:00:00") == [(first, "satisfied"), (second, "pending")]
    assert quarter("2024-03-31 23:59:59", "2024-03-31 23:59:59") == [(first, "satisfied")]
    assert quarter("2024-03-01 00:00:00", "2024-03-31 00:00:00", kind="unscheduled") == [(first, "pending")]


def figure(clause: str, as_of: str = "2024-01-01 00:00:00", **row: Any) -> str:
    """State of a yearly indicator of 2023."""
    metric = {"id": "m", "scope_type": "company", "period_start_on": "2023-01-01", "period_end_on": "2023-12-31", **row}
    found = states(world_of(as_of, metric=[metric]), clause, "2023-06-01", "2024-01-01")
    return found[0][1]


def test_indicators() -> None:
    assert figure("sp2-s4-2", name="profitability", value="0.30", unit="percent") == "violated"
    assert figure("sp2-s4-2", name="profitability", value="0.30", unit="ratio") == "satisfied"
    assert figure("sp2-s4-2", name="profitability", value="0.30", unit="percent", numerator="3", denominator="10") == (
        "satisfied"
    )
    assert figure("sp2-s4-2", name="profitability", value="29.99999999", unit="percent") == "violated"
    assert figure("sp2-s4-2", name="profitability", value="30", as_of="2023-12-31 23:59:59") == "pending"
    assert figure("sp2-s4-1a", name="revenue", value="100", plan_value="100") == "satisfied"
    assert figure("sp2-s4-1a", name="revenue", value="100", plan_value="") == "undetermined"
    assert figure("sp2-s4-3", name="client_activity", value="0.7", unit="share") == "satisfied"


def test_activity_is_counted_without_a_figure() -> None:
    clients = [{"id": c, "status": "active", "created_at": "2023-05-01 10:00:00"} for c in "abcdefghij"]
    clients += [{"id": "p", "status": "prospect"}, {"id": "x", "status": "active", "closed_at": "2023-12-31 23:59:59"}]
    payments = [{"id": c, "client_id": c, "received_on": "2023-12-31"} for c in "abcdefg"]
    enough = world_of("2024-02-01 00:00:00", client=clients, payment=payments)
    short = world_of("2024-02-01 00:00:00", client=clients, payment=payments[1:])
    assert states(enough, "sp2-s4-3", "2023-06-01", "2024-01-01") == [("company", "satisfied")]
    assert states(short, "sp2-s4-3", "2023-06-01", "2024-01-01") == [("company", "violated")]
