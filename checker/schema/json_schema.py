"""The schema as JSON Schema: the header of a snapshot and the columns of every table."""

from typing import Any

from checker.schema.model import Entity, Field, Schema, load_schema

INSTANT = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d{1,6})?)?( ?(Z|[+-]\d\d(:?\d\d)?))?)?$",
}
TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "enum": {"type": "string"},
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "timestamp": INSTANT,
    "list<text>": {"type": "array", "items": {"type": "string"}},
    "json": {"type": ["object", "array"]},
}
# Facts that the reader of the header takes beyond those of the schema: where the export came from, instants per table.
MORE_FACTS: dict[str, Any] = {
    "source": {"type": "string", "description": "System that the export came from"},
    "tables": {"type": "object", "additionalProperties": INSTANT, "description": "Instant of a table taken apart"},
}


def schema_json() -> dict[str, Any]:
    """A document with `$defs`: `snapshot` (the header) and one row of each table by entity name.

    Rows are typed values as after reading; in CSV all are text. Empty values are null, key fields never."""
    schema = load_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": "#/$defs/snapshot",
        "$defs": {"snapshot": _header(schema), **{name: _row(entity) for name, entity in schema.entities.items()}},
    }


def _header(schema: Schema) -> dict[str, Any]:
    facts = {name: TYPES[spec["type"]] | {"description": spec["says"]} for name, spec in schema.header.items()}
    return {"title": "snapshot.yaml", "type": "object", "properties": facts | MORE_FACTS, "additionalProperties": False}


def _row(entity: Entity) -> dict[str, Any]:
    columns = {name: _column(field, name in entity.key) for name, field in entity.fields.items()}
    return {
        "title": entity.name,
        "description": entity.says,
        "type": "object",
        "properties": columns,
        "required": list(entity.key),
        "additionalProperties": False,
    }


def _column(field: Field, is_key: bool) -> dict[str, Any]:
    """A closed enum admits its values and their other spellings only."""
    typed = TYPES[field.type] | {"description": field.says}
    if field.values and not field.open:
        typed |= {"enum": [*field.values, *field.value_aliases]}
    elif field.values:
        typed |= {"examples": list(field.values)}
    if field.keys:
        typed |= {"properties": {key: TYPES[type_] for key, type_ in field.keys.items()}}
    return typed if is_key else {"anyOf": [typed, {"type": "null"}]}
