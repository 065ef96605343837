"""sp2-20a: who owns open invoices looks at the payments on every working day."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from .days import Calendar, company_calendar, unit_calendar
from .history import value_at
from .invoices import cover_day, invoices, status_at
from .moments import end_of, midnight
from .parameters import words_of
from .periods import Period, State, Verdict, file_missing, open_or, verdict
from .world import Row, World, by_id, day, has_file, known_instant, rows, text

OPEN_STATUSES = ("issued", "on_approval", "partly_paid", "", None)


def daily_looks(world: World, period: Period) -> list[Verdict]:
    """Rows of sp2-20a."""
    if not has_file(world, "invoice"):
        return file_missing("sp2-20a")
    found = []
    for owner in sorted({text(invoice, "owner_id") for invoice in invoices(world)} - {""}):
        for on in days_around(period):
            calendar = owner_calendar(world, owner, on)
            window, limit = midnight(on, calendar.zone), end_of(on, calendar.zone)
            if not period.holds_limit(limit) or window > world.now or not is_owed(world, owner, on, calendar):
                continue
            found.append(verdict(world, "sp2-20a", owner, window, look_state(world, owner, on, window, limit)))
    return found


def days_around(period: Period) -> Iterator[date]:
    """Every day whose end may lie in the period, in whatever zone."""
    on = period.first - timedelta(days=3)
    while on < period.after + timedelta(days=3):
        yield on
        on += timedelta(days=1)


def owner_calendar(world: World, owner: str, on: date) -> Calendar:
    """The calendar of the owner's unit, else that of the company."""
    person = by_id(world, "employee", owner)
    unit = value_at(world, "employee", person, "unit_id", midnight(on, world.zone)) if person else ""
    return unit_calendar(world, unit) if unit else company_calendar(world)


def is_owed(world: World, owner: str, on: date, calendar: Calendar) -> bool:
    """Whether it is a working day of his employment with an open invoice at its first instant."""
    person = by_id(world, "employee", owner) or {}
    hired, left = day(person, "hired_on"), day(person, "left_on")
    if (hired is not None and on < hired) or (left is not None and on > left):
        return False
    mine = [invoice for invoice in invoices(world) if text(invoice, "owner_id") == owner]
    return calendar.is_working(on) and any(is_open(world, invoice, on, midnight(on, calendar.zone)) for invoice in mine)


def is_open(world: World, invoice: Row, on: date, first_instant: datetime) -> bool:
    """Whether the invoice was issued before the day, not covered before it and in an open status."""
    issued, covered = day(invoice, "issued_on"), cover_day(world, invoice)
    if issued is None or issued >= on or (covered is not None and covered < on):
        return False
    return status_at(world, invoice, first_instant) in OPEN_STATUSES


def look_state(world: World, owner: str, on: date, window: datetime, limit: datetime) -> State:
    """Absent, or looked inside the day, or not."""
    if is_absent(world, owner, on):
        return "not_applicable"
    if not has_file(world, "data_access"):
        return open_or(world, limit, "undetermined")
    views = words_of(world, "sp2.payment_views", on)
    for row in rows(world, "data_access"):
        moment = known_instant(world, row, "accessed_at")
        if moment is None or not window <= moment < limit or looker(world, row) != owner:
            continue
        if text(row, "entity") == "payment" and text(row, "action") in views:
            return "satisfied"
    return open_or(world, limit, "violated")


def looker(world: World, access: Row) -> str:
    """The employee of a logged access, else the owner of the account."""
    account = by_id(world, "account", text(access, "account_id"))
    return text(access, "employee_id") or (text(account, "employee_id") if account else "")


def is_absent(world: World, owner: str, on: date) -> bool:
    """Whether an absence covers the day; both ends inclusive, an open end lasts."""
    for row in rows(world, "absence"):
        starts, ends = day(row, "starts_on"), day(row, "ends_on")
        if text(row, "employee_id") == owner and starts is not None and starts <= on and (ends is None or on <= ends):
            return True
    return False
