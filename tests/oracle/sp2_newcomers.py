"""sp2-17c (status new_client) and sp2-17d (six items on the card) of first-time clients."""

from dataclasses import dataclass
from datetime import date, datetime

from .days import company_calendar, limit_after
from .history import changes, value_at
from .invoices import invoices
from .moments import TICK, day_of, end_of, is_bare_date, parse_day
from .parameters import days_of, is_on, parameter
from .periods import Period, State, Verdict, file_missing, open_or, verdict
from .world import Row, World, any_instant, day, has_file, is_filled, known_instant, lacks_column, rows, text


@dataclass(frozen=True)
class Clock:
    """The first inquiry: its instant and its day (a bare date counts from the next midnight)."""

    at: datetime
    on: date


def newcomers(world: World, period: Period) -> list[Verdict]:
    """Rows of sp2-17c and sp2-17d."""
    if not has_file(world, "client"):
        return file_missing("sp2-17c", "sp2-17d")
    found = []
    for client in rows(world, "client"):
        clock = first_inquiry(world, client)
        if clock is None or dealt_before(world, client, clock):
            continue
        for clause, name in (("sp2-17c", "sp2.status_set_days"), ("sp2-17d", "sp2.new_card_days")):
            limit = limit_after(company_calendar(world), clock.on, days_of(world, name, clock.on))
            if period.holds_limit(limit):
                state = newcomer_state(world, clause, client, clock, limit)
                found.append(verdict(world, clause, text(client, "id"), None, state))
    return found


def newcomer_state(world: World, clause: str, client: Row, clock: Clock, limit: datetime) -> State:
    """What both clauses share, then the clause itself."""
    if not has_file(world, "invoice") or not has_file(world, "sales_order"):
        return "undetermined"
    created = any_instant(world, client, "created_at")
    if created is not None and created >= limit:
        return open_or(world, limit, "violated")
    if clause == "sp2-17c":
        return status_state(world, client, clock, limit)
    return card_state(world, client, clock, limit)


def first_inquiry(world: World, client: Row) -> Clock | None:
    """The earliest known receipt of an inquiry, or the moment noted on the card."""
    sources = [(row, "received_at") for row in rows(world, "inquiry") if text(row, "client_id") == text(client, "id")]
    clocks = []
    for row, field in [*sources, (client, "first_inquiry_at")]:
        moment, value = known_instant(world, row, field), text(row, field)
        if moment is None:
            continue
        on = day_of(moment, world.zone)
        clocks.append(Clock(end_of(parse_day(value), world.zone) if is_bare_date(value) else moment, on))
    return min(clocks, key=lambda clock: clock.at, default=None)


def dealt_before(world: World, client: Row, clock: Clock) -> bool:
    """Whether this card or a duplicate had an order or invoice before, or a duplicate inquired before."""
    twins = [row for row in rows(world, "client") if row is not client and is_duplicate(world, client, row)]
    cards = {text(row, "id") for row in [client, *twins]}
    for order in rows(world, "sales_order"):
        placed = known_instant(world, order, "created_at")
        if text(order, "client_id") in cards and placed is not None and placed < clock.at:
            return True
    for invoice in invoices(world):
        issued = day(invoice, "issued_on")
        if text(invoice, "client_id") in cards and issued is not None and issued < clock.on:
            return True
    others = [first_inquiry(world, row) for row in twins]
    return any(other is not None and other.at < clock.at for other in others)


def is_duplicate(world: World, one: Row, other: Row) -> bool:
    """Whether two cards share the tax number, the digits of the phone or the e-mail."""
    pairs = [(text(row, "tax_id"), digits(text(row, "phone")), text(row, "email").lower()) for row in (one, other)]
    return any(is_filled(world, mine) and mine == theirs for mine, theirs in zip(*pairs, strict=True))


def digits(phone: str) -> str:
    """The digits of a phone number if there are at least five, else ''."""
    found = "".join(sign for sign in phone if sign in "0123456789")
    return found if len(found) >= 5 else ""


def status_state(world: World, client: Row, clock: Clock, limit: datetime) -> State:
    """Whether the card held the status of a new client before the limit."""
    wanted = str(parameter(world, "sp2.new_status_value", clock.on))
    created = any_instant(world, client, "created_at")
    begin = clock.at if created is None else max(clock.at, created)
    log = changes(world, "client", text(client, "id"), "status")
    moments = [begin, *(c.at for c in log if begin < c.at < limit and c.at <= world.now)]
    if any(value_at(world, "client", client, "status", moment) == wanted for moment in moments):
        return "satisfied"
    blind = not log and (not has_file(world, "field_change") or lacks_column(world, "client", "status"))
    return open_or(world, limit, "undetermined" if blind else "violated")


def card_state(world: World, client: Row, clock: Clock, limit: datetime) -> State:
    """Whether the six items were filled at the last instant before the limit, or now if that is earlier."""
    items = card_items(world, client, clock, min(limit - TICK, world.now))
    if all(items):
        return "satisfied"
    return open_or(world, limit, "violated" if False in items else "undetermined")


def card_items(world: World, client: Row, clock: Clock, at: datetime) -> list[bool | None]:
    """The items owed: True filled, False empty, None unknown."""
    exempt = text(client, "client_type") == "consumer" and is_on(world, "sp2.private_person_exempt_company", clock.on)
    company = item(world, "client", client, "name", at)
    person = from_contact_persons(world, client, "name", at)
    names = [any_of([*person, company])] if exempt else [any_of(person), company]
    reach = [item(world, "client", client, field, at) for field in ("phone", "email")]
    for field in ("phone", "email"):
        reach += from_contact_persons(world, client, field, at)
    rest = [item(world, "client", client, field, at) for field in ("industry", "needs", "lead_source")]
    return [*names, any_of(reach), *rest]


def any_of(ways: list[bool | None]) -> bool | None:
    """True when one way is filled, else unknown when one is unknown, else False."""
    if True in ways:
        return True
    return None if None in ways else False


def item(world: World, entity: str, row: Row, field: str, at: datetime) -> bool | None:
    """Whether a field was filled at an instant; None when its column is missing and no change is logged."""
    if lacks_column(world, entity, field) and not changes(world, entity, text(row, "id"), field):
        return None
    return is_filled(world, value_at(world, entity, row, field, at))


def from_contact_persons(world: World, client: Row, field: str, at: datetime) -> list[bool | None]:
    """The field on every contact person entered by then; one unknown where the file or the column is missing."""
    found: list[bool | None] = []
    if not has_file(world, "contact_person") or lacks_column(world, "contact_person", field):
        found.append(None)
    for person in rows(world, "contact_person"):
        created = any_instant(world, person, "created_at")
        if text(person, "client_id") == text(client, "id") and (created is None or created <= at):
            found.append(item(world, "contact_person", person, field, at))
    return found
