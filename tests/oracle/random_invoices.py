"""Random worlds for sp2-19c, sp2-21a, sp2-21c, sp2-21d and sp2-23a."""

from datetime import date, datetime, time, timedelta

from .dice import Dice, blank_cells, drop_columns, drop_files, log_row, number_log, stamp, world_of
from .random_header import set_parameter
from .world import Row, World

STATUSES = (
    "issued",
    "issued",
    "on_approval",
    "on_approval",
    "paid",
    "partly_paid",
    "declined",
    "declined",
    "cancelled",
)


def world_of_invoices(dice: Dice) -> World:
    """Invoices whose states, payments and decisions fall on the limits of the four duties."""
    for name, values in (
        ("sp2.no_payment_days", (0, 3, 5)),
        ("sp2.decision_grace_days", (2, 3)),
        ("sp2.decline_lag_days", (2, 3)),
        ("sp2.lapse_days", (10, 14, 20)),
        ("sp2.lapse_grace_days", (2, 3)),
        ("sp2.partial_counts", (False, True)),
    ):
        set_parameter(dice, name, *values)
    tables: dict[str, list[Row]] = {name: [] for name in ("invoice", "payment", "interaction", "field_change")}
    keys = dice.ids("i", dice.count(1, 4))
    for key in keys:
        add_invoice(dice, key, keys, tables)
    for name, prefix in (("payment", "p"), ("interaction", "k")):
        for row, number in zip(tables[name], dice.rng.sample(range(100), len(tables[name])), strict=True):
            row["id"] = f"{prefix}{number}"
    number_log(dice, tables["field_change"])
    blank_cells(dice, tables["invoice"], ("status", "status_changed_at", "kind", "decline_reason"))
    blank_cells(dice, [row for row in tables["invoice"] if not row["reopened_at"]], ("issued_on",), 0.02)
    drop_columns(dice, tables["invoice"], ("decline_reason", "status_changed_at"), 0.06)
    drop_files(dice, tables, ("invoice",), 0.01)
    drop_files(dice, tables, ("payment", "interaction", "field_change"), 0.07)
    return world_of(dice, tables)


def add_invoice(dice: Dice, key: str, keys: list[str], tables: dict[str, list[Row]]) -> None:
    """One invoice with its log, payments and decisions."""
    issued = dice.on(-1, 2)
    edges = edges_of(dice, issued)
    asked, lapse_over, lapsed = edges[3:]
    invoice = {
        "id": key,
        "kind": dice.pick("payment_request", "payment_request", "payment_request", "", "", "tax_invoice"),
        "issued_on": issued.isoformat(),
        "amount": dice.pick("100.00", 100, "99.99"),
        "currency": "RUB",
        "status": dice.pick(*STATUSES),
        "status_changed_at": None,
        "reopened_at": None,
        "replaced_by_id": dice.pick(None, None, None, None, *keys, "gone"),
        "decline_reason": dice.pick("price", "", "-", None),
    }
    if dice.chance(0.5):
        invoice["status_changed_at"] = stamp(dice.near(dice.pick(*edges)))
    if dice.chance(0.12):
        reopened = dice.near(dice.pick(asked, lapse_over, lapse_over, lapsed))
        invoice["reopened_at"] = stamp(reopened)
        edges_of(dice, reopened.date())
    tables["invoice"].append(invoice)
    if dice.chance(0.45):
        add_plain_course(dice, invoice, edges, tables)
        return
    if dice.chance(0.6):
        tables["field_change"] += status_log(dice, invoice, edges)
    if dice.chance(0.45):
        tables["payment"] += payments(dice, invoice, edges)
    for _ in range(dice.pick(0, 0, 1, 1, 2, 3)):
        tables["interaction"].append(decision(dice, key, issued, edges))


