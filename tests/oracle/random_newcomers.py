"""Random worlds for sp2-17c and sp2-17d."""

from datetime import datetime, time, timedelta
from typing import Any

from .dice import Dice, blank_cells, drop_columns, drop_files, log_row, number_log, stamp, world_of
from .random_header import set_parameter
from .world import Row, World

CLOCKS = ("00:00", "10:00", "23:59:59")
CARD = ("name", "phone", "email", "industry", "needs", "lead_source")


def world_of_newcomers(dice: Dice) -> World:
    """First inquiries, duplicates, and cards filled around the end of the next working day."""
    set_parameter(dice, "sp2.status_set_days", 2, 3)
    set_parameter(dice, "sp2.new_card_days", 2, 3)
    set_parameter(dice, "sp2.new_status_value", "prospect")
    set_parameter(dice, "sp2.private_person_exempt_company", False)
    log: list[Row] = []
    tables: dict[str, list[Row]] = {name: [] for name in ("client", "inquiry", "contact_person", "invoice")}
    tables |= {"sales_order": [], "field_change": log}
    for key in dice.ids("c", dice.count(2, 6)):
        add_client(dice, key, tables)
    for name in ("inquiry", "contact_person", "invoice", "sales_order"):
        for row, key in zip(tables[name], dice.ids(name[0], len(tables[name])), strict=True):
            row["id"] = key
    number_log(dice, log)
    blank_cells(dice, tables["client"], CARD, 0.04)
    blank_cells(dice, tables["client"], ("created_at", "tax_id", "status"), 0.03)
    blank_cells(dice, tables["contact_person"], ("name", "phone", "created_at"))
    drop_columns(dice, tables["client"], (*CARD, "status"), 0.02)
    drop_columns(dice, tables["contact_person"], ("name", "phone", "email"), 0.02)
    drop_files(dice, tables, ("client",), 0.01)
    drop_files(dice, tables, ("invoice", "sales_order", "contact_person", "field_change", "inquiry"), 0.03)
    return world_of(dice, tables)


def add_client(dice: Dice, key: str, tables: dict[str, list[Row]]) -> None:
    """A card with its inquiries, dealings, contact persons and log."""
    clock = dice.near(dice.clock(dice.on(-1, 3), *CLOCKS))
    limit = dice.limit(clock.date(), 1)
    created = dice.pick(clock, clock, clock - timedelta(days=30), dice.near(clock), dice.near(limit), dice.near(limit))
    card = new_card(dice, key, created)
    tables["client"].append(card)
    if dice.chance(0.1):
        card["first_inquiry_at"] = clock.date().isoformat()
        return
    card["first_inquiry_at"] = stamp(dice.near(clock)) if dice.chance(0.3) else dice.blank()
    for _ in range(dice.pick(0, 1, 1, 1, 2)):
        came = clock + timedelta(days=dice.pick(0, 0, 5))
        tables["inquiry"].append({"client_id": key, "received_at": stamp(came), "kind": dice.pick("", "question")})
    add_persons(dice, key, limit, tables)
    add_dealings(dice, key, clock, tables)
    add_log(dice, card, clock, limit, tables["field_change"])


def new_card(dice: Dice, key: str, created: datetime) -> Row:
    """A card, mostly complete; phones, tax numbers and e-mails repeat."""
    return {
        "id": key,
        "created_at": stamp(created),
        "status": dice.pick("new_client", "new_client", "active", "prospect"),
        "client_type": dice.pick("dealer", "", "consumer", "retailer"),
        "name": dice.pick("LLC", "LLC", "LLC", "Test", "-"),
        "tax_id": dice.pick(f"77{key}", f"78{key}", f"79{key}", "7701", " 7701", ""),
        "phone": dice.pick(f"{dice.count(10000, 99999)}", "+7 (900) 1", "7-90-01", "1234", "", ""),
        "email": dice.pick(f"{dice.count(100, 999)}@x.org", "A@x.org", "a@X.org", "", ""),
        "industry": dice.pick("steel", "steel", "steel", "n/a"),
        "needs": dice.pick("pumps", "pumps", "0"),
        "lead_source": dice.pick("fair", "web", "web", " "),
    }


def add_persons(dice: Dice, key: str, limit: datetime, tables: dict[str, list[Row]]) -> None:
    """Contact persons created around the limit."""
    for _ in range(dice.pick(0, 1, 1, 1, 2)):
        person = {
            "client_id": key,
            "name": dice.pick("Ann", "Ann", "none"),
            "phone": dice.pick("", "55-55-55"),
            "email": dice.pick("", "", "ann@x.org"),
            "created_at": stamp(dice.pick(dice.near(limit), limit - timedelta(days=1), limit - timedelta(days=1))),
        }
        tables["contact_person"].append(person)


def add_dealings(dice: Dice, key: str, clock: datetime, tables: dict[str, list[Row]]) -> None:
    """Orders and invoices around the clock."""
    if dice.chance(0.25):
        placed = dice.near(clock) + timedelta(days=dice.pick(0, 0, 3))
        tables["sales_order"].append({"client_id": key, "created_at": stamp(placed)})
    if dice.chance(0.25):
        issued = clock.date() + timedelta(days=dice.pick(-1, 0, 0, 2))
        invoice = {"client_id": key, "issued_on": issued.isoformat(), "kind": dice.pick("", "tax_invoice", "offer")}
        tables["invoice"].append(invoice | {"status": dice.pick("issued", "draft", ""), "amount": 5, "currency": "RUB"})


def add_log(dice: Dice, card: Row, clock: datetime, limit: datetime, log: list[Row]) -> None:
    """Changes of the status and of items of the card, often at the very instant of clock, creation or limit."""
    moments = [dice.near(clock), datetime.fromisoformat(card["created_at"]), dice.near(limit), dice.near(limit)]
    if dice.chance(0.4):
        values: list[Any] = [dice.pick("", "new_client", "prospect"), dice.pick("new_client", "active"), card["status"]]
        at = sorted(dice.pick(*moments) for _ in range(2))
        log.append(log_row("client", card["id"], "status", values[0], values[1], at[0]))
        if dice.chance(0.6):
            log.append(log_row("client", card["id"], "status", values[1], values[2], at[1]))
        elif dice.chance(0.7):
            card["status"] = values[1]
    if dice.chance(0.25):
        name = dice.pick("industry", "needs", "phone", "name")
        old = dice.pick("", "-", "before")
        log.append(log_row("client", card["id"], name, old, card[name], dice.near(limit)))
    if dice.chance(0.2):
        dice.boundary(datetime.combine(limit.date(), time()))
