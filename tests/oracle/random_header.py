"""Random headers: zones, calendars with holidays and special hours, units, placeholders, dated parameters."""

from datetime import date, timedelta
from random import Random
from typing import Any

from .dice import Dice
from .world import Row

# Fridays before weekends, holidays, leap days, quarter ends and changes of the clocks.
ANCHORS = ("2024-03-01", "2024-03-07", "2024-02-28", "2024-03-29", "2024-10-25", "2023-12-28", "2024-06-28")
ZONES = ("Europe/Moscow",) * 5 + ("Europe/Berlin",) * 3 + ("Asia/Shanghai", "Europe/Kaliningrad")
HOURS: tuple[Any, ...] = (
    [["09:00", "18:00"]],
    [["09:00", "13:00"], ["14:00", "18:00"]],
    [["08:30", "17:15"]],
    [["00:00", "24:00"]],
)
UNIT_ZONES = {"kgd": "Europe/Kaliningrad", "vvo": "Asia/Vladivostok"}


def roll(rng: Random) -> Dice:
    """Dice with a random header."""
    anchor = date.fromisoformat(rng.choice(ANCHORS))
    zone = rng.choice(ZONES)
    if anchor.isoformat() in ("2024-03-29", "2024-10-25") and rng.random() < 0.6:
        zone = "Europe/Berlin"
    header: Row = {"time_zone": zone, "company": "Test", "company_unit_id": "hq"}
    dice = Dice(rng, header, anchor)
    if dice.chance(0.8):
        header["working_calendar"] = calendar(dice) | {"units": unit_calendars(dice)}
    if dice.chance(0.7):
        header["units"] = {unit: {"time_zone": zone} for unit, zone in UNIT_ZONES.items() if dice.chance(0.7)}
    if dice.chance(0.2):
        header["placeholders"] = ["-", "n/a", "none", "test", "Unknown"]
    return dice


def days_near(dice: Dice, number: int) -> list[str]:
    """Different days around the anchor."""
    return [(dice.anchor + timedelta(days=d)).isoformat() for d in dice.rng.sample(range(-4, 26), number)]


def calendar(dice: Dice) -> Row:
    """Some keys of a working calendar."""
    keys: Row = {}
    if dice.chance(0.3):
        keys["weekdays"] = dice.pick([1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6])
    if dice.chance(0.6):
        keys["holidays"] = days_near(dice, dice.count(1, 4))
    if dice.chance(0.5):
        keys["extra_workdays"] = days_near(dice, dice.count(1, 3))
    if dice.chance(0.5):
        keys["hours"] = dice.pick(*HOURS)
    if dice.chance(0.3):
        intervals = dice.pick([["10:00", "16:00"]], [], [["09:00", "12:30"], ["15:00", "15:20"]])
        keys["special_hours"] = {day: intervals for day in days_near(dice, 2)}
    return keys


def unit_calendars(dice: Dice) -> Row:
    """Own keys of some units."""
    return {unit: calendar(dice) for unit in UNIT_ZONES if dice.chance(0.4)}


def set_parameter(dice: Dice, name: str, *values: Any, share: float = 0.12) -> None:
    """Sometimes one or two dated values of a parameter; the second holds from a later day."""
    if not dice.chance(share):
        return
    listed = dice.header.setdefault("parameters", [])
    listed.append({"name": name, "value": dice.pick(*values)} | span(dice, dice.pick(None, -40)))
    if dice.chance(0.4):
        listed.append({"name": name, "value": dice.pick(*values)} | span(dice, dice.count(-3, 12)))
    dice.rng.shuffle(listed)


def span(dice: Dice, first: int | None) -> Row:
    """Validity: from an offset to the anchor (or open), to a later day (or open)."""
    begin = None if first is None else (dice.anchor + timedelta(days=first)).isoformat()
    last = None if dice.chance(0.5) else (dice.anchor + timedelta(days=dice.count(12, 20))).isoformat()
    return {"valid_from_on": begin, "valid_until_on": last}


def org_units(dice: Dice) -> list[Row]:
    """Rows of the units, some without a zone of their own."""
    return [
        {"id": unit, "name": unit, "time_zone": zone if dice.chance(0.6) else dice.blank(), "head_id": None}
        for unit, zone in UNIT_ZONES.items()
        if dice.chance(0.8)
    ]
