"""The relations a rule may read: canonical tables, history tables, calendars and the pack's views."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from checker.schema.model import Schema, load_schema

CALENDAR_TABLES: dict[str, tuple[str, ...]] = {
    "calendar_unit": ("unit_id", "calendar"),
    "calendar_zone": ("calendar", "zone"),
    "calendar_day": (
        "calendar", "zone", "day", "starts_at", "ends_at", "is_working", "working_index", "rolled_on", "iso_week",
        "week_start", "month_start", "quarter_start", "half_start", "year_start",
    ),
    "calendar_hour": ("calendar", "hour", "seg_start", "seg_end", "is_open", "worked_before_us"),
    "calendar_work": ("calendar", "bucket", "from_us", "until_us", "opens_at"),
    "zone_span": ("zone", "from_utc", "until_utc", "offset_s"),
    "period_bound": ("zone", "starts_at", "ends_at"),
}  # fmt: skip
HISTORY_COLUMNS = ("entity_id", "value", "valid_from_at", "valid_until_at", "change_id", "entered_at")


def history_tables(schema: Schema) -> dict[str, tuple[str, str]]:
    """Name of each history table -> (entity, field), e.g. client_owner_id_history."""
    return {
        f"{entity.name}_{name}_history": (entity.name, name)
        for entity in schema.entities.values()
        for name, column in entity.fields.items()
        if column.history
    }


@dataclass(frozen=True)
class Relations:
    """Columns of every readable relation. `views` maps a view's name to its output columns, `of` to its base entity."""

    views: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    of: Mapping[str, str] = field(default_factory=dict)
    schema: Schema = field(default_factory=load_schema)

    def columns(self, name: str) -> tuple[str, ...] | None:
        """The columns of a relation, or None when there is no such relation."""
        if name in self.views:
            return self.views[name]
        if name in self.schema.entities:
            return tuple(self.schema.entities[name].columns)
        if name in CALENDAR_TABLES:
            return CALENDAR_TABLES[name]
        return HISTORY_COLUMNS if name in history_tables(self.schema) else None

    def names(self) -> list[str]:
        """Every relation there is."""
        return [*self.views, *self.schema.entities, *CALENDAR_TABLES, *history_tables(self.schema)]

    def entity_of(self, name: str) -> str | None:
        """The canonical entity that the rows of a relation stand for."""
        return name if name in self.schema.entities else self.of.get(name)

    def target(self, relation: str, column: str) -> str | None:
        """The entity that a reference column of a relation points to."""
        entity = self.entity_of(relation)
        if entity and column in self.schema.entities[entity].fields:
            return self.schema.entities[entity].fields[column].ref
        targets = {e.fields[column].ref for e in self.schema.entities.values() if column in e.fields}
        return targets.pop() if len(targets) == 1 else None

    def key_type(self, relation: str, column: str, key: str) -> str | None:
        """The canonical type of a key of a JSON column, as the schema lists them; None where there is no such key."""
        entity = self.entity_of(relation)
        found = self.schema.entities[entity].fields.get(column) if entity else None
        has_column = column in (self.columns(relation) or ())
        return found.keys.get(key) if found and has_column else None

    def type_of(self, relation: str, column: str) -> str | None:
        """The canonical type of a column where it is known (views hand on the types of their entity's columns)."""
        entity = self.entity_of(relation)
        found = self.schema.entities[entity].fields.get(column) if entity else None
        return found.type if found else None
