"""Random worlds for the indicators of part 4."""

from datetime import date, datetime, time, timedelta
from typing import Any

from .dice import Dice, blank_cells, drop_files, log_row, number_log, stamp, world_of
from .random_header import set_parameter
from .world import Row, World

YEAR = ("2023-01-01", "2023-12-31")
QUARTER = ("2023-10-01", "2023-12-31")
PERCENT_NAMES = ("profitability", "active_client_share", "client_activity")


def world_of_indicators(dice: Dice) -> World:
    """Figures of 2023 on their limits, and clients with payments from which the activity is counted."""
    set_parameter(dice, "sp2.profitability_min", 25, "29.5")
    set_parameter(dice, "sp2.activity_min", 50, "66.6")
    set_parameter(dice, "sp2.sci_target", "4.5", 5)
    end = dice.boundary(datetime.combine(date(2024, 1, 1), time()))
    dice.boundary(end + timedelta(days=dice.pick(-40, 9)))
    metrics = [figure(dice, key) for key in dice.ids("m", dice.count(0, 8))]
    log: list[Row] = []
    clients = [client(dice, key, end, log) for key in dice.ids("c", dice.count(0, 6))]
    payments = [payment(dice, key, clients) for key in dice.ids("p", dice.count(0, 8)) if clients]
    blank_cells(dice, metrics, ("value", "plan_value", "unit", "numerator"), 0.06)
    tables = {"metric": metrics, "client": clients, "payment": payments, "field_change": number_log(dice, log)}
    drop_files(dice, tables, ("metric", "client", "payment", "field_change"), 0.06)
    return world_of(dice, tables)


def figure(dice: Dice, key: str) -> Row:
    """One figure, mostly of the company and the year."""
    name = dice.pick("revenue", "profitability", "profitability", "active_client_share", "client_activity", "sci")
    first, last = QUARTER if name == "sci" else YEAR
    row: Row = {
        "id": key,
        "name": name,
        "scope_type": dice.pick("company", "company", "company", "company", "unit"),
        "period_start_on": dice.pick(first, first, first, first, "2023-01-02"),
        "period_end_on": dice.pick(last, last, last, last, "2023-12-30"),
    }
    return row | amounts(dice, name)


def amounts(dice: Dice, name: str) -> Row:
    """Values on the limit and beside it."""
    if name == "revenue":
        return {"value": dice.pick("1000.10", "1000.1", "1000.09", 0), "plan_value": dice.pick("1000.10", 0, "1000")}
    if name == "sci":
        return {"value": dice.pick("4.7", "4.70000001", "4.69999999", 4), "unit": dice.pick("points", "", "percent")}
    least = 30 if name == "profitability" else 70
    values: list[Any] = [least, f"{least}.00000001", f"{least - 1}.99999999", f"0.{least}", "0.3000", "0.9"]
    shares: list[tuple[Any, Any]] = [
        (None, None),
        (None, None),
        (least, 100),
        (least - 1, 99),
        (7, 0),
        (3, 10),
        (7, 10),
    ]
    above, below = dice.pick(*shares)
    unit = dice.pick("percent", "percent", "ratio", "share", "fraction", "count")
    return {"value": dice.pick(*values), "unit": unit, "numerator": above, "denominator": below}


def client(dice: Dice, key: str, end: datetime, log: list[Row]) -> Row:
    """A card around the end of the year."""
    status = dice.pick("active", "active", "active", "inactive", "prospect", "closed", "new_client")
    if dice.chance(0.3):
        log.append(log_row("client", key, "status", dice.pick("active", "prospect"), status, dice.near(end)))
    return {
        "id": key,
        "status": status,
        "created_at": dice.pick(stamp(dice.near(end)), "2023-02-01 10:00:00", "2023-02-01 10:00:00", ""),
        "closed_at": dice.pick(None, None, None, stamp(dice.near(end)), "2023-06-01"),
    }


def payment(dice: Dice, key: str, clients: list[Row]) -> Row:
    """A payment at the edges of the year."""
    return {
        "id": key,
        "kind": dice.pick("receipt", "receipt", "", "refund"),
        "client_id": dice.pick(*clients)["id"],
        "received_on": dice.pick("2023-01-01", "2023-12-31", "2023-07-01", "2024-01-01", "2022-12-31"),
        "amount": dice.pick(1, "0.01", 100),
        "currency": "RUB",
        "recorded_at": dice.pick("", "2023-12-31 20:00:00", "2024-01-10 10:00:00"),
    }
