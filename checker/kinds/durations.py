"""Durations as regulations write them, and the last permitted moment they lead to."""

import re
from dataclasses import dataclass
from typing import Any

from checker.errors import nearest

UNITS = {
    "minute": ("seconds", 60), "hour": ("seconds", 3600), "second": ("seconds", 1),
    "day": ("days", 1), "week": ("days", 7), "working_day": ("working_days", 1), "month": ("months", 1),
}  # fmt: skip
_DURATION = re.compile(r"^\s*(\d+(?:\.\d+)?)\s+([a-z_]+?)s?\s*$")


@dataclass(frozen=True)
class Duration:
    """A length of time: SQL for the number, and its unit in the singular."""

    amount: str
    unit: str

    @property
    def is_elapsed(self) -> bool:
        """Counted to the instant (inclusive limit) rather than in whole days (limit at a midnight)."""
        return UNITS[self.unit][0] == "seconds"

    @property
    def seconds(self) -> str:
        """SQL for the length in seconds, of an elapsed duration."""
        return f"({self.amount} * {UNITS[self.unit][1]})"


def parse_duration(text: str) -> tuple[str, str]:
    """'30 minutes' -> ('30', 'minute'). ValueError names the nearest unit."""
    match = _DURATION.match(text)
    if not match:
        raise ValueError(f"'{text}' is not a duration; write a number and a unit, e.g. 30 minutes")
    unit = match.group(2)
    if unit not in UNITS:
        raise ValueError(f"'{unit}' is not a unit of time; {nearest(unit, UNITS)}")
    return match.group(1), unit


def as_duration(value: Any, units: dict[str, str], day: str) -> Duration:
    """A rule's duration: literal text, or `$parameter` whose declared unit is in `units`. `day` dates the parameter."""
    text = str(value).strip()
    if text.startswith("$"):
        name = text[1:]
        unit = units.get(name, "").removesuffix("s")
        if unit not in UNITS:
            raise ValueError(f"parameter ${name} has no unit of time")
        return Duration(f"PARAM('{name}', {day})", unit)
    amount, unit = parse_duration(text)
    return Duration(amount, unit)
