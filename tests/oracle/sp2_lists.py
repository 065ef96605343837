"""sp2-3a: a list of prospects is approved before anybody works on it."""

from datetime import datetime

from .history import value_at
from .moments import day_of
from .periods import Period, State, Verdict, file_missing, verdict
from .roles import decisions_on, has_role
from .world import Row, World, any_instant, contact_moment, contacts, has_file, is_filled, known_instant, rows, text


def lists_approved(world: World, period: Period) -> list[Verdict]:
    """Rows of sp2-3a."""
    if not has_file(world, "lead_list"):
        return file_missing("sp2-3a")
    found = []
    for lead_list in rows(world, "lead_list"):
        if text(lead_list, "kind") not in ("", "prospect", "potential_client"):
            continue
        for client, moment in sorted(first_work(world, lead_list).items()):
            if period.holds_moment(moment):
                subject = f"{text(lead_list, 'id')}/{client}"
                state = approval_state(world, lead_list, client, moment)
                found.append(verdict(world, "sp2-3a", subject, None, state))
    return found


def members(world: World, lead_list: Row, at: datetime) -> set[str]:
    """The clients on the list at an instant."""
    listed = value_at(world, "lead_list", lead_list, "client_ids", at)
    return {part.strip() for part in listed.split(";") if part.strip()}


def first_work(world: World, lead_list: Row) -> dict[str, datetime]:
    """The earliest moment of work on each client."""
    earliest: dict[str, datetime] = {}
    for client, moment in work_by_contact(world, lead_list) + work_by_task(world, lead_list):
        earliest[client] = min(moment, earliest.get(client, moment))
    return earliest


def work_by_contact(world: World, lead_list: Row) -> list[tuple[str, datetime]]:
    """Outbound contacts that name the list, or that name none and concern a member."""
    found = []
    created = any_instant(world, lead_list, "created_at")
    for contact in contacts(world):
        client, named = text(contact, "client_id"), text(contact, "lead_list_id")
        moment = contact_moment(world, contact)
        if not client or text(contact, "direction") != "outbound":
            continue
        prospecting = not is_filled(world, named) and text(contact, "process_line") == "active_prospecting"
        blamed = prospecting and created is not None and moment >= created
        if named == text(lead_list, "id") or (blamed and client in members(world, lead_list, moment)):
            found.append((client, moment))
    return found


def work_by_task(world: World, lead_list: Row) -> list[tuple[str, datetime]]:
    """Tasks of the list, and the start of work noted on the list itself."""
    found = []
    for task in rows(world, "task"):
        moment = known_instant(world, task, "created_at")
        if moment is None or text(task, "lead_list_id") != text(lead_list, "id"):
            continue
        named = text(task, "client_id")
        found += [(client, moment) for client in ([named] if named else members(world, lead_list, moment))]
    started = known_instant(world, lead_list, "work_started_at")
    if started is not None:
        found += [(client, started) for client in members(world, lead_list, started)]
    return found


def approval_state(world: World, lead_list: Row, client: str, moment: datetime) -> State:
    """Whether the latest decision of the head of sales by then is an approval that covered the client."""
    if not has_file(world, "approval"):
        return "undetermined"
    on = day_of(moment, world.zone)
    latest = None
    for decided, row in decisions_on(world, "lead_list", text(lead_list, "id")):
        if decided <= moment and has_role(world, row, decided, "sp2.sales_head_roles", on):
            latest = (decided, row)
    if latest is None or text(latest[1], "decision") != "approved":
        return "violated"
    return "satisfied" if client in members(world, lead_list, latest[0]) else "violated"
