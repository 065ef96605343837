"""sp2-4a and sp2-13a (result of a contact), sp2-6a, sp2-8b, sp2-15a and sp2-18b (date of the next contact)."""

from datetime import date, datetime

from .days import company_calendar, limit_after
from .history import entry_moment
from .moments import day_of
from .parameters import days_of, is_on
from .periods import Period, State, Verdict, file_missing, open_or, verdict
from .world import (
    Row,
    World,
    contact_moment,
    contacts,
    day,
    has_file,
    is_filled,
    known_instant,
    lacks_column,
    rows,
    somebody_reached,
    text,
)

RESULT_CLAUSE = {"active_prospecting": "sp2-4a", "retention": "sp2-13a"}
DATE_CLAUSE = {"active_prospecting": "sp2-6a", "retention": "sp2-15a"}


def entry_limit(world: World, clock_day: date) -> datetime:
    """End of the n-th working day after the day of the contact."""
    return limit_after(company_calendar(world), clock_day, days_of(world, "sp2.result_entry_days", clock_day))


def results_recorded(world: World, period: Period) -> list[Verdict]:
    """Rows of sp2-4a and sp2-13a."""
    if not has_file(world, "interaction"):
        return file_missing("sp2-4a", "sp2-13a")
    found = []
    for contact in contacts(world):
        clause = RESULT_CLAUSE.get(text(contact, "process_line"))
        limit = entry_limit(world, day_of(contact_moment(world, contact), world.zone))
        if clause and period.holds_limit(limit):
            found.append(verdict(world, clause, text(contact, "id"), None, result_state(world, contact, limit)))
    return found


def result_state(world: World, contact: Row, limit: datetime) -> State:
    """Whether the outcome was entered before the limit."""
    if lacks_column(world, "interaction", "outcome"):
        return open_or(world, limit, "undetermined")
    if not somebody_reached(contact):
        return "not_applicable"
    if not is_filled(world, text(contact, "outcome")):
        return open_or(world, limit, "violated")
    return entered_state(world, contact, "outcome", limit)


def entered_state(world: World, contact: Row, field: str, limit: datetime) -> State:
    """Verdict on a filled field of a contact by the moment of its entry."""
    entered = entry_moment(world, "interaction", contact, field)
    if entered is None:
        return "satisfied" if world.now < limit else "undetermined"
    return "satisfied" if entered < limit else "violated"


def next_contacts(world: World, period: Period) -> list[Verdict]:
    """Rows of sp2-6a, sp2-8b, sp2-15a and sp2-18b."""
    if not has_file(world, "interaction"):
        return file_missing("sp2-6a", "sp2-8b", "sp2-15a", "sp2-18b")
    found = []
    for contact in contacts(world):
        clause = date_clause(world, contact) if text(contact, "interest_outcome") == "not_interested" else None
        clock_day = day_of(contact_moment(world, contact), world.zone)
        limit = entry_limit(world, clock_day)
        if clause and period.holds_limit(limit):
            state = date_state(world, [contact], clock_day, limit)
            found.append(verdict(world, clause, text(contact, "id"), None, state))
    return found + inquiries_without_interest(world, period)


def date_clause(world: World, contact: Row) -> str | None:
    """The one clause under which a not_interested contact falls."""
    if is_filled(world, text(contact, "invoice_id")):
        return "sp2-8b"
    if is_filled(world, text(contact, "inquiry_id")) or text(contact, "process_line") == "inquiry":
        return "sp2-18b"
    return DATE_CLAUSE.get(text(contact, "process_line"))


def date_state(world: World, carriers: list[Row], clock_day: date, limit: datetime) -> State:
    """Whether any of the contacts carries a good date that was entered before the limit."""
    if lacks_column(world, "interaction", "next_contact_on"):
        return open_or(world, limit, "undetermined")
    must_be_future = is_on(world, "sp2.next_contact_must_be_future", clock_day)
    states = []
    for contact in carriers:
        planned = day(contact, "next_contact_on") if is_filled(world, text(contact, "next_contact_on")) else None
        if planned is None:
            continue
        if must_be_future and planned <= day_of(contact_moment(world, contact), world.zone):
            continue
        states.append(entered_state(world, contact, "next_contact_on", limit))
    for state in ("satisfied", "undetermined"):
        if state in states:
            return state
    return open_or(world, limit, "violated")


def inquiries_without_interest(world: World, period: Period) -> list[Verdict]:
    """Rows of sp2-18b whose subject is an inquiry."""
    found = []
    for inquiry in rows(world, "inquiry"):
        about = [c for c in contacts(world) if text(c, "inquiry_id") == text(inquiry, "id")]
        if text(inquiry, "interest_outcome") != "not_interested":
            continue
        if not any(text(contact, "interest_outcome") == "not_interested" for contact in about):
            found += inquiry_row(world, inquiry, about, period)
    return found


def inquiry_row(world: World, inquiry: Row, about: list[Row], period: Period) -> list[Verdict]:
    """The row of one such inquiry; in every period when its clock is empty."""
    clock = known_instant(world, inquiry, "answered_at") or known_instant(world, inquiry, "received_at")
    if clock is None:
        if text(inquiry, "answered_at") or text(inquiry, "received_at"):
            return []
        return [verdict(world, "sp2-18b", text(inquiry, "id"), None, "undetermined")]
    clock_day = day_of(clock, world.zone)
    limit = entry_limit(world, clock_day)
    if not period.holds_limit(limit):
        return []
    return [verdict(world, "sp2-18b", text(inquiry, "id"), None, date_state(world, about, clock_day, limit))]
