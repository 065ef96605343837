"""sp2-16d and sp2-16e: a reply, or for something non-standard a notice, within thirty working minutes."""

from datetime import datetime, timedelta

from .days import unit_calendar, working_minutes_after
from .moments import day_of, end_of, is_bare_date, parse_day
from .parameters import days_of, parameter, words_of
from .periods import Period, State, Verdict, file_missing, verdict
from .world import Row, World, any_instant, has_file, is_true, known_instant, rows, text


def replies(world: World, period: Period) -> list[Verdict]:
    """Rows of sp2-16d and sp2-16e."""
    if not has_file(world, "inquiry"):
        return file_missing("sp2-16d", "sp2-16e")
    found = []
    for inquiry in rows(world, "inquiry"):
        if text(inquiry, "kind") not in ("", "supply_request"):
            continue
        state = inquiry_state(world, inquiry, period)
        if state is None:
            continue
        found.append(verdict(world, "sp2-16d", text(inquiry, "id"), None, state))
        if is_true(inquiry, "is_nonstandard") and state != "not_applicable":
            found.append(verdict(world, "sp2-16e", text(inquiry, "id"), None, state))
    return found


def inquiry_state(world: World, inquiry: Row, period: Period) -> State | None:
    """Verdict on one inquiry, or None where this period does not report it."""
    clock = clock_of(world, inquiry)
    if clock is None:
        return "undetermined"
    if any_instant(world, inquiry, "received_at") != known_instant(world, inquiry, "received_at") or clock > world.now:
        return None
    due = due_moment(world, inquiry, clock)
    if due is None:
        return "undetermined"
    if not period.holds_moment(due):
        return None
    return dated_state(world, inquiry, clock, due)


def clock_of(world: World, inquiry: Row) -> datetime | None:
    """The receipt; a bare date counts from the next midnight."""
    value = text(inquiry, "received_at")
    if is_bare_date(value):
        return end_of(parse_day(value), world.zone)
    return any_instant(world, inquiry, "received_at")


def due_moment(world: World, inquiry: Row, clock: datetime) -> datetime | None:
    """The last instant in time; None without working time."""
    clock_day = day_of(clock, world.zone)
    minutes = days_of(world, "sp2.reply_minutes", clock_day)
    if parameter(world, "sp2.reply_clock", clock_day) == "calendar":
        return clock + timedelta(minutes=minutes)
    return working_minutes_after(unit_calendar(world, text(inquiry, "unit_id")), clock, minutes)


def dated_state(world: World, inquiry: Row, clock: datetime, due: datetime) -> State:
    """Channel, then a reply before receipt, then the due moment."""
    channel = text(inquiry, "channel")
    if not channel:
        return "undetermined"
    if channel not in words_of(world, "sp2.reply_channels", day_of(clock, world.zone)):
        return "not_applicable"
    told = ways_of_answering(world, inquiry)
    if any(moment < clock for moment in told):
        return "undetermined"
    if any(moment <= due for moment in told):
        return "satisfied"
    return "violated" if world.now > due else "pending"


def ways_of_answering(world: World, inquiry: Row) -> list[datetime]:
    """Known moments of the reply and of the notices that count."""
    counts = is_true(inquiry, "is_nonstandard")
    kind = text(inquiry, "answer_kind")
    moments = []
    if kind in ("", "full", "refusal") or (kind == "delay_notice" and counts):
        moments.append(known_instant(world, inquiry, "answered_at"))
    if counts:
        moments.append(known_instant(world, inquiry, "delay_notified_at"))
    return [moment for moment in moments if moment is not None]
