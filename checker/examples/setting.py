"""What the SQL of rules depends on beside their text, but for the moment: examples that share it share the SQL."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from checker.auditing.world import offsets_of
from checker.calendars.build import Calendars, build_calendars
from checker.calendars.config import ALWAYS_OPEN
from checker.cases.verdicts import Period
from checker.examples.tables import delivered, local_instant
from checker.expressions.world import DatedValue, Offset, World
from checker.kinds.rule import Example
from checker.rulebook.entries import RuleBook
from checker.rulebook.parameters import dated_values
from checker.rulebook.policy import Policy
from checker.schema.model import load_schema

CALENDAR_DAYS = 500
# Stands in SQL for the moment of an example. No rule and no row names it, so that its text can be replaced.
ANY_MOMENT = datetime(1234, 5, 6, 7, 8, 9, 123457)


@dataclass(frozen=True)
class Setting:
    """Zone, what is lacking, parameters and period of an example. `bounds` are the zones that have a period."""

    zone: str
    offsets: tuple[Offset, ...]
    lacks: tuple[str, ...]
    parameters: str
    period: Period
    bounds: tuple[str, ...]


@dataclass(frozen=True)
class Scene:
    """An example with its setting, its moment and its calendars. `calendars_say` names all that these follow from."""

    example: Example
    setting: Setting
    as_of: datetime
    calendars: Calendars = field(compare=False)
    calendars_say: str

    def timed(self, sql: str) -> str:
        """SQL of the setting at the moment of the example."""
        anywhen, now = (World(moment, "", self.setting.offsets, {}) for moment in (ANY_MOMENT, self.as_of))
        at_moment = sql.replace(ANY_MOMENT.isoformat(sep=" "), self.as_of.isoformat(sep=" "))
        return at_moment.replace(anywhen.as_of_day.isoformat(), now.as_of_day.isoformat())


def scene_of(example: Example, period: Period) -> Scene:
    """The scene of an example whose cases are at home in a period. UsageError for mistakes in its calendar."""
    as_of = local_instant(example.as_of, example.zone)
    first = as_of.date() - timedelta(days=CALENDAR_DAYS)
    said = json.dumps([example.calendar, _units(example), example.zone, first.isoformat()], sort_keys=True, default=str)
    calendars = _calendars(said)
    zones = {example.zone, *(calendar.zone for calendar in calendars.calendars.values())}
    setting = Setting(
        example.zone,
        offsets_of(example.zone, first, first + timedelta(days=2 * CALENDAR_DAYS)),
        tuple(sorted(example.lacks)),
        json.dumps(example.parameters, sort_keys=True, default=str),
        period,
        tuple(sorted(zones)),
    )
    return Scene(example, setting, as_of, calendars, said)


def world_of(book: RuleBook, setting: Setting, defaults: Mapping[str, tuple[DatedValue, ...]]) -> World:
    """The world of a setting, at ANY_MOMENT; `defaults` are the values of the book's parameters."""
    given = json.loads(setting.parameters)
    known = {name: book.parameters[name] for name in given if name in book.parameters}
    overrides = [{"name": name, "value": value} for name, value in given.items()]
    return World(
        as_of=ANY_MOMENT,
        zone=setting.zone,
        offsets=setting.offsets,
        exported=delivered(load_schema(), setting.lacks),
        parameters={**defaults, **(dated_values(known or book.parameters, overrides, "example") if given else {})},
        units={name: parameter.unit for name, parameter in book.parameters.items()},
    )


def _units(example: Example) -> dict[str, str | None]:
    zones = {str(row["id"]): row.get("time_zone") for row in example.given.get("org_unit", [])}
    named = [str(row["unit_id"]) for rows in example.given.values() for row in rows if row.get("unit_id")]
    return {name: zones.get(name) for name in (*zones, *named)}


@lru_cache(maxsize=64)
def _calendars(said: str) -> Calendars:
    calendar, units, zone, first = json.loads(said)
    policy = Policy(working_calendar=calendar if calendar is not None else ALWAYS_OPEN)
    begin = date.fromisoformat(first)
    return build_calendars(policy, units, zone, begin, begin + timedelta(days=2 * CALENDAR_DAYS))
