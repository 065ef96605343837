"""The header of the export and the auditor's policy, as YAML."""

from typing import Any

import yaml

from checker.sample.clocks import Interval
from checker.sample.places import COMPANY, COMPANY_UNIT, COMPANY_ZONE, STANDARD_HOURS, UNITS
from checker.sample.times import moment_text
from checker.sample.world import World


def header_text(world: World) -> str:
    """`snapshot.yaml`: facts of the export."""
    return _yaml({
        "taken_at": moment_text(world.taken),
        "company": COMPANY,
        "company_unit_id": COMPANY_UNIT,
        "time_zone": COMPANY_ZONE,
        "source": f"checker sample, seed {world.seed}",
    })  # fmt: skip


def policy_text() -> str:
    """`compliance.yaml`: calendars, zones and packs in force."""
    calendar: dict[str, Any] = {"weekdays": [1, 2, 3, 4, 5], "public_holidays": "RU", "hours": _hours(STANDARD_HOURS)}
    calendar["units"] = {unit.id: {"hours": _hours(unit.hours)} for unit in UNITS if unit.hours != STANDARD_HOURS}
    units = {
        unit.id: {"kind": unit.kind, "time_zone": unit.zone, "territories": [land.id for land in unit.territories]}
        for unit in UNITS
    }
    return _yaml({
        "working_calendar": calendar,
        "units": units,
        "packs": ["sp2"],
        "placeholders": ["-", "n/a", "none", "test", "н/д", "нет данных"],
        "applied_packs": {"sp2": {"applies_from": "2023-01-27"}},
    })  # fmt: skip


def _hours(intervals: tuple[Interval, ...]) -> list[list[str]]:
    return [[f"{moment // 60:02}:{moment % 60:02}" for moment in interval] for interval in intervals]


def _yaml(values: dict[str, Any]) -> str:
    return str(yaml.safe_dump(values, allow_unicode=True, sort_keys=False, default_flow_style=None, width=110))
