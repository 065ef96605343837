"""The oracle against cases worked out by hand from the text: invoices, payments, decisions and the daily look."""

from typing import Any

import pytest

from .judge import judge
from .test_oracle import MOSCOW, Row, states
from .world import World

LATER = "2024-04-10 12:00:00"


def invoice_world(as_of: str = LATER, header: Row | None = None, without: str = "", **tables: Any) -> World:
    """One invoice of Friday 1 March 2024 (its fields in the table `invoice`), with the other tables empty."""
    invoice = {"id": "i", "issued_on": "2024-03-01", "amount": "100", "currency": "RUB", "status": "issued"}
    given = tables.pop("invoice", [{}])
    delivered: dict[str, list[Row]] = {"payment": [], "interaction": [], "field_change": [], **tables}
    delivered["invoice"] = [{**invoice, **row} for row in given]
    delivered.pop(without, None)
    return World({**MOSCOW, **(header or {})}, delivered, as_of)


def change(key: str, old: str, new: str, at: str, **more: Any) -> Row:
    """A logged change of the status of the invoice."""
    row = {"id": key, "entity": "invoice", "entity_id": "i", "field": "status", "old_value": old, "new_value": new}
    return {**row, "changed_at": at, **more}


def decided(key: str, outcome: str, at: str, **more: Any) -> Row:
    """A contact about the invoice with a decision."""
    return {"id": key, "invoice_id": "i", "decision_outcome": outcome, "started_at": at, **more}


def paid(on: str, amount: str = "1", **more: Any) -> Row:
    """A payment row of the invoice."""
    return {"id": on + amount, "invoice_id": "i", "received_on": on, "amount": amount, "currency": "RUB", **more}


def test_the_decision_is_due_on_tuesday_the_fifth() -> None:
    def asked(at: str) -> list[tuple[str, str]]:
        return states(invoice_world(interaction=[decided("k", "postponed", at)]), "sp2-21a")

    assert asked("2024-03-05 23:59:59.999999") == [("i", "satisfied")]
    assert asked("2024-03-06 00:00:00") == [("i", "violated")]
    assert asked("2024-02-29 23:59:59") == [("i", "violated")]
    assert states(invoice_world("2024-03-05 23:59:59"), "sp2-21a") == [("i", "pending")]
    assert states(invoice_world("2024-03-06 00:00:00"), "sp2-21a") == [("i", "violated")]
    assert states(invoice_world(), "sp2-21a", "2024-03-05", "2024-03-06") == [("i", "violated")]
    assert states(invoice_world(), "sp2-21a", "2024-03-06", "2024-03-07") == []


def test_money_or_a_closed_invoice_ends_the_wait() -> None:
    assert states(invoice_world(payment=[paid("2024-03-05")]), "sp2-21a") == [("i", "not_applicable")]
    assert states(invoice_world(payment=[paid("2024-03-06")]), "sp2-21a") == [("i", "violated")]
    full_only = {"parameters": [{"name": "sp2.partial_counts", "value": False}]}
    assert states(invoice_world(header=full_only, payment=[paid("2024-03-05", "99.99")]), "sp2-21a")[0][1] == "violated"
    parts = [paid("2024-03-04", "60"), paid("2024-03-05", "40")]
    assert states(invoice_world(header=full_only, payment=parts), "sp2-21a") == [("i", "not_applicable")]
    at_end_of_wait = [change("1", "issued", "declined", "2024-03-04 23:59:59.999999")]
    assert states(invoice_world(field_change=at_end_of_wait), "sp2-21a") == [("i", "not_applicable")]
    assert states(invoice_world(without="interaction"), "sp2-21a") == [("i", "undetermined")]


@pytest.mark.parametrize(
    ("at", "state"),
    [
        ("2024-03-18 23:59:59.999999", "not_applicable"),
        ("2024-03-19 00:00:00", "satisfied"),
        ("2024-03-19 23:59:59.999999", "satisfied"),
        ("2024-03-20 00:00:00", "violated"),
    ],
)
def test_the_lapse_is_due_on_tuesday_the_nineteenth(at: str, state: str) -> None:
    assert states(invoice_world(field_change=[change("1", "issued", "declined", at)]), "sp2-23a") == [("i", state)]
    row = {"status": "declined", "status_changed_at": at}
    assert states(invoice_world(invoice=[row]), "sp2-23a") == [("i", state)]


def test_what_takes_an_invoice_out_of_the_lapse() -> None:
    assert states(invoice_world(payment=[paid("2024-03-19")]), "sp2-23a") == [("i", "not_applicable")]
    assert states(invoice_world(payment=[paid("2024-03-20")]), "sp2-23a") == [("i", "violated")]
    assert states(invoice_world(without="payment"), "sp2-23a") == [("i", "undetermined")]
    assert states(invoice_world(without="field_change", invoice=[{"status": "declined"}]), "sp2-23a") == [
        ("i", "undetermined")
    ]
    replaced = [{"replaced_by_id": "j"}, {"id": "j", "issued_on": "2024-03-18"}]
    assert states(invoice_world(invoice=replaced), "sp2-23a")[0] == ("i", "not_applicable")
    replaced[1]["issued_on"] = "2024-03-19"
    assert states(invoice_world(invoice=replaced), "sp2-23a")[0] == ("i", "violated")


def test_a_reopening_starts_a_new_clock() -> None:
    world = invoice_world(invoice=[{"reopened_at": "2024-03-18 10:00:00"}], as_of="2024-05-01 00:00:00")
    rows = [(row[2], row[3]) for row in judge(world, "2024-03-01", "2024-05-01") if row[0] == "sp2-23a"]
    assert rows == [("2024-03-01 00:00:00", "not_applicable"), ("2024-03-18 00:00:00", "violated")]
    late = invoice_world(invoice=[{"reopened_at": "2024-03-19 00:00:00"}], as_of="2024-05-01 00:00:00")
    assert states(late, "sp2-23a") == [("i", "violated"), ("i", "violated")]


