"""sp2-s4-1a, sp2-s4-2, sp2-s4-3 and sp2-s4-4a: yearly and quarterly indicators of the company."""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

from .history import value_at
from .invoices import is_receipt
from .moments import TICK, midnight
from .parameters import number_of
from .periods import Period, State, Verdict, verdict
from .sp2_survey import quarters
from .world import Row, World, any_instant, day, has_file, known_instant, number, rows, text

Answer = Callable[[Row], bool | None]


def indicators(world: World, period: Period) -> list[Verdict]:
    """Rows of the four indicators."""
    found = []
    for first, after in quarters(period.first.year - 1, period.after.year):
        found += indicator_row(world, period, "sp2-s4-4a", first, after)
    for year in range(period.first.year - 1, period.after.year + 1):
        for clause in ("sp2-s4-1a", "sp2-s4-2", "sp2-s4-3"):
            found += indicator_row(world, period, clause, date(year, 1, 1), date(year + 1, 1, 1))
    return found


def indicator_row(world: World, period: Period, clause: str, first: date, after: date) -> list[Verdict]:
    """The row of one window, reported when its end lies in the period and it has begun."""
    window, limit = midnight(first, world.zone), midnight(after, world.zone)
    if not period.holds_limit(limit) or window > world.now:
        return []
    state: State = "pending" if world.now < limit else judged(world, clause, first, after)
    return [verdict(world, clause, "company", window, state)]


def judged(world: World, clause: str, first: date, after: date) -> State:
    """The verdict after the end of the window."""
    names, answer = answers_of(world, clause, first)
    found = [answer(row) for row in figures(world, names, first, after)]
    if clause == "sp2-s4-3" and not found:
        return counted_activity(world, first, after)
    if not found or None in found or len(set(found)) > 1:
        return "undetermined"
    return "satisfied" if found[0] else "violated"


def figures(world: World, names: list[str], first: date, after: date) -> list[Row]:
    """The rows of these names with scope company and exactly this first and last day."""
    last = after - timedelta(days=1)
    return [
        row
        for row in rows(world, "metric")
        if text(row, "name") in names
        and text(row, "scope_type") == "company"
        and (day(row, "period_start_on"), day(row, "period_end_on")) == (first, last)
    ]


def answers_of(world: World, clause: str, first: date) -> tuple[list[str], Answer]:
    """The names of the figure and what a row of it answers."""
    if clause == "sp2-s4-1a":
        return ["revenue"], lambda row: at_least(number(row, "value"), number(row, "plan_value"))
    if clause == "sp2-s4-4a":
        target = number_of(world, "sp2.sci_target", first)
        return ["sci"], lambda row: at_least(points(row), target)
    if clause == "sp2-s4-2":
        limit, names = number_of(world, "sp2.profitability_min", first), ["profitability"]
    else:
        limit, names = number_of(world, "sp2.activity_min", first), ["active_client_share", "client_activity"]
    return names, lambda row: at_least(percentage(row), limit)


def at_least(value: Fraction | None, limit: Fraction | None) -> bool | None:
    """Whether the value reaches the limit; no answer when either is missing."""
    return None if value is None or limit is None else value >= limit


def points(row: Row) -> Fraction | None:
    """The value of a figure in points; another unit gives none."""
    return number(row, "value") if text(row, "unit").lower() in ("", "points") else None


def percentage(row: Row) -> Fraction | None:
    """Numerator by denominator, else the value by its unit, in percent."""
    above, below, value = number(row, "numerator"), number(row, "denominator"), number(row, "value")
    if above is not None and below is not None and below != 0:
        return above / below * 100
    if value is None:
        return None
    factor = {"percent": 1, "ratio": 100, "fraction": 100, "share": 100}.get(text(row, "unit").lower())
    return None if factor is None else value * factor


def counted_activity(world: World, first: date, after: date) -> State:
    """The share of clients with a receipt in the year, counted from the cards and the payments."""
    if not has_file(world, "client") or not has_file(world, "payment"):
        return "undetermined"
    existing = [client for client in rows(world, "client") if is_counted(world, client, after)]
    if not existing:
        return "undetermined"
    receipts = [row for row in rows(world, "payment") if is_receipt(row) and in_year(row, first, after)]
    paying = {text(row, "client_id") for row in receipts}
    active = [client for client in existing if text(client, "id") in paying]
    share = Fraction(100 * len(active), len(existing))
    return "satisfied" if share >= number_of(world, "sp2.activity_min", first) else "violated"


def is_counted(world: World, client: Row, after: date) -> bool:
    """Whether a card existed at the end of the year and was neither closed nor a prospect."""
    end = midnight(after, world.zone)
    created, closed = any_instant(world, client, "created_at"), known_instant(world, client, "closed_at")
    if (created is not None and created >= end) or (closed is not None and closed < end):
        return False
    return value_at(world, "client", client, "status", end - TICK) not in ("prospect", "closed")


def in_year(payment: Row, first: date, after: date) -> bool:
    """Whether the day of the payment lies in the year."""
    received = day(payment, "received_on")
    return received is not None and first <= received < after
