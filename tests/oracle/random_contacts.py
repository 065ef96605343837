"""Random worlds for sp2-4a, sp2-13a, sp2-6a, sp2-8b, sp2-15a and sp2-18b."""

from datetime import datetime, timedelta
from typing import Any

from .dice import Dice, blank_cells, drop_columns, drop_files, log_row, number_log, stamp, world_of
from .random_header import set_parameter
from .world import Row, World

CLOCKS = ("00:00", "09:00", "15:00", "23:59:59", "02:30")
OUTCOMES = ("talked", "talked", "agreed to meet", "", "-", " N/A ", "no_answer", "busy", "voicemail", "0")


def world_of_contacts(dice: Dice) -> World:
    """Contacts whose result and next date are entered around the end of the next working day."""
    set_parameter(dice, "sp2.result_entry_days", 1, 2, 3)
    set_parameter(dice, "sp2.next_contact_must_be_future", False, True)
    inquiries = [inquiry(dice, key) for key in dice.ids("q", dice.count(0, 3))]
    log: list[Row] = []
    keys = [row["id"] for row in inquiries]
    table = [contact(dice, key, keys, log) for key in dice.ids("k", dice.count(3, 9))]
    blank_cells(dice, table, ("started_at", "interest_outcome", "process_line", "status"), 0.03)
    blank_cells(dice, table, ("created_at",), 0.06)
    blank_cells(dice, inquiries, ("received_at", "answered_at"), 0.08)
    drop_columns(dice, table, ("outcome", "next_contact_on"), 0.05)
    tables = {"interaction": table, "inquiry": inquiries, "field_change": number_log(dice, log, late=0.0)}
    drop_files(dice, tables, ("interaction",), 0.01)
    drop_files(dice, tables, ("inquiry", "field_change"))
    return world_of(dice, tables)


def contact(dice: Dice, key: str, inquiries: list[str], log: list[Row]) -> Row:
    """One contact with its entries in the log."""
    started = dice.near(dice.clock(dice.on(-2, 3), *CLOCKS))
    limit = dice.limit(started.date(), 1)
    date_known = dice.chance(0.7)
    next_day = started.date() + timedelta(days=dice.pick(-1, 0, 1, 1, 7))
    row = {
        "id": key,
        "client_id": "c",
        "process_line": dice.pick("active_prospecting", "active_prospecting", "retention", "retention", "inquiry", ""),
        "status": dice.pick("done", "done", "", "done", "done", "planned", "cancelled", "missed"),
        "started_at": stamp(started) if dice.chance(0.94) else started.date().isoformat(),
        "created_at": stamp(dice.pick(dice.near(limit), started + timedelta(minutes=5), started)),
        "outcome": dice.pick(*OUTCOMES),
        "interest_outcome": dice.pick(
            "not_interested", "not_interested", "not_interested", "interested", "undetermined"
        ),
        "next_contact_on": next_day.isoformat() if date_known else dice.blank(),
        "invoice_id": dice.pick("", None, "i1", "-", "", ""),
        "inquiry_id": dice.pick(*inquiries, "", "", "", ""),
    }
    if dice.chance(0.35):
        log += entries(dice, key, "outcome", row["outcome"], limit)
    if dice.chance(0.35) and date_known:
        log += entries(dice, key, "next_contact_on", row["next_contact_on"], limit)
    return row


def entries(dice: Dice, key: str, name: str, value: Any, limit: datetime) -> list[Row]:
    """Logged changes that end in the value of the row."""
    moments = sorted(dice.near(limit) - timedelta(days=dice.pick(0, 0, 0, 1)) for _ in range(3))
    if value in ("", "-", " N/A "):
        return [log_row("interaction", key, name, "talked", value, moments[0])]
    other = "2030-01-01" if name == "next_contact_on" else "first word"
    filled = log_row("interaction", key, name, dice.pick("", None, "-"), value, moments[0])
    if dice.chance(0.6):
        return [filled]
    if dice.chance(0.5):
        return [log_row("interaction", key, name, other, value, moments[1])]
    return [
        log_row("interaction", key, name, other, "", moments[0]),
        log_row("interaction", key, name, "", value, moments[1]),
    ]


def inquiry(dice: Dice, key: str) -> Row:
    """An inquiry, mostly without interest."""
    received = dice.near(dice.clock(dice.on(-2, 2), *CLOCKS))
    answered = dice.near(dice.clock(received.date() + timedelta(days=1), *CLOCKS))
    dice.limit(received.date(), 1)
    return {
        "id": key,
        "client_id": "c",
        "interest_outcome": dice.pick("not_interested", "not_interested", "interested", ""),
        "received_at": stamp(received),
        "answered_at": dice.pick(None, stamp(answered)),
    }
