"""sp2-19c (on approval), sp2-21a (decision asked) and sp2-23a (lapse)."""

from datetime import date, datetime, timedelta

from .days import company_calendar, limit_after, rolled
from .history import changes
from .invoices import clock_stops, decisions, has_log, held, invoices, is_invoice, lies_before, status_at
from .moments import TICK, day_of, end_of, midnight
from .parameters import days_of
from .periods import Period, State, Verdict, file_missing, open_or, verdict
from .world import Row, World, by_id, day, has_file, known_instant, text


def on_approval(world: World, period: Period) -> list[Verdict]:
    """Rows of sp2-19c."""
    if not has_file(world, "invoice"):
        return file_missing("sp2-19c")
    found = []
    for invoice in invoices(world):
        issued = day(invoice, "issued_on")
        if issued is None:
            found.append(verdict(world, "sp2-19c", text(invoice, "id"), None, "undetermined"))
            continue
        limit = end_of(rolled(company_calendar(world), issued), world.zone)
        if period.holds_limit(limit):
            state = by_log(world, invoice, limit) if has_log(world, invoice) else by_row(world, invoice, limit)
            found.append(verdict(world, "sp2-19c", text(invoice, "id"), None, state))
    return found


def by_log(world: World, invoice: Row, limit: datetime) -> State:
    """The first logged value other than draft, issued or blank decides."""
    log = changes(world, "invoice", text(invoice, "id"), "status")
    values: list[tuple[str, datetime | None]] = [(log[0].old, None)]
    values += [(change.new, change.at) for change in log if change.at <= world.now]
    for status, reached in values:
        if status in ("", "draft", "issued"):
            continue
        if (reached is not None and reached >= limit) or status == "declined":
            return "violated"
        return "satisfied" if status == "on_approval" else "not_applicable"
    return open_or(world, limit, "violated")


def by_row(world: World, invoice: Row, limit: datetime) -> State:
    """Without logged changes the row decides."""
    status = text(invoice, "status")
    if status in ("on_approval", "paid", "partly_paid", "declined"):
        return "satisfied"
    if status == "cancelled":
        return "not_applicable"
    return open_or(world, limit, "violated" if status == "issued" else "undetermined")


def decision_asked(world: World, period: Period) -> list[Verdict]:
    """Rows of sp2-21a."""
    if not has_file(world, "invoice"):
        return file_missing("sp2-21a")
    found = []
    for invoice in invoices(world):
        issued = day(invoice, "issued_on")
        if issued is None:
            found.append(verdict(world, "sp2-21a", text(invoice, "id"), None, "undetermined"))
            continue
        waited = waiting_day(world, issued, "sp2.no_payment_days")
        limit = limit_after(company_calendar(world), waited, days_of(world, "sp2.decision_grace_days", issued))
        if period.holds_limit(limit):
            state = asked_state(world, invoice, issued, waited, limit)
            found.append(verdict(world, "sp2-21a", text(invoice, "id"), None, state))
    return found


def waiting_day(world: World, clock_day: date, parameter_name: str) -> date:
    """The day so many calendar days later, rolled."""
    days = days_of(world, parameter_name, clock_day)
    return rolled(company_calendar(world), clock_day + timedelta(days=days))


def asked_state(world: World, invoice: Row, issued: date, waited: date, limit: datetime) -> State:
    """Decision, then payment or a closed invoice, then the limit."""
    begin, waited_over = midnight(issued, world.zone), end_of(waited, world.zone)
    if any(begin <= moment < limit for moment, _ in decisions(world, invoice)):
        return "satisfied"
    if any(lies_before(world, on, limit) for on in clock_stops(world, invoice, issued)):
        return "not_applicable"
    status = status_at(world, invoice, waited_over - TICK)
    if world.now >= waited_over and status in ("paid", "declined", "cancelled"):
        return "not_applicable"
    blind = not has_file(world, "payment") or not has_file(world, "interaction") or status is None
    return open_or(world, limit, "undetermined" if blind else "violated")


def lapse(world: World, period: Period) -> list[Verdict]:
    """Rows of sp2-23a."""
    if not has_file(world, "invoice"):
        return file_missing("sp2-23a")
    found = []
    for invoice in invoices(world):
        issued = day(invoice, "issued_on")
        if issued is None:
            found.append(verdict(world, "sp2-23a", text(invoice, "id"), None, "undetermined"))
        again = reopening_days(world, invoice, issued)
        for clock_day in sorted(again | ({issued} if issued else set())):
            found += lapse_row(world, invoice, clock_day, again, period)
    return found


def reopening_days(world: World, invoice: Row, issued: date | None) -> set[date]:
    """The days on which the invoice was opened again, none before its issue."""
    moments = [known_instant(world, invoice, "reopened_at")]
    for change in changes(world, "invoice", text(invoice, "id"), "status"):
        if change.old == "declined" and change.new in ("issued", "on_approval") and change.at <= world.now:
            moments.append(change.at)
    days = {day_of(moment, world.zone) for moment in moments if moment is not None}
    return {on for on in days if issued is None or on >= issued}


def lapse_row(world: World, invoice: Row, clock_day: date, again: set[date], period: Period) -> list[Verdict]:
    """The row of one clock."""
    last = waiting_day(world, clock_day, "sp2.lapse_days")
    limit = limit_after(company_calendar(world), last, days_of(world, "sp2.lapse_grace_days", clock_day))
    window = midnight(clock_day, world.zone)
    if not period.holds_limit(limit) or window > world.now:
        return []
    if any(clock_day < on <= last for on in again) or is_replaced(world, invoice, last):
        state: State = "not_applicable"
    else:
        state = lapse_state(world, invoice, clock_day, last, limit)
    return [verdict(world, "sp2-23a", text(invoice, "id"), window, state)]


def is_replaced(world: World, invoice: Row, last: date) -> bool:
    """Whether another invoice, issued not later than the day, replaces it."""
    other = by_id(world, "invoice", text(invoice, "replaced_by_id"))
    if other is None or not is_invoice(world, other):
        return False
    issued = day(other, "issued_on")
    return issued is not None and issued <= last


def lapse_state(world: World, invoice: Row, clock_day: date, last: date, limit: datetime) -> State:
    """Steps 3 to 7 of the clause."""
    begin, over = midnight(clock_day, world.zone), end_of(last, world.zone)
    paid = clock_stops(world, invoice, clock_day)
    if any(on <= last for on in paid):
        return "not_applicable"
    if world.now >= over and status_at(world, invoice, over - TICK) == "declined":
        return "not_applicable"
    declined = held(world, invoice, {"declined"}, over, limit)
    if declined:
        return "satisfied"
    if any(lies_before(world, on, limit) for on in paid):
        return "not_applicable"
    if held(world, invoice, {"paid", "partly_paid", "cancelled"}, begin, limit):
        return "not_applicable"
    blind = not has_file(world, "payment") or declined is None
    return open_or(world, limit, "undetermined" if blind else "violated")
