"""What a stored audit was judged against: moment, zone, delivered columns, parameters, calendars."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from checker.auditing.world import DEFAULT_PLACEHOLDERS, FUTURE_DAYS, LONGEST_YEARS, MARGIN_DAYS, offsets_of
from checker.calendars.build import Calendars, build_calendars
from checker.calendars.resolve import COMPANY
from checker.cases.verdicts import Period
from checker.expressions.world import DatedValue, World
from checker.report.cases import Case
from checker.reproduction.stored_rule import StoredRule
from checker.rulebook.parameters import typed
from checker.schema.model import load_schema

Manifest = Mapping[str, Any]


@dataclass(frozen=True)
class _Calendars:
    working_calendar: Mapping[str, Any]
    units: Mapping[str, Any]


def moment_of(manifest: Manifest) -> datetime:
    """The moment of judgement, naive UTC."""
    moment = datetime.fromisoformat(str(manifest["as_of"]))
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def period_of(manifest: Manifest) -> Period:
    """The period that the audit judged."""
    told = manifest["period"]
    return Period(date.fromisoformat(told["start"]), date.fromisoformat(told["end"]))


def days_of(as_of: datetime, moments: Iterable[datetime]) -> tuple[date, date]:
    """The local days that the calendars of one case cover: around all its moments, as an audit covers its data."""
    floor = as_of.replace(year=as_of.year - LONGEST_YEARS, day=min(as_of.day, 28))
    known = [moment for moment in moments if moment >= floor]
    first = min([*known, as_of - timedelta(days=366)]).date() - timedelta(days=MARGIN_DAYS)
    return date(first.year, 1, 1), as_of.date() + timedelta(days=FUTURE_DAYS)


def world_of(manifest: Manifest, stored: StoredRule, as_of: datetime, days: tuple[date, date]) -> World:
    """The world that the rule was expanded against."""
    policy, zone = _policy(manifest), str(manifest["zone"])
    tables = manifest["snapshot"]["tables"]
    placeholders = policy.get("placeholders")
    return World(
        as_of=as_of,
        zone=zone,
        offsets=offsets_of(zone, *days),
        exported={name: _delivered(name, facts) for name, facts in tables.items()},
        parameters=_parameters(manifest, stored),
        units={name: told["unit"] for name, told in stored.parameters.items()},
        placeholders=DEFAULT_PLACEHOLDERS if placeholders is None else tuple(placeholders),
        role_map=policy.get("role_map") or {},
        department_map=policy.get("department_map") or {},
        unfilled=frozenset(name for table, facts in tables.items() for name in _unfilled(table, facts)),
    )


def calendars_of(
    manifest: Manifest, case: Case, evidence: Mapping[str, Any], stored: StoredRule, days: tuple[date, date]
) -> Calendars:
    """The company's calendar and that of the case's unit, where the rule counts on it."""
    policy = _policy(manifest)
    units = policy.get("units") or {}
    told_elsewhere = stored.rule.zone == "company"
    zone = evidence.get("calendar_zone") if told_elsewhere else case.zone
    own: dict[str, str | None] = {}
    if stored.rule.calendar == "unit" and case.unit_id and zone:
        own = {case.unit_id: str(zone)}
    found = build_calendars(_Calendars(policy.get("working_calendar") or {}, units), own, str(manifest["zone"]), *days)
    wanted = {unit: found.unit_calendar[unit] for unit in own}
    keys = sorted({COMPANY, *wanted.values()})
    return Calendars({key: found.calendars[key] for key in keys}, wanted, found.first, found.last)


def _policy(manifest: Manifest) -> Mapping[str, Any]:
    found = manifest["configuration"].get("policy")
    return found if isinstance(found, Mapping) else {}


def _parameters(manifest: Manifest, stored: StoredRule) -> dict[str, tuple[DatedValue, ...]]:
    told = manifest["configuration"]["parameters"]
    return {
        name: tuple(
            DatedValue(typed(one["value"], known["type"]), _day(one["since"]), _day(one["until"])) for one in told[name]
        )
        for name, known in stored.parameters.items()
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _delivered(name: str, facts: Mapping[str, Any]) -> frozenset[str]:
    if facts["rows"] == 0 and facts["refused"] == 0:
        return frozenset(load_schema().entities[name].fields)
    return frozenset(facts["exported"])


def _unfilled(table: str, facts: Mapping[str, Any]) -> list[str]:
    return [f"{table}.{name}" for name in facts["exported"] if facts["rows"] and not facts["filled"].get(name, 0)]
