"""What is delivered and what of it is known: the input rules common to all clauses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from .moments import day_of, parse_day, parse_instant, zone_named

Row = dict[str, Any]

PLACEHOLDERS = ("-", "n/a", "none", "test")
ENTRY_MOMENT = {"payment": "recorded_at", "field_change": "changed_at"}
NOT_REACHED = ("no_answer", "busy", "failed", "voicemail", "cancelled")


@dataclass(frozen=True)
class World:
    """One delivered snapshot: header, tables (a missing key is a missing file) and the moment, a local time text."""

    header: dict[str, Any]
    tables: dict[str, list[Row]]
    as_of: str

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the company."""
        return zone_named(str(self.header["time_zone"]))

    @property
    def now(self) -> datetime:
        """The instant of judgement."""
        return parse_instant(self.as_of, self.zone)

    @property
    def today(self) -> date:
        """The local day of the instant of judgement."""
        return day_of(self.now, self.zone)


def text(row: Row, field: str) -> str:
    """The trimmed text of a cell; '' when the key is missing or the cell empty."""
    value = row.get(field)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ";".join(str(item) for item in value)
    return str(value).strip()


def has_file(world: World, entity: str) -> bool:
    """Whether the table was delivered, be it empty."""
    return entity in world.tables


def lacks_column(world: World, entity: str, field: str) -> bool:
    """Whether no row of a non-empty table carries the field."""
    table = world.tables.get(entity, [])
    return bool(table) and not any(field in row for row in table)


def rows(world: World, entity: str) -> list[Row]:
    """The rows that exist at the moment of judgement; none where the file is missing."""
    entered = ENTRY_MOMENT.get(entity, "created_at")
    return [row for row in world.tables.get(entity, []) if not in_future(world, row, entered)]


def in_future(world: World, row: Row, field: str) -> bool:
    """Whether the timestamp is given and later than the moment of judgement."""
    moment = any_instant(world, row, field)
    return moment is not None and moment > world.now


def any_instant(world: World, row: Row, field: str) -> datetime | None:
    """The instant in a timestamp field, be it past or future; None when empty."""
    value = text(row, field)
    return parse_instant(value, world.zone) if value else None


def known_instant(world: World, row: Row, field: str) -> datetime | None:
    """The instant in a timestamp field if it is not later than the moment of judgement, else None."""
    moment = any_instant(world, row, field)
    return moment if moment is not None and moment <= world.now else None


def day(row: Row, field: str) -> date | None:
    """The day in a date field; None when empty."""
    value = text(row, field)
    return parse_day(value) if value else None


def number(row: Row, field: str) -> Fraction | None:
    """The exact number in a cell; None when empty."""
    value = text(row, field)
    return Fraction(value) if value else None


def is_true(row: Row, field: str) -> bool:
    """Whether the cell says true; blank does not."""
    return text(row, field).lower() == "true"


def is_filled(world: World, value: str) -> bool:
    """Whether a text is neither blank nor, trimmed and without regard to case, a placeholder."""
    listed: Iterable[Any] = world.header.get("placeholders", PLACEHOLDERS)
    cleaned = value.strip().lower()
    return cleaned != "" and cleaned not in {str(word).strip().lower() for word in listed}


def by_id(world: World, entity: str, key: str) -> Row | None:
    """The existing row with this id, or None."""
    for row in rows(world, entity):
        if key and text(row, "id") == key:
            return row
    return None


def contacts(world: World) -> list[Row]:
    """The contacts that took place."""
    found = []
    for row in rows(world, "interaction"):
        happened = known_instant(world, row, "started_at") is not None
        if happened and text(row, "status") not in ("planned", "cancelled", "missed"):
            found.append(row)
    return found


def somebody_reached(contact: Row) -> bool:
    """Whether the outcome of the contact is no word for nobody reached."""
    return text(contact, "outcome").lower() not in NOT_REACHED


def contact_moment(world: World, contact: Row) -> datetime:
    """The start of a contact that took place."""
    moment = any_instant(world, contact, "started_at")
    assert moment is not None
    return moment
