"""Seeded dice for small nasty worlds: times on the boundaries, blanks of every kind, ids in no useful order."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from .days import Calendar, company_calendar, rolled, working_day_after
from .world import Row, World

IDS = ("a", "B", "a10", "a9", "Z", "b", "A1", "я", "0", "c c", "d-1", "Ä")
JITTER = (0, 0, 0, 0, 1, -1, 1_000_000, -1_000_000, 3_600_000_000, -3_600_000_000)
EARLIEST = datetime.combine(date(2022, 1, 1), time())


@dataclass
class Dice:
    """The generator's state: random source, header, day around which all happens, and the boundaries seen so far."""

    rng: Random
    header: Row
    anchor: date
    critical: list[datetime] = field(default_factory=list)

    def chance(self, share: float) -> bool:
        """True with this probability."""
        return self.rng.random() < share

    def pick(self, *options: Any) -> Any:
        """One of the options; repeat one to make it likelier."""
        return self.rng.choice(options)

    def count(self, least: int, most: int) -> int:
        """A number between two bounds, both included."""
        return self.rng.randint(least, most)

    def ids(self, prefix: str, number: int) -> list[str]:
        """Different ids in no useful order."""
        return [prefix + key for key in self.rng.sample(IDS, number)]

    def on(self, least: int, most: int) -> date:
        """A day between two offsets from the anchor."""
        return self.anchor + timedelta(days=self.count(least, most))

    def clock(self, day: date, *clocks: str) -> datetime:
        """One of these wall times on the day, without jitter."""
        return datetime.combine(day, time.fromisoformat(self.pick(*clocks)))

    def near(self, wall: datetime) -> datetime:
        """The wall time itself, or a tick, a second or an hour beside it."""
        return wall + timedelta(microseconds=self.pick(*JITTER))

    def boundary(self, wall: datetime) -> datetime:
        """Note a boundary, so that the moment of judgement may fall on it."""
        self.critical.append(wall)
        return wall

    @property
    def calendar(self) -> Calendar:
        """The company's calendar."""
        return company_calendar(World(self.header, {}, "2024-01-01"))

    def limit(self, day: date, working_days: int) -> datetime:
        """The wall midnight that ends the n-th working day after the day."""
        last = working_day_after(self.calendar, day, working_days)
        return self.boundary(datetime.combine(last + timedelta(days=1), time()))

    def rolled(self, day: date) -> date:
        """The day or the next working day."""
        return rolled(self.calendar, day)

    def blank(self) -> Any:
        """One of the ways to say nothing."""
        return self.pick("", None, " ")

    def as_of(self) -> str:
        """A moment of judgement: on a boundary, in the middle, or long after everything."""
        first, last = min(self.critical), max(self.critical)
        if self.chance(0.5):
            return stamp(self.near(self.pick(*self.critical)) - timedelta(hours=self.pick(0, 0, 0, 6)))
        if self.chance(0.2):
            return stamp(first + timedelta(seconds=self.count(0, int((last - first).total_seconds()) + 1)))
        return stamp(last + timedelta(days=self.count(3, 40), seconds=self.count(0, 86399)))


def stamp(wall: datetime) -> str:
    """The text of a wall time."""
    return wall.isoformat(sep=" ")


def log_row(entity: str, key: str, name: str, old: Any, new: Any, at: datetime) -> Row:
    """A change entered at the moment it took effect; the id is given by `number_log`."""
    return {
        "entity": entity,
        "entity_id": key,
        "field": name,
        "old_value": old,
        "new_value": new,
        "effective_at": None,
        "changed_at": stamp(at),
    }


def number_log(dice: Dice, log: list[Row], late: float = 0.2) -> list[Row]:
    """Give the changes ids in random order; some took effect at their time but were entered later."""
    keys = [f"{number:02d}" if number % 2 else f"f{number}" for number in range(len(log))]
    dice.rng.shuffle(keys)
    for row, key in zip(log, keys, strict=True):
        row["id"] = key
        if dice.chance(late):
            row["effective_at"] = row["changed_at"]
            entered = datetime.fromisoformat(row["changed_at"]) + timedelta(hours=dice.pick(0, 1, 30, 400))
            row["changed_at"] = dice.blank() if dice.chance(0.1) else stamp(entered)
    dice.rng.shuffle(log)
    return log


def blank_cells(dice: Dice, table: list[Row], fields: tuple[str, ...], share: float = 0.05) -> None:
    """Empty or take away some cells."""
    for row in table:
        for name in fields:
            if name in row and dice.chance(share):
                row[name] = dice.blank()
                if dice.chance(0.3):
                    del row[name]


def drop_columns(dice: Dice, table: list[Row], fields: tuple[str, ...], share: float = 0.03) -> None:
    """Take whole columns away."""
    for name in fields:
        if dice.chance(share):
            for row in table:
                row.pop(name, None)


def drop_files(dice: Dice, tables: dict[str, list[Row]], names: tuple[str, ...], share: float = 0.05) -> None:
    """Take whole files away."""
    for name in names:
        if dice.chance(share):
            tables.pop(name, None)


def world_of(dice: Dice, tables: dict[str, list[Row]]) -> World:
    """The finished world, its rows in random order."""
    for table in tables.values():
        dice.rng.shuffle(table)
    return World(dice.header, tables, dice.as_of())
