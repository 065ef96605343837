"""Random worlds for sp2-1b, sp2-1c and sp2-1d."""

from datetime import datetime, timedelta

from .dice import Dice, blank_cells, drop_files, log_row, number_log, stamp, world_of
from .random_header import set_parameter
from .world import Row, World

UNITS = ("north", "south", "east")
PEOPLE = {
    "own-n": ("salesperson", "north"),
    "own-s": ("salesperson", "south"),
    "own-s2": ("salesperson", "south"),
    "own-x": ("salesperson", ""),
    "bm-n": ("branch_manager", "north"),
    "uh-s": ("unit_head", "south"),
    "head-s": ("other", "east"),
    "sd": ("sales_director", "east"),
    "gm": ("general_manager", ""),
}
CLOCKS = ("00:00", "12:00", "23:59:59.999999")


def world_of_territories(dice: Dice) -> World:
    """Clients that change owner, unit and territory around the approvals that a departure needs."""
    set_parameter(dice, "sp2.sales_head_roles", ["sales_director", "marketing_director"], ["sales_manager"])
    set_parameter(dice, "sp2.director_roles", ["president"], ["general_manager", "sales_director"])
    set_parameter(dice, "sp2.branch_head_roles", ["unit_head"], ["branch_manager"])
    log: list[Row] = []
    people = [{"id": key, "role": role, "unit_id": unit} for key, (role, unit) in PEOPLE.items()]
    units = [{"id": unit, "head_id": dice.pick("head-s", "uh-s", "", "bm-n")} for unit in UNITS]
    if dice.chance(0.2):
        dice.header["role_map"] = {"Director": "general_manager"}
        people[-1]["role"] = "Director"
    approvals: list[Row] = []
    clients = [client(dice, key, log, approvals) for key in dice.ids("c", dice.count(2, 5))]
    move_people(dice, people, units, log)
    for row, key in zip(approvals, unique_ids(dice, len(approvals)), strict=True):
        row["id"] = key
    blank_cells(dice, clients, ("created_at", "territory_id"), 0.03)
    tables = {"client": clients, "employee": people, "org_unit": units, "approval": approvals}
    tables |= {"territory": territories(dice), "field_change": number_log(dice, log)}
    drop_files(dice, tables, ("client",), 0.01)
    drop_files(dice, tables, ("employee", "org_unit", "approval", "territory", "field_change"), 0.03)
    return world_of(dice, tables)


def unique_ids(dice: Dice, number: int) -> list[str]:
    """Approval ids of different length in random order."""
    keys = [f"{'ab'[number % 2]}{number}" for number in range(number)]
    dice.rng.shuffle(keys)
    return keys


def territories(dice: Dice) -> list[Row]:
    """The map: one clear territory, one that changes hands, one claimed twice at times."""
    change = dice.on(-1, 4)
    before = (change - timedelta(days=1)).isoformat()
    rows: list[Row] = [
        {"id": "t1", "unit_id": "north", "valid_from_on": None, "valid_until_on": None},
        {"id": "t2", "unit_id": "south", "valid_from_on": "2020-01-01", "valid_until_on": before},
        {"id": "t2", "unit_id": "north", "valid_from_on": change.isoformat(), "valid_until_on": ""},
    ]
    if dice.chance(0.5):
        until = dice.on(0, 4).isoformat()
        rows.append({"id": "t2", "unit_id": dice.pick("south", "north"), "valid_until_on": until, "valid_from_on": ""})
    return rows


def client(dice: Dice, key: str, log: list[Row], approvals: list[Row]) -> Row:
    """A card, its later moves and the decisions about them."""
    created = dice.near(dice.clock(dice.on(-2, 2), *CLOCKS))
    row = {
        "id": key,
        "created_at": stamp(created),
        "territory_id": dice.pick("t1", "t1", "t2", "t3"),
        "owner_id": dice.pick("own-n", "own-s", "own-s2", "own-x", "gone", ""),
        "unit_id": dice.pick("north", "south", "south", ""),
    }
    moments = [dice.boundary(created)]
    for _ in range(dice.pick(0, 1, 1, 2)):
        moment = dice.near(moments[-1] + timedelta(hours=dice.pick(0, 6, 24, 48)))
        moments.append(dice.boundary(moment))
        move(dice, row, moment, log)
    for previous, moment in zip([created - timedelta(days=9), *moments], moments, strict=False):
        approvals += decisions(dice, key, previous, moment)
    return row


def move(dice: Dice, row: Row, moment: datetime, log: list[Row]) -> None:
    """Change the owner, the unit, the territory or several at once."""
    fields = dice.pick(["owner_id"], ["owner_id"], ["unit_id"], ["territory_id"], ["owner_id", "unit_id"])
    options = {"owner_id": ("own-n", "own-s", "own-s2", "own-x", ""), "unit_id": ("north", "south")}
    for name in fields:
        new = dice.pick(*options.get(name, ("t1", "t2")))
        log.append(log_row("client", row["id"], name, row[name], new, moment))
        row[name] = new


def move_people(dice: Dice, people: list[Row], units: list[Row], log: list[Row]) -> None:
    """Changes of role, of unit and of the head of a unit, never at a boundary of the clients."""
    for _ in range(dice.count(0, 3)):
        moment = dice.clock(dice.on(-3, 5), "10:00:30", "16:20:10")
        person, unit = dice.pick(*people[4:]), dice.pick(*units)
        choices: list[tuple[Row, str, str, str]] = [
            (person, "employee", "role", dice.pick("other", "sales_director", "branch_manager")),
            (dice.pick(*people), "employee", "unit_id", dice.pick(*UNITS)),
            (unit, "org_unit", "head_id", dice.pick("uh-s", "head-s", "sd")),
        ]
        row, entity, name, old = dice.pick(*choices)
        if not any(entry["entity_id"] == row["id"] and entry["field"] == name for entry in log):
            log.append(log_row(entity, row["id"], name, old, row[name], moment))


def decisions(dice: Dice, key: str, previous: datetime, moment: datetime) -> list[Row]:
    """The approvals of one assignment: often all four, then some spoiled by a later no or a late date."""
    signers = [("sd", ""), ("gm", ""), ("bm-n", ""), ("uh-s", ""), ("head-s", ""), ("", "general_manager")]
    signers += [("", "sales_director"), ("own-n", "sales_director"), ("own-s", "unit_head")]
    chosen = signers[:5] if dice.chance(0.65) else dice.rng.sample(signers, dice.count(0, 4))
    found = [decision(dice, key, signer, "approved", moment) for signer in chosen]
    for row in found:
        if dice.chance(0.06):
            row["decided_at"] = stamp(dice.near(dice.pick(moment, previous)))
    if dice.chance(0.2):
        signer, word = dice.pick(*signers), dice.pick("rejected", "returned", "approved")
        found.append(decision(dice, key, signer, word, dice.pick(dice.near(moment), moment)))
    return found


def decision(dice: Dice, key: str, signer: tuple[str, str], word: str, moment: datetime) -> Row:
    """One approval row shortly before or at the moment."""
    decided = moment - timedelta(seconds=dice.pick(0, 0, 1, 60))
    return {
        "subject_type": "client",
        "subject_id": key,
        "step": dice.pick("exception", "exception", "exception", "exception", "exception", "review"),
        "approver_id": signer[0],
        "approver_role": signer[1],
        "decision": word,
        "decided_at": stamp(decided),
    }