def test_on_approval_on_the_day_of_issue() -> None:
    def logged(*log: Row, **more: Any) -> str:
        return states(invoice_world(field_change=list(log), **more), "sp2-19c")[0][1]

    assert logged(change("1", "issued", "on_approval", "2024-03-01 23:59:59.999999")) == "satisfied"
    assert logged(change("1", "issued", "on_approval", "2024-03-02 00:00:00")) == "violated"
    assert logged(change("1", "issued", "paid", "2024-03-01 12:00:00")) == "not_applicable"
    assert logged(change("1", "on_approval", "declined", "2024-03-09 12:00:00")) == "satisfied"
    assert logged(change("1", "", "declined", "2024-03-01 12:00:00")) == "violated"
    assert states(invoice_world(), "sp2-19c") == [("i", "violated")]
    assert states(invoice_world(invoice=[{"status": "paid"}]), "sp2-19c") == [("i", "satisfied")]
    assert states(invoice_world(invoice=[{"status": ""}]), "sp2-19c") == [("i", "undetermined")]
    assert states(invoice_world(invoice=[{"issued_on": "2024-03-02"}]), "sp2-19c", "2024-03-04", "2024-03-05") == [
        ("i", "violated")
    ]


def test_refusals() -> None:
    refused = decided("k", "refused", "2024-03-07 10:00:00")  # Thursday; the limit is the end of Friday
    declined = change("1", "issued", "declined", "2024-03-08 23:59:59")
    assert states(invoice_world(interaction=[refused], field_change=[declined]), "sp2-21c") == [("i", "satisfied")]
    declined["changed_at"] = "2024-03-09 00:00:00"
    assert states(invoice_world(interaction=[refused], field_change=[declined]), "sp2-21c") == [("i", "violated")]
    earlier = change("1", "issued", "declined", "2024-03-02 00:00:00")
    assert states(invoice_world(interaction=[refused], field_change=[earlier]), "sp2-21c") == [("i", "satisfied")]
    agreed = decided("l", "agreed", "2024-03-07 10:00:00")
    assert states(invoice_world(interaction=[refused, agreed]), "sp2-21c") == [("i", "not_applicable")]
    assert states(invoice_world(interaction=[refused, {**agreed, "id": "a"}]), "sp2-21c") == [("i", "violated")]
    assert states(invoice_world(interaction=[refused], payment=[paid("2024-03-06")]), "sp2-21c")[0][1] == "violated"
    assert states(invoice_world(interaction=[refused], payment=[paid("2024-03-07")]), "sp2-21c")[0][1] == (
        "not_applicable"
    )


def test_a_refusal_needs_a_reason() -> None:
    row = {"status": "declined", "status_changed_at": "2024-03-07 11:00:00"}

    def reason(told: str, **more: Any) -> list[tuple[str, str]]:
        refused = {**decided("k", "refused", "2024-03-07 10:00:00"), "outcome": told}
        return states(invoice_world(invoice=[{**row, **more}], interaction=[refused]), "sp2-21d")

    assert reason("Refused", decline_reason="") == [("i", "violated")]
    assert reason("too dear", decline_reason="n/a") == [("i", "satisfied")]
    assert reason("", decline_reason="price") == [("i", "satisfied")]
    assert reason("voicemail") == [("i", "undetermined")]
    assert reason("", status="issued") == []


def look(as_of: str = "2024-03-06 00:00:00", **tables: list[Row]) -> list[tuple[str | None, str]]:
    """Windows and states of sp2-20a for the owner of the invoice of 1 March over 1 to 7 March."""
    world = invoice_world(as_of, None, "", invoice=[{"owner_id": "e"}], **{"data_access": [], **tables})
    return [(row[2], row[3]) for row in judge(world, "2024-03-01", "2024-03-07") if row[0] == "sp2-20a"]


def test_the_daily_look() -> None:
    monday, tuesday, wednesday = (f"2024-03-0{day} 00:00:00" for day in (4, 5, 6))
    seen = {"id": "1", "employee_id": "e", "entity": "payment", "action": "view", "accessed_at": "2024-03-05 00:00:00"}
    assert look(data_access=[seen]) == [(monday, "violated"), (tuesday, "satisfied"), (wednesday, "pending")]
    assert look(data_access=[{**seen, "action": "login"}])[1] == (tuesday, "violated")
    away = {"employee_id": "e", "starts_on": "2024-03-04", "ends_on": "2024-03-04"}
    assert look(absence=[away])[:2] == [(monday, "not_applicable"), (tuesday, "violated")]
    assert look(payment=[paid("2024-03-04", "100")]) == [(monday, "violated")]
    assert look(employee=[{"id": "e", "hired_on": "2024-03-05", "left_on": "2024-03-05"}]) == [(tuesday, "violated")]
    account = {"id": "a", "employee_id": "e"}
    assert look(data_access=[{**seen, "employee_id": "", "account_id": "a"}], account=[account])[1][1] == "satisfied"


def test_the_day_of_the_look_is_that_of_the_unit() -> None:
    tables: dict[str, list[Row]] = {
        "employee": [{"id": "e", "unit_id": "vvo"}],
        "org_unit": [{"id": "vvo", "time_zone": "Asia/Vladivostok"}],
    }
    assert look("2024-03-04 20:00:00", **tables) == [
        ("2024-03-03 17:00:00", "violated"),
        ("2024-03-04 17:00:00", "pending"),
    ]
