"""Invoices as SP-2 means them: which count, their status at an instant, their payments and decisions."""

from datetime import date, datetime
from fractions import Fraction

from .history import changes, value_at
from .moments import midnight
from .parameters import is_on
from .world import Row, World, any_instant, contact_moment, contacts, day, has_file, number, rows, text

# Without a log these states of the row alone do not tell since when they hold.
REACHED_BY_CHANGE = ("partly_paid", "paid", "declined", "cancelled")
DECISIONS = ("agreed", "refused", "postponed")
# Reading "blank status": a blank status is no known status. False: it is a status like any other.
BLANK_STATUS_IS_UNKNOWN = True


def invoices(world: World) -> list[Row]:
    """Issued requests for payment."""
    return [row for row in rows(world, "invoice") if is_invoice(world, row)]


def is_invoice(world: World, row: Row) -> bool:
    """Whether it is a request for payment, no draft, and not issued after the day of judgement."""
    issued = day(row, "issued_on")
    if text(row, "kind") not in ("", "payment_request") or text(row, "status") == "draft":
        return False
    return issued is None or issued <= world.today


def has_log(world: World, invoice: Row) -> bool:
    """Whether any change of the status is logged."""
    return bool(changes(world, "invoice", text(invoice, "id"), "status"))


def status_at(world: World, invoice: Row, at: datetime) -> str | None:
    """The status at an instant; None when unknown."""
    if has_log(world, invoice):
        status = value_at(world, "invoice", invoice, "status", at)
    else:
        since, status = any_instant(world, invoice, "status_changed_at"), text(invoice, "status")
        if since is not None and at < since:
            return None
        if since is None and not has_file(world, "field_change") and status in REACHED_BY_CHANGE:
            return None
    return None if BLANK_STATUS_IS_UNKNOWN and not status else status


def held(world: World, invoice: Row, wanted: set[str], begin: datetime, end: datetime) -> bool | None:
    """Whether the invoice had a wanted status at some known instant of [begin, end); None when unknown."""
    since = any_instant(world, invoice, "status_changed_at")
    log = changes(world, "invoice", text(invoice, "id"), "status")
    moments = [begin, *(change.at for change in log), *([since] if since else [])]
    known = [moment for moment in moments if begin <= moment < end and moment <= world.now]
    statuses = [status_at(world, invoice, moment) for moment in known]
    if any(status in wanted for status in statuses if status is not None):
        return True
    if not log and since is not None and since >= end and text(invoice, "status") in wanted:
        return False
    return None if None in statuses else False


def payments_of(world: World, invoice: Row) -> list[tuple[date, Row]]:
    """Known dated payment rows of the invoice, with their days."""
    found = []
    for row in rows(world, "payment"):
        received = day(row, "received_on")
        if text(row, "invoice_id") == text(invoice, "id") and received is not None and received <= world.today:
            found.append((received, row))
    return found


def is_receipt(payment: Row) -> bool:
    """Whether the payment row is money received."""
    return text(payment, "kind") in ("", "receipt")


def cover_day(world: World, invoice: Row) -> date | None:
    """The first day on which receipts less refunds in the invoice's currency reach its amount."""
    owed, balance = number(invoice, "amount"), Fraction(0)
    moved = [(on, row) for on, row in payments_of(world, invoice) if text(row, "currency") == text(invoice, "currency")]
    for on in sorted({on for on, _ in moved}):
        for row in (row for other, row in moved if other == on):
            amount = number(row, "amount") or Fraction(0)
            balance += amount if is_receipt(row) else -amount
        if owed is not None and balance >= owed:
            return on
    return None


def clock_stops(world: World, invoice: Row, clock_day: date) -> list[date]:
    """The days whose payment stops a clock: any receipt above zero, or full cover only."""
    if is_on(world, "sp2.partial_counts", clock_day):
        found = payments_of(world, invoice)
        return [on for on, row in found if is_receipt(row) and (number(row, "amount") or 0) > 0]
    covered = cover_day(world, invoice)
    return [] if covered is None else [covered]


def lies_before(world: World, on: date, limit: datetime) -> bool:
    """Whether the midnight that begins the day lies before an exclusive limit."""
    return midnight(on, world.zone) < limit


def decisions(world: World, invoice: Row) -> list[tuple[datetime, Row]]:
    """Known decisions of the client on the invoice, oldest first, of one instant by row id."""
    found = [
        (contact_moment(world, contact), contact)
        for contact in contacts(world)
        if text(contact, "invoice_id") == text(invoice, "id") and text(contact, "decision_outcome") in DECISIONS
    ]
    return sorted(found, key=lambda pair: (pair[0], text(pair[1], "id")))
