"""Random worlds for sp2-16d and sp2-16e."""

from datetime import datetime, timedelta

from .days import unit_calendar, working_minutes_after
from .dice import Dice, blank_cells, drop_columns, drop_files, stamp, world_of
from .moments import to_instant, to_wall
from .random_header import org_units, set_parameter
from .world import Row, World

CLOCKS = ("09:00", "12:45", "13:00", "13:30", "17:30", "17:45", "18:00", "23:59:59", "03:00", "00:00", "02:00", "02:30")


def world_of_inquiries(dice: Dice) -> World:
    """Messages around opening and closing times, answered around the due moment."""
    set_parameter(dice, "sp2.reply_minutes", 20, 45, 600)
    set_parameter(dice, "sp2.reply_clock", "calendar", "working")
    set_parameter(dice, "sp2.reply_channels", ["email", "chat"], ["phone"])
    if dice.chance(0.04):
        dice.header["working_calendar"] = {"weekdays": []}
    units = org_units(dice)
    table = [inquiry(dice, key, units) for key in dice.ids("q", dice.count(2, 8))]
    for row in table:
        if "parameters" not in dice.header and dice.chance(0.05):
            give_bare_date(dice, row)
    blank_cells(dice, table, ("received_at", "channel"), 0.03)
    blank_cells(dice, table, ("kind", "is_nonstandard", "unit_id", "answer_kind"))
    drop_columns(dice, table, ("is_nonstandard", "answer_kind", "channel", "delay_notified_at"), 0.02)
    tables = {"inquiry": table, "org_unit": units}
    drop_files(dice, tables, ("inquiry",), 0.01)
    drop_files(dice, tables, ("org_unit",), 0.1)
    return world_of(dice, tables)


def inquiry(dice: Dice, key: str, units: list[Row]) -> Row:
    """One message."""
    received = dice.near(dice.clock(dice.on(-1, 4), *CLOCKS))
    unit = dice.pick("", "kgd", "vvo", "gone", "")
    due = due_wall(dice, received, unit, units)
    dice.boundary(due)
    moments = [stamp(m) for m in (dice.near(due), dice.near(due), dice.near(received), received + timedelta(minutes=5))]
    return {
        "id": key,
        "kind": dice.pick("supply_request", "supply_request", "supply_request", "question"),
        "unit_id": unit,
        "channel": dice.pick("email", "email", "fax", "website_form", "email", "phone", "chat"),
        "received_at": stamp(received),
        "answered_at": dice.pick(dice.blank(), *moments),
        "answer_kind": dice.pick("full", "refusal", "", "full", "receipt", "delay_notice"),
        "is_nonstandard": dice.pick(True, True, False, None),
        "delay_notified_at": dice.pick(None, None, "", *moments),
    }


def due_wall(dice: Dice, received: datetime, unit: str, units: list[Row]) -> datetime:
    """The due moment under the defaults in company time; a day later where there is none."""
    world = World(dice.header, {"org_unit": units}, "2024-01-01")
    due = working_minutes_after(unit_calendar(world, unit), to_instant(received, world.zone), 30)
    return received + timedelta(days=1) if due is None else to_wall(due, world.zone)


def give_bare_date(dice: Dice, row: Row) -> None:
    """Leave only the day of the receipt; answers, if any, come days later."""
    day = row["received_at"][:10]
    row["received_at"] = day
    for name in ("answered_at", "delay_notified_at"):
        if row[name]:
            late = datetime.fromisoformat(day) + timedelta(days=dice.count(1, 3), minutes=570)
            row[name] = stamp(dice.near(late))
