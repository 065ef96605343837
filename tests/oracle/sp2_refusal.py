"""sp2-21c (a refusal leads to declined) and sp2-21d (its reason is written down)."""

from datetime import date, datetime

from .days import company_calendar, limit_after
from .invoices import clock_stops, decisions, held, invoices, lies_before, status_at
from .moments import day_of
from .parameters import days_of
from .periods import Period, State, Verdict, file_missing, open_or, verdict
from .world import NOT_REACHED, Row, World, has_file, is_filled, lacks_column, text

BARE_CODES = ("refused", "refusal", "declined", *NOT_REACHED)


def refusal_limit(world: World, on: date) -> datetime:
    """End of the first working day after the refusal."""
    return limit_after(company_calendar(world), on, days_of(world, "sp2.decline_lag_days", on))


def refusals(world: World, period: Period) -> list[Verdict]:
    """Rows of sp2-21c."""
    if not has_file(world, "invoice"):
        return file_missing("sp2-21c")
    found = []
    for invoice in invoices(world):
        for place, (moment, contact) in enumerate(decisions(world, invoice)):
            on = day_of(moment, world.zone)
            limit = refusal_limit(world, on)
            if text(contact, "decision_outcome") == "refused" and period.holds_limit(limit):
                later = decisions(world, invoice)[place + 1 :]
                state = refusal_state(world, invoice, moment, later, limit)
                found.append(verdict(world, "sp2-21c", text(invoice, "id"), moment, state))
    return found


def refusal_state(
    world: World, invoice: Row, moment: datetime, later: list[tuple[datetime, Row]], limit: datetime
) -> State:
    """Declined in time, else a change of mind or money, else the limit."""
    on = day_of(moment, world.zone)
    declined = held(world, invoice, {"declined"}, moment, limit)
    if declined:
        return "satisfied"
    if any(other < limit and text(contact, "decision_outcome") != "refused" for other, contact in later):
        return "not_applicable"
    if any(paid >= on and lies_before(world, paid, limit) for paid in clock_stops(world, invoice, on)):
        return "not_applicable"
    blind = declined is None or not has_file(world, "payment")
    return open_or(world, limit, "undetermined" if blind else "violated")


def reasons(world: World, period: Period) -> list[Verdict]:
    """Rows of sp2-21d."""
    if not has_file(world, "invoice"):
        return file_missing("sp2-21d")
    found = []
    for invoice in invoices(world):
        decided = decisions(world, invoice)
        if not decided or status_at(world, invoice, world.now) != "declined":
            continue
        moment, contact = decided[-1]
        limit = refusal_limit(world, day_of(moment, world.zone))
        if text(contact, "decision_outcome") == "refused" and period.holds_limit(limit):
            state = reason_state(world, invoice, contact, limit)
            found.append(verdict(world, "sp2-21d", text(invoice, "id"), moment, state))
    return found


def reason_state(world: World, invoice: Row, contact: Row, limit: datetime) -> State:
    """Whether a reason stands on the invoice or in the contact."""
    told = text(contact, "outcome")
    if is_filled(world, text(invoice, "decline_reason")):
        return "satisfied"
    if is_filled(world, told) and told.lower() not in BARE_CODES:
        return "satisfied"
    unknown = lacks_column(world, "invoice", "decline_reason")
    return open_or(world, limit, "undetermined" if unknown else "violated")
