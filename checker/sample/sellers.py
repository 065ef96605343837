"""Rows of the salespeople of a block: staff, logins, leave, and their daily look at the payments."""

from checker.sample.names import person
from checker.sample.people import UNIT_BY_ID, head_of, leave_of, unit_of
from checker.sample.plans import Planner, write_plans
from checker.sample.plants import plants
from checker.sample.story import Block
from checker.sample.times import DAY, HOUR, day_text, moment_text
from checker.sample.world import World
from checker.sample.write import Tables


def write_sellers(world: World, tables: Tables, block: Block) -> None:
    """Write everything about the salespeople who have clients in the block."""
    for seller in sorted(block.sellers):
        _write_person(world, tables, seller)
        _write_looks(world, tables, block, seller)
        write_plans(Planner(world, tables, plants(world, tables, "plans", seller), block, seller))


def _write_person(world: World, tables: Tables, seller: str) -> None:
    chance = world.chance("seller", seller)
    unit = UNIT_BY_ID[unit_of(seller)]
    hired = world.first - 3_000 - int(chance.random() * 1_500)
    lands = ";".join(land.id for land in unit.territories)
    tables.add("employee", (
        seller, person(chance), "salesperson", "sales", "Менеджер по продажам", unit.id, unit.territories[0].id, lands,
        head_of(unit.id), day_text(hired), "", "active",
    ))  # fmt: skip
    tables.add("account", (
        f"N{seller[1:]}", seller, "active", moment_text(hired * DAY + 10 * HOUR), "",
        moment_text(world.span_days[-1] * DAY + 8 * HOUR),
    ))  # fmt: skip
    leave = leave_of(world, seller)
    if leave.first <= leave.last:
        tables.add("absence", (f"B{seller[1:]}", seller, "leave", day_text(leave.first), day_text(leave.last)))


def _write_looks(world: World, tables: Tables, block: Block, seller: str) -> None:
    chance = world.chance("looks", seller)
    broken = plants(world, tables, "looks", seller)
    clock, leave = world.clocks[unit_of(seller)], leave_of(world, seller)
    steps = block.open_days.get(seller, {})
    still_open, place = 0, world.first - 1
    for day in world.span_days:
        still_open += sum(steps.get(passed, 0) for passed in range(place + 1, day + 1))
        place = day
        moment = clock.at(day, 0.01 + 0.2 * chance.random())
        if leave.covers(day):
            continue
        way = broken.draw("absent", "login_only", "other_journal") if still_open else ""
        if way:
            broken.truth("20a", "employee", seller, f"look_{way}", clock.day_start(day))
        if way != "absent":
            action = "login" if way == "login_only" else "view"
            journal = "client" if way else "payment"
            tables.add("data_access", (
                f"V{seller[1:]}-{day}", f"N{seller[1:]}", seller, journal, "", action, moment_text(moment),
            ))  # fmt: skip
