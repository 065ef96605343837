"""Random worlds for sp2-3a."""

from datetime import datetime, timedelta

from .dice import Dice, blank_cells, drop_files, log_row, number_log, stamp, world_of
from .random_header import set_parameter
from .random_territory import unique_ids
from .world import Row, World

CLOCKS = ("00:00", "12:00", "12:00", "15:00")
MEMBERS = ("c1", "c2", "c3", "c10")


def world_of_lists(dice: Dice) -> World:
    """Lists worked and approved around the same moments, with members added on the way."""
    set_parameter(dice, "sp2.sales_head_roles", ["sales_director", "marketing_director"], ["sales_manager"])
    log: list[Row] = []
    lists = [lead_list(dice, key, log) for key in dice.ids("l", dice.count(1, 3))]
    keys = [row["id"] for row in lists]
    calls = [contact(dice, key, keys) for key in dice.ids("k", dice.count(1, 6))]
    tasks = [task(dice, key, keys) for key in dice.ids("t", dice.count(0, 3))]
    approvals = [approval(dice, key, keys) for key in unique_ids(dice, dice.count(0, 5))]
    people = [{"id": "sd", "role": "sales_director"}, {"id": "sm", "role": "sales_manager"}, {"id": "x", "role": ""}]
    if dice.chance(0.4):
        log.append(log_row("employee", "sm", "role", "sales_director", "sales_manager", moment_of(dice)))
    blank_cells(dice, lists, ("created_at", "kind"))
    blank_cells(dice, calls, ("client_id", "started_at", "process_line"), 0.03)
    tables = {"lead_list": lists, "interaction": calls, "task": tasks, "approval": approvals, "employee": people}
    tables["field_change"] = number_log(dice, log)
    drop_files(dice, tables, ("lead_list",), 0.01)
    drop_files(dice, tables, ("approval", "employee", "task", "interaction", "field_change"), 0.04)
    return world_of(dice, tables)


def moment_of(dice: Dice) -> datetime:
    """One of few moments, so that ties are common."""
    return dice.near(dice.boundary(dice.clock(dice.on(0, 2), *CLOCKS)))


def members(dice: Dice) -> list[str]:
    """Some clients of a list."""
    return dice.rng.sample(MEMBERS, dice.count(1, 3))


def lead_list(dice: Dice, key: str, log: list[Row]) -> Row:
    """A list and the log of its members."""
    listed = members(dice)
    if dice.chance(0.5):
        first, second = sorted(moment_of(dice) for _ in range(2))
        middle = ";".join(members(dice))
        log.append(log_row("lead_list", key, "client_ids", ";".join(members(dice)), middle, first))
        log.append(log_row("lead_list", key, "client_ids", middle, ";".join(listed), second))
    return {
        "id": key,
        "kind": dice.pick("prospect", "prospect", "potential_client", "", "retention"),
        "created_at": stamp(moment_of(dice) - timedelta(days=dice.pick(0, 1, 5))),
        "work_started_at": stamp(moment_of(dice)) if dice.chance(0.3) else dice.blank(),
        "client_ids": listed,
    }


def contact(dice: Dice, key: str, lists: list[str]) -> Row:
    """A contact that names a list, or none."""
    return {
        "id": key,
        "client_id": dice.pick(*MEMBERS),
        "lead_list_id": dice.pick(*lists, "", "", None),
        "direction": dice.pick("outbound", "outbound", "outbound", "inbound"),
        "process_line": dice.pick("active_prospecting", "active_prospecting", "retention"),
        "status": dice.pick("done", "done", "", "planned", "cancelled"),
        "started_at": stamp(moment_of(dice)),
    }


def task(dice: Dice, key: str, lists: list[str]) -> Row:
    """A task of a list for one client or for all members."""
    created = stamp(moment_of(dice))
    return {
        "id": key,
        "lead_list_id": dice.pick(*lists, ""),
        "client_id": dice.pick("c1", "", ""),
        "created_at": created,
    }


def approval(dice: Dice, key: str, lists: list[str]) -> Row:
    """A decision, mostly of the head of sales."""
    approver, role = dice.pick(("sd", ""), ("sd", ""), ("sm", ""), ("x", ""), ("x", "sales_director"), ("", ""))
    return {
        "id": key,
        "subject_type": dice.pick("lead_list", "lead_list", "lead_list", "client"),
        "subject_id": dice.pick(*lists),
        "step": "approval",
        "approver_id": approver,
        "approver_role": role,
        "decision": dice.pick("approved", "approved", "approved", "rejected", "returned"),
        "decided_at": stamp(moment_of(dice) - timedelta(days=dice.pick(0, 0, 1))),
    }
