"""The change log and the values a field had."""

from dataclasses import dataclass
from datetime import datetime

from .world import Row, World, any_instant, is_filled, known_instant, rows, text


@dataclass(frozen=True)
class Change:
    """One logged change of one field: when it took effect, when it was entered, and the two values."""

    at: datetime
    id: str
    entered: datetime | None
    old: str
    new: str


def changes(world: World, entity: str, entity_id: str, field: str) -> list[Change]:
    """Logged changes entered by the moment of judgement, by change moment and row id."""
    found = []
    for row in rows(world, "field_change"):
        if (text(row, "entity"), text(row, "entity_id"), text(row, "field")) != (entity, entity_id, field):
            continue
        entered = any_instant(world, row, "changed_at")
        at = any_instant(world, row, "effective_at") or entered
        if at is not None:
            found.append(Change(at, text(row, "id"), entered, text(row, "old_value"), text(row, "new_value")))
    return sorted(found, key=lambda change: (change.at, change.id))


def value_at(world: World, entity: str, row: Row, field: str, at: datetime) -> str:
    """The value at an instant: last change at or before it, else the first old value, else the row."""
    log = changes(world, entity, text(row, "id"), field)
    if not log:
        return text(row, field)
    value = log[0].old
    for change in log:
        if change.at <= at:
            value = change.new
    return value


def entry_moment(world: World, entity: str, row: Row, field: str) -> datetime | None:
    """When a filled field was entered: first logged change from blank to filled, else the creation of the row."""
    for change in changes(world, entity, text(row, "id"), field):
        if not is_filled(world, change.old) and is_filled(world, change.new):
            return change.entered
    return known_instant(world, row, "created_at")
