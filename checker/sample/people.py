"""Who works for the company: management, units' staff, and the salespeople of each block of clients."""

from dataclasses import dataclass
from functools import lru_cache

from checker.sample.places import SEGMENTS, UNITS, Unit
from checker.sample.times import DAY
from checker.sample.world import World

DIRECTOR, SALES_HEAD, MARKETING_HEAD = "E-H01", "E-H02", "E-H03"
MARKETERS = ("E-H04", "E-H05")
ACCOUNTANT, ADMINISTRATOR = "E-H06", "E-H07"
FORMER = "E-H90"

LEAVE_SHARE = 0.35


def head_of(unit_id: str) -> str:
    """Head of a unit that serves clients; the sales department of Moscow is led by the head of sales."""
    return SALES_HEAD if unit_id == "U-MSK" else f"E-{unit_id[2:]}-H"


def clerks_of(unit_id: str) -> tuple[str, str]:
    """The two who answer website requests in a unit; the first is the appointed one."""
    return f"E-{unit_id[2:]}-1", f"E-{unit_id[2:]}-2"


def sellers_of(block: int, unit: Unit) -> tuple[str, ...]:
    """Salespeople of one unit for one block of clients."""
    return tuple(f"E-{block:05}-{unit.id[2:]}-{place}" for place in range(1, unit.sellers + 1))


def unit_of(seller: str) -> str:
    """Unit of a salesperson."""
    return f"U-{seller.split('-')[2]}"


def segment_of(seller: str) -> str:
    """The market segment in which a salesperson sells."""
    _, block, unit, place = seller.split("-")
    return SEGMENTS[(int(block) + int(place) + list(UNIT_BY_ID).index(f"U-{unit}")) % len(SEGMENTS)]


UNIT_BY_ID = {unit.id: unit for unit in UNITS}


@dataclass(frozen=True)
class Leave:
    """First and last day of an absence; none when the first lies after the last."""

    first: int
    last: int

    def covers(self, day: int) -> bool:
        """True on a day of the absence."""
        return self.first <= day <= self.last


@lru_cache(maxsize=4096)
def _leave(seed: int, months: int, seller: str) -> Leave:
    world = World(seed, months, 0.0, 0.0)
    chance = world.chance("leave", seller)
    if chance.random() >= LEAVE_SHARE:
        return Leave(1, 0)
    length = 5 + int(chance.random() * 10)
    first = world.first + int(chance.random() * (world.last - world.first - length))
    return Leave(first, first + length - 1)


def leave_of(world: World, seller: str) -> Leave:
    """The absence of a salesperson in the span."""
    return _leave(world.seed, world.months, seller)


def acting(world: World, seller: str, moment: int) -> str:
    """Who works for the clients of a salesperson at a moment: the unit's clerk during a leave."""
    if leave_of(world, seller).covers(moment // DAY):
        return clerks_of(unit_of(seller))[1]
    return seller