def add_plain_course(dice: Dice, invoice: Row, edges: list[datetime], tables: dict[str, list[Row]]) -> None:
    """On approval at issue, refused or forgotten, declined about when it should be."""
    invoice |= {"reopened_at": None, "replaced_by_id": None, "status": "on_approval", "status_changed_at": None}
    if dice.chance(0.85):
        at = dice.near(dice.pick(*edges[:2]))
        tables["field_change"].append(log_row("invoice", invoice["id"], "status", "issued", "on_approval", at))
    refused = None
    if dice.chance(0.5):
        contact = decision(dice, invoice["id"], edges[0].date(), edges)
        contact |= {"decision_outcome": dice.pick("refused", "refused", "postponed"), "status": "done"}
        tables["interaction"].append(contact)
        refused = datetime.fromisoformat(contact["started_at"])
    if dice.chance(0.7):
        ends = edges[4:] if refused is None else [refused, dice.limit(refused.date(), 1), edges[5]]
        at = dice.near(dice.pick(*ends))
        invoice |= {"status": "declined", "status_changed_at": stamp(at)}
        tables["field_change"].append(log_row("invoice", invoice["id"], "status", "on_approval", "declined", at))


def edges_of(dice: Dice, issued: date) -> list[datetime]:
    """Begin of the day of issue, and the limits of the duties that follow it, under the defaults."""
    begin = dice.boundary(datetime.combine(issued, time()))
    approval = dice.limit(dice.rolled(issued), 0)
    waited, lapsing = dice.rolled(issued + timedelta(days=2)), dice.rolled(issued + timedelta(days=15))
    return [
        begin,
        approval,
        dice.limit(waited, 0),
        dice.limit(waited, 1),
        dice.limit(lapsing, 0),
        dice.limit(lapsing, 1),
    ]


def status_log(dice: Dice, invoice: Row, edges: list[datetime]) -> list[Row]:
    """A chain of changes on the edges that ends in the status of the row."""
    moments = sorted(dice.near(dice.pick(*edges)) for _ in range(dice.count(1, 4)))
    values = [dice.pick("", "draft", "issued", "issued", "issued", "on_approval")]
    values += [dice.pick(*STATUSES, "issued") for _ in moments[1:]] + [invoice["status"]]
    if dice.chance(0.15) and len(moments) > 2:
        values[-3:] = ["declined", dice.pick("issued", "on_approval"), invoice["status"]]
    if dice.chance(0.05):
        values[1] = ""
    pairs = zip(values, values[1:], moments, strict=False)
    return [log_row("invoice", invoice["id"], "status", old, new, at) for old, new, at in pairs]


def payments(dice: Dice, invoice: Row, edges: list[datetime]) -> list[Row]:
    """Full, partial, foreign and returned money on the days around the limits."""
    found = []
    for _ in range(dice.pick(1, 1, 2, 3)):
        received = dice.pick(*edges).date() + timedelta(days=dice.pick(-1, -1, 0, 0, 1))
        row = {
            "kind": dice.pick("receipt", "receipt", "", "receipt", "refund"),
            "invoice_id": invoice["id"],
            "client_id": "c",
            "amount": dice.pick("100", "60", "40", "0.01", "0", ""),
            "currency": dice.pick("RUB", "RUB", "RUB", "EUR"),
            "received_on": received.isoformat(),
            "recorded_at": "",
        }
        if dice.chance(0.4):
            late = datetime.combine(received, time(10)) + timedelta(days=dice.pick(0, 1, 20))
            row["recorded_at"] = stamp(late)
        found.append(row)
    return found


def decision(dice: Dice, key: str, issued: date, edges: list[datetime]) -> Row:
    """A contact about the invoice."""
    at = dice.near(dice.pick(*edges[:4], datetime.combine(issued + timedelta(days=4), time(12))))
    dice.limit(at.date(), 1)
    return {
        "invoice_id": key,
        "client_id": "c",
        "decision_outcome": dice.pick("refused", "refused", "agreed", "postponed", "unknown", ""),
        "status": dice.pick("done", "done", "", "done", "planned"),
        "started_at": stamp(at),
        "created_at": dice.pick("", stamp(at), stamp(at + timedelta(days=3))),
        "outcome": dice.pick("", "refused", "declined", "no_answer", "too dear", "-"),
    }
