"""Random worlds for sp2-20a."""

from datetime import datetime, time, timedelta

from .dice import Dice, blank_cells, drop_files, log_row, number_log, stamp, world_of
from .moments import end_of, midnight, to_wall, zone_named
from .random_header import UNIT_ZONES, org_units, set_parameter
from .world import Row, World

SPAN = 8


def world_of_looks(dice: Dice) -> World:
    """Owners of invoices in several zones, with looks at the midnights of their units."""
    set_parameter(dice, "sp2.payment_views", ["view"], ["export", "print", "edit"])
    people = [employee(dice, key) for key in ("e1", "e2", "e10")[: dice.count(1, 3)]]
    owners = [row["id"] for row in people] + ["gone"]
    log: list[Row] = []
    invoices = [invoice(dice, key, owners, log) for key in dice.ids("i", dice.count(1, 4))]
    money = [payment(dice, key, invoices) for key in dice.ids("p", dice.count(0, 4))]
    accounts = [{"id": "acc1", "employee_id": "e1"}, {"id": "acc2", "employee_id": dice.pick("e2", "gone", "")}]
    looks = [look(dice, f"{number:02d}", owners) for number in range(dice.count(0, 24))]
    away = [absence(dice, key, owners) for key in dice.ids("a", dice.count(0, 2))]
    dice.boundary(datetime.combine(dice.anchor + timedelta(days=SPAN), time()))
    blank_cells(dice, invoices, ("owner_id", "status"), 0.04)
    blank_cells(dice, looks, ("employee_id", "account_id"), 0.1)
    tables = {"invoice": invoices, "payment": money, "employee": people, "org_unit": org_units(dice)}
    tables |= {"data_access": looks, "absence": away, "account": accounts, "field_change": number_log(dice, log)}
    drop_files(dice, tables, ("invoice",), 0.01)
    drop_files(dice, tables, ("data_access", "field_change", "absence", "account", "employee", "org_unit"))
    return world_of(dice, tables)


def employee(dice: Dice, key: str) -> Row:
    """Somebody who may join or leave in these days."""
    return {
        "id": key,
        "role": "salesperson",
        "unit_id": dice.pick("kgd", "vvo", "", "vvo", "nowhere"),
        "hired_on": dice.pick(None, "2020-01-01", dice.on(0, 3).isoformat()),
        "left_on": dice.pick(None, None, "", dice.on(2, 6).isoformat()),
    }


def midnight_wall(dice: Dice) -> datetime:
    """Begin or end of a day of some unit, in company time."""
    home = zone_named(dice.header["time_zone"])
    zone = zone_named(dice.pick(dice.header["time_zone"], *UNIT_ZONES.values()))
    day = dice.on(0, SPAN)
    return dice.boundary(to_wall(dice.pick(midnight(day, zone), end_of(day, zone)), home))


def invoice(dice: Dice, key: str, owners: list[str], log: list[Row]) -> Row:
    """An invoice of the days before; its status may change at a midnight."""
    status = dice.pick("issued", "on_approval", "partly_paid", "", "paid", "declined", "cancelled")
    row = {
        "id": key,
        "kind": dice.pick("payment_request", "payment_request", "", "", "credit_note"),
        "issued_on": dice.on(-4, 3).isoformat(),
        "owner_id": dice.pick(*owners),
        "amount": "100",
        "currency": "RUB",
        "status": status,
        "status_changed_at": stamp(dice.near(midnight_wall(dice))) if dice.chance(0.3) else None,
    }
    if dice.chance(0.4):
        old = dice.pick("issued", "", "on_approval", "draft")
        log.append(log_row("invoice", key, "status", old, status, dice.near(midnight_wall(dice))))
    return row


def payment(dice: Dice, key: str, invoices: list[Row]) -> Row:
    """Money that covers an invoice wholly or in part."""
    day = dice.on(0, 5)
    return {
        "id": key,
        "kind": dice.pick("receipt", ""),
        "invoice_id": dice.pick(*invoices)["id"],
        "amount": dice.pick("100", "50", "50", "99.99", "150"),
        "currency": dice.pick("RUB", "RUB", "RUB", "EUR"),
        "received_on": day.isoformat(),
        "recorded_at": dice.pick("", stamp(datetime.combine(day, time(12)))),
    }


def look(dice: Dice, key: str, owners: list[str]) -> Row:
    """One line of the access log, on a midnight or during a day."""
    at = dice.near(midnight_wall(dice)) + timedelta(hours=dice.pick(0, 0, 10, 14))
    employee_id, account_id = dice.pick(
        (dice.pick(*owners), ""), (dice.pick(*owners), "acc2"), ("", "acc1"), ("", "acc2")
    )
    return {
        "id": key,
        "employee_id": employee_id,
        "account_id": account_id,
        "entity": dice.pick("payment", "payment", "payment", "invoice"),
        "action": dice.pick("view", "view", "export", "print", "login", "edit"),
        "accessed_at": stamp(at),
    }


def absence(dice: Dice, key: str, owners: list[str]) -> Row:
    """A leave of some days, or without end."""
    starts = dice.on(-1, 5)
    ends = dice.pick(None, starts.isoformat(), (starts + timedelta(days=2)).isoformat())
    return {"id": key, "employee_id": dice.pick(*owners), "starts_on": starts.isoformat(), "ends_on": ends}
