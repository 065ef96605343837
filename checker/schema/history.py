"""Values that change: the SQL of the spans over which a field held each value."""

from collections.abc import Callable

from checker.schema.model import Field, load_schema


def history_select(entity: str, field: str, field_type: str, has_log: bool = True) -> str:
    """SQL for the spans of one field, from the views `field_change` and `entity` on the connection.

    Columns: entity_id; value, typed; valid_from_at, NULL from the beginning; valid_until_at, exclusive, NULL when open;
    change_id and entered_at of the change that the value is known by, NULL where today's row is all there is. The views
    must be cut to what was known; changes that take effect later are spans like others. Every entity of the table or of
    the log has at least one span and its spans tile all time. Of several changes at one instant the last by id counts.
    A first span that ends at the creation of the row was never held: tests of holding begin at the creation.
    `has_log` is False where no log was delivered. Raises KeyError for a field that the schema lacks.
    """
    known = load_schema().entities[entity]
    row = (
        f"SELECT t.{_name(known.key[0])} AS entity_id, t.{_name(field)} AS value,"
        f" {_none('TIMESTAMP')} AS valid_from_at, {_none('TIMESTAMP')} AS valid_until_at,"
        f" {_none('VARCHAR')} AS change_id, {_none('TIMESTAMP')} AS entered_at FROM {_name(entity)} AS t"
    )
    if not has_log:
        return row
    definition = known.fields[field]
    value = _VALUES[field_type]
    return (
        f"WITH changes AS ({_changes(entity, definition)}),"
        f" spans AS (SELECT entity_id, {value('new_value', definition)} AS value, moment_at AS valid_from_at,"
        " next_at AS valid_until_at, change_id, entered_at FROM changes WHERE next_at IS NULL OR next_at > moment_at),"
        f" starts AS (SELECT entity_id, {value('old_value', definition)} AS value,"
        f" {_none('TIMESTAMP')} AS valid_from_at, moment_at AS valid_until_at, change_id, entered_at"
        " FROM changes WHERE place = 1)"
        " SELECT * FROM spans UNION ALL SELECT * FROM starts UNION ALL"
        f" {row} LEFT JOIN starts AS s ON s.entity_id = t.{_name(known.key[0])} WHERE s.entity_id IS NULL"
    )


def _changes(entity: str, field: Field) -> str:
    """The changes of the field, each with its place in the history and the moment of the change after it."""
    names = ", ".join(_literal(name) for name in (field.name, *field.aliases))
    moment = "COALESCE(effective_at, changed_at)"
    return (
        f"SELECT entity_id, old_value, new_value, {moment} AS moment_at, id AS change_id, changed_at AS entered_at,"
        f" ROW_NUMBER() OVER history AS place, LEAD({moment}) OVER history AS next_at"
        f" FROM field_change WHERE entity = {_literal(entity)} AND field IN ({names})"
        f" AND entity_id IS NOT NULL AND {moment} IS NOT NULL"
        f" WINDOW history AS (PARTITION BY entity_id ORDER BY {moment}, id)"
    )


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _none(kind: str) -> str:
    return f"CAST(NULL AS {kind})"


def _text(column: str, field: Field) -> str:
    return f"NULLIF(TRIM({column}), '')"


def _enum(column: str, field: Field) -> str:
    spellings = {value.lower(): value for value in field.values}
    spellings |= {alias.lower(): value for alias, value in field.value_aliases.items()}
    arms = " ".join(f"WHEN {_literal(key)} THEN {_literal(value)}" for key, value in spellings.items())
    text = _text(column, field)
    return f"CASE LOWER(TRIM({column})) {arms} ELSE {text} END" if arms else text


def _list(column: str, field: Field) -> str:
    # blanks around items and empty items go first, so that splitting leaves the items alone
    tidy = f"TRIM(REGEXP_REPLACE(TRIM({column}), ' *;[ ;]*', ';', 'g'), ';')"
    return f"STRING_SPLIT(NULLIF({tidy}, ''), ';')"


def _boolean(column: str, field: Field) -> str:
    return f"CASE WHEN LOWER(TRIM({column})) IN ('true', '1', 'yes') THEN TRUE" + (
        f" WHEN LOWER(TRIM({column})) IN ('false', '0', 'no') THEN FALSE END"
    )


def _cast(kind: str) -> Callable[[str, Field], str]:
    return lambda column, field: f"TRY_CAST({_text(column, field)} AS {kind})"


_VALUES: dict[str, Callable[[str, Field], str]] = {
    "text": _text,
    "enum": _enum,
    "list<text>": _list,
    "boolean": _boolean,
    "integer": _cast("BIGINT"),
    "decimal": _cast("DECIMAL(24,8)"),
    "date": _cast("DATE"),
    "timestamp": _cast("TIMESTAMP"),
    "json": _text,
}
