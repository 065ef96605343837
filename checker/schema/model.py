"""The canonical schema as values: entities, fields and their types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import yaml

DUCKDB_TYPES = {
    "text": "VARCHAR",
    "enum": "VARCHAR",
    "integer": "BIGINT",
    "decimal": "DECIMAL(24,8)",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "list<text>": "VARCHAR[]",
    "json": "VARCHAR",
}
COMMON_COLUMNS = {
    "source_file": "VARCHAR",
    "source_row": "BIGINT",
    "bare_dates": "VARCHAR[]",
    "unreadable": "VARCHAR[]",
}
ENTRY_MOMENTS = {"payment": "recorded_at", "field_change": "changed_at"}


@dataclass(frozen=True)
class Field:
    """One column of an entity. `history`: earlier values matter and are read through the change log."""

    name: str
    type: str
    says: str
    ref: str | None = None
    history: bool = False
    values: tuple[str, ...] = ()
    open: bool = False
    value_aliases: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    splits: tuple[str, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def duckdb_type(self) -> str:
        """The type of the column in canonical tables."""
        return DUCKDB_TYPES[self.type]


@dataclass(frozen=True)
class Entity:
    """One canonical table. `entered` names the column that tells when a row was entered, if there is one."""

    name: str
    says: str
    key: tuple[str, ...]
    fields: Mapping[str, Field]
    aliases: tuple[str, ...] = ()
    entered: str | None = None

    @property
    def columns(self) -> dict[str, str]:
        """Column name to DuckDB type, in the order of canonical tables, common columns last."""
        return {name: f.duckdb_type for name, f in self.fields.items()} | COMMON_COLUMNS


@dataclass(frozen=True)
class Schema:
    """All canonical entities by name, and the keys allowed in snapshot.yaml."""

    entities: Mapping[str, Entity]
    header: Mapping[str, Any]

    @cached_property
    def names(self) -> frozenset[str]:
        """Every table, column (`table.column`) and listed key of a JSON column (`table.column.key`)."""
        found = set(self.entities)
        for entity in self.entities.values():
            for column in entity.fields.values():
                name = f"{entity.name}.{column.name}"
                found |= {name, *(f"{name}.{key}" for key in column.keys)}
        return frozenset(found)


@cache
def load_schema() -> Schema:
    """The schema shipped with the package."""
    text = files("checker.schema").joinpath("schema.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(text, Loader=loader)  # noqa: S506  a safe loader either way
    return Schema({name: _entity(name, body) for name, body in data["entities"].items()}, data["header"])


def _entity(name: str, body: Mapping[str, Any]) -> Entity:
    key = body["key"]
    fields = {column: _field(column, spec) for column, spec in body["fields"].items()}
    entered = ENTRY_MOMENTS.get(name, "created_at")
    return Entity(
        name=name,
        says=body["says"],
        key=(key,) if isinstance(key, str) else tuple(key),
        fields=fields,
        aliases=tuple(body.get("aliases", ())),
        entered=entered if entered in fields else None,
    )


def _field(name: str, spec: Mapping[str, Any]) -> Field:
    return Field(
        name=name,
        type=spec["type"],
        says=spec.get("says", name),
        ref=spec.get("ref"),
        history=bool(spec.get("history", False)),
        values=tuple(str(value) for value in spec.get("values", ())),
        open=bool(spec.get("open", False)),
        value_aliases={str(k): str(v) for k, v in spec.get("value_aliases", {}).items()},
        aliases=tuple(spec.get("aliases", ())),
        splits=tuple(spec.get("splits", ())),
        keys={key: value["type"] for key, value in spec.get("keys", {}).items()},
    )
