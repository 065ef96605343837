"""Which unit keeps which calendar: the company's rules, the unit's own keys, and the zone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from checker.calendars.config import CalendarPart, WorkingCalendar, read_working_calendar
from checker.calendars.rules import Calendar, calendar_of
from checker.calendars.zones import zone_problem
from checker.errors import CheckerError, Problem, UsageError

COMPANY = "company"
UNIT_KEY = "unit:"

_SETTINGS = "as in {time_zone: Asia/Omsk}"


class CalendarPolicy(Protocol):
    """The part of the policy that calendars are made of."""

    @property
    def working_calendar(self) -> Mapping[str, Any] | None: ...
    @property
    def units(self) -> Mapping[str, Any] | None: ...


@dataclass(frozen=True)
class Resolved:
    """Calendars by key, and the key of every unit; equal calendars are one, the company's own is `company`."""

    calendars: Mapping[str, Calendar]
    unit_calendar: Mapping[str, str]

    def of_unit(self, unit_id: str | None) -> Calendar:
        """The calendar of a unit; that of the company for an unknown or missing unit."""
        return self.calendars[self.unit_calendar.get(unit_id or "", COMPANY)]


def resolve_calendars(policy: CalendarPolicy, units: Mapping[str, str | None], company_zone: str) -> Resolved:
    """Read the calendars of the company and of every unit; `units` maps unit id to its own zone name, or None.

    The zone of a unit is its own, else that of the policy's `units`, else the company's. A calendar that differs from
    the company's in its zone alone has the zone's name as key, any other is called after its first unit: `unit:B1`.
    Raises `UsageError` with all mistakes of the configuration and all unknown zones.
    """
    problems: list[Problem] = []
    config = WorkingCalendar()
    try:
        config = read_working_calendar(policy.working_calendar)
    except CheckerError as error:
        problems.extend(error.problems)
    zones = _zones(policy.units or {}, units, company_zone, config, problems)
    if problems:
        raise UsageError(sorted(problems))
    return _name(config, zones, company_zone)


def _zones(
    configured: Mapping[str, Any],
    units: Mapping[str, str | None],
    company_zone: str,
    config: WorkingCalendar,
    problems: list[Problem],
) -> dict[str, str]:
    zones: dict[str, str] = {}
    _check(company_zone, "time_zone", problems)
    for unit in sorted({*units, *configured, *(config.units or {})}):
        settings = configured.get(unit) or {}
        if not isinstance(settings, Mapping):
            problems.append(Problem(f"units.{unit}", f"a mapping is wanted here, not {settings!r}", _SETTINGS))
            continue
        zones[unit] = units.get(unit) or str(settings.get("time_zone") or company_zone)
        if zones[unit] != company_zone:
            own = bool(units.get(unit))
            _check(zones[unit], f"org_unit '{unit}', column time_zone" if own else f"units.{unit}.time_zone", problems)
    return zones


def _check(zone: object, where: str, problems: list[Problem]) -> None:
    problem = zone_problem(zone, where)
    if problem:
        problems.append(problem)


def _name(config: WorkingCalendar, zones: Mapping[str, str], company_zone: str) -> Resolved:
    company = calendar_of(company_zone, config)
    keys: dict[Calendar, str] = {company: COMPANY}
    unit_calendar: dict[str, str] = {}
    for unit, zone in sorted(zones.items()):
        own = (config.units or {}).get(unit, CalendarPart())
        calendar = calendar_of(zone, config, own)
        key = zone if calendar == company.in_zone(zone) else f"{UNIT_KEY}{unit}"
        unit_calendar[unit] = keys.setdefault(calendar, key)
    return Resolved({key: calendar for calendar, key in keys.items()}, unit_calendar)
