"""The world of an audit: zone, calendars and parameters, from the header of the snapshot and the auditor's policy."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

from checker.calendars.build import Calendars, build_calendars
from checker.calendars.zones import zone_spans
from checker.errors import Problem, UsageError
from checker.expressions.world import Offset, World
from checker.rulebook.book import RuleBook
from checker.rulebook.parameters import dated_values
from checker.rulebook.policy import Policy
from checker.rulebook.policy_lists import policy_overrides
from checker.schema.model import load_schema
from checker.snapshot.model import Snapshot, TableFacts

FUTURE_DAYS = 830
MARGIN_DAYS = 120
LONGEST_YEARS = 15
DATED = ("date", "timestamp")
DEFAULT_PLACEHOLDERS = ("-", "n/a", "none", "test")


def build_world(
    book: RuleBook,
    snapshot: Snapshot,
    policy: Policy,
    as_of: datetime,
    start: date,
    overrides: list[dict[str, Any]],
    places: Mapping[str, str] = MappingProxyType({}),
) -> World:
    """What expressions are expanded against, over a period from `start`. UsageError for unknown parameters.

    `places`: where each parameter of the policy stands, by its number in the list.
    """
    zone = company_zone(snapshot, policy)
    decided = [entry | {"place": places.get(str(number))} for number, entry in enumerate(policy.parameters)]
    return World(
        as_of=as_of,
        zone=zone,
        offsets=offsets_of(zone, *day_range(snapshot, as_of, start)),
        exported={name: _delivered_columns(name, facts) for name, facts in snapshot.tables.items()},
        parameters=dated_values(book.parameters, [*policy_overrides(book.parameters, policy), *decided, *overrides]),
        units={name: parameter.unit for name, parameter in book.parameters.items()},
        placeholders=tuple(policy.placeholders) if policy.placeholders is not None else DEFAULT_PLACEHOLDERS,
        role_map=policy.role_map,
        department_map=policy.department_map,
        unfilled=frozenset(name for facts in snapshot.tables.values() for name in _unfilled(facts)),
    )


def company_zone(snapshot: Snapshot, policy: Policy) -> str:
    """The zone of the company: the policy's, else that of the snapshot."""
    return policy.time_zone or snapshot.header.time_zone


def _delivered_columns(name: str, facts: TableFacts) -> frozenset[str]:
    """A table without rows lacks no column: whatever it does not say, it says of nothing."""
    if facts.rows == 0 and facts.refused == 0:
        return frozenset(load_schema().entities[name].fields)
    return facts.exported


def _unfilled(facts: TableFacts) -> list[str]:
    return [f"{facts.entity}.{name}" for name in facts.exported if facts.rows and not facts.filled.get(name, 0)]


def day_range(snapshot: Snapshot, as_of: datetime, start: date) -> tuple[date, date]:
    """The local days that calendars cover: from before the first instant of the data (at most 15 years back), before
    the `start` of the period and the year before as_of, to as far beyond as_of as a deadline may lie."""
    known = min(_earliest(snapshot, as_of), as_of - timedelta(days=366)).date()
    first = min(known, start) - timedelta(days=MARGIN_DAYS)
    return date(first.year, 1, 1), as_of.date() + timedelta(days=FUTURE_DAYS)


def _earliest(snapshot: Snapshot, as_of: datetime) -> datetime:
    """The first date or instant in the snapshot that lies at most LONGEST_YEARS before as_of."""
    floor = as_of.replace(year=as_of.year - LONGEST_YEARS, day=min(as_of.day, 28))
    entities = load_schema().entities
    found = [as_of]
    with duckdb.connect() as connection:
        for name, facts in snapshot.tables.items():
            dated = [c for c in facts.exported if c in entities[name].fields and entities[name].fields[c].type in DATED]
            if dated and facts.rows:
                listed = ", ".join(f'MIN(CAST("{c}" AS TIMESTAMP)) FILTER ("{c}" >= $1)' for c in dated)
                source = str(snapshot.path(name)).replace("'", "''")
                row = connection.execute(f"SELECT {listed} FROM read_parquet('{source}')", [floor]).fetchone()
                found += [moment for moment in row or () if moment is not None]
    return min(found)


def offsets_of(zone: str, first: date, last: date) -> tuple[Offset, ...]:
    """The offsets of a zone from the first to the last day, the outer ones open."""
    epoch = datetime(1970, 1, 1)
    spans = zone_spans(zone, first, last)
    edges = [epoch + timedelta(microseconds=span.from_us) for span in spans[1:]]
    starts, ends = [None, *edges], [*edges, None]
    return tuple(Offset(a, b, s.offset_s) for a, b, s in zip(starts, ends, spans, strict=True))


def company_calendars(snapshot: Snapshot, policy: Policy, world: World, start: date) -> Calendars:
    """The calendars of the company and of every unit of the snapshot."""
    return build_calendars(policy, unit_zones(snapshot), world.zone, *day_range(snapshot, world.as_of, start))


def unit_zones(snapshot: Snapshot) -> dict[str, str | None]:
    """Every unit of the snapshot with its own zone. UsageError for zones that do not exist."""
    if "org_unit" not in snapshot.tables:
        return {}
    with duckdb.connect() as connection:
        source = str(snapshot.path("org_unit")).replace("'", "''")
        rows = connection.execute(f"SELECT id, time_zone FROM read_parquet('{source}') ORDER BY id").fetchall()
    problems = [
        Problem("org_unit", f"unit {unit} has unknown time zone '{zone}'", "use an IANA name such as Europe/Moscow")
        for unit, zone in rows
        if zone and not _exists(zone)
    ]
    if problems:
        raise UsageError(problems)
    return {str(unit): zone or None for unit, zone in rows}


def _exists(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, LookupError):
        return False
    return True
