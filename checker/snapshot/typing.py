"""Text to canonical types in SQL: one expression for the value, one for what is wrong where there is none."""

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from checker.schema.model import Field
from checker.snapshot import sql_text

_YEAR = r"(19\d\d|2[01]\d\d|2200)"
_DAY = r"-\d\d-\d\d"
_TIME = r"[ T]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6}0*)?)?"
_OFFSET = r" ?(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)"
DATE = f"{_YEAR}{_DAY}"
LOCAL = f"{_YEAR}{_DAY}({_TIME})?"
ZONED = f"{_YEAR}{_DAY}{_TIME}{_OFFSET}"
MIDNIGHT = f"{DATE}([ T]00:00(:00([.]0+)?)?)?"
INTEGER = r"[+-]?0*\d{1,18}(\.0+)?"
DECIMAL = r"[+-]?0*\d{1,16}(\.\d{1,8}0*)?"
_WHITE = r"\s\pZ\x0b\x1c-\x1f\x{85}"
TRUE, FALSE = ("true", "1", "yes"), ("false", "0", "no")


@dataclass(frozen=True)
class Column:
    """A delivered column: canonical name (or column.key), canonical type, and the field unless it is a key."""

    name: str
    type: str
    field: Field | None = dataclass_field(default=None, compare=False)

    @property
    def can_fail(self) -> bool:
        """Whether a filled cell can be refused."""
        is_open = self.field is not None and self.type == "enum" and self.field.open
        return self.type not in ("text", "list<text>") and not is_open


def value_sql(column: Column, cell: str) -> str:
    """SQL for the typed value of a stripped text `cell`; NULL where it is not of the type. Timestamps stay local."""
    if column.type == "enum" and column.field is not None:
        return _enum(column.field, cell)
    return _VALUES[column.type](cell)


def fault_sql(column: Column, cell: str) -> str:
    """SQL for the reason code of a filled `cell` without a value."""
    if column.type in ("date", "timestamp"):
        is_shaped = f"regexp_full_match({cell}, {sql_text.text(r'[0-9]{4}-[0-9]{2}-[0-9]{2}.*')})"
        return f"CASE WHEN {is_shaped} THEN 'impossible_{column.type}' ELSE 'not_{column.type}' END"
    return sql_text.text("unknown_value" if column.type == "enum" else f"not_{column.type}")


def zoned_sql(cell: str) -> str:
    """SQL: the timestamp text carries its own offset."""
    return _matches(cell, ZONED)


def bare_sql(cell: str) -> str:
    """SQL: the timestamp text is a date alone."""
    return f"length({cell}) = 10"


def _matches(cell: str, pattern: str) -> str:
    return f"regexp_full_match({cell}, {sql_text.text(pattern)})"


def _timestamp(cell: str) -> str:
    wall = f"regexp_extract({cell}, {sql_text.text(f'^(.*?){_OFFSET}$')}, 1)"
    hours = f"CAST(regexp_extract({cell}, '[+-]([0-9]{{2}}):?[0-9]*$', 1) AS BIGINT)"
    minutes = f"COALESCE(TRY_CAST(regexp_extract({cell}, '[0-9] ?[+-][0-9]{{2}}:?([0-9]{{2}})$', 1) AS BIGINT), 0)"
    sign = f"CASE WHEN contains({cell}, '+') THEN 1 ELSE -1 END"
    offset = f"CASE WHEN right({cell}, 1) = 'Z' THEN 0 ELSE {sign} * (60 * {hours} + {minutes}) END"
    return (
        f"CASE WHEN {_matches(cell, LOCAL)} THEN TRY_CAST({cell} AS TIMESTAMP)"
        f" WHEN {_matches(cell, ZONED)} THEN TRY_CAST({wall} AS TIMESTAMP) - to_minutes({offset}) END"
    )


def _date(cell: str) -> str:
    return f"CASE WHEN {_matches(cell, MIDNIGHT)} THEN TRY_CAST(left({cell}, 10) AS DATE) END"


def _integer(cell: str) -> str:
    return f"CASE WHEN {_matches(cell, INTEGER)} THEN TRY_CAST({cell} AS BIGINT) END"


def _decimal(cell: str) -> str:
    return f"CASE WHEN {_matches(cell, DECIMAL)} THEN TRY_CAST({cell} AS DECIMAL(24,8)) END"


def _boolean(cell: str) -> str:
    return f"CASE WHEN lower({cell}) IN {TRUE} THEN TRUE WHEN lower({cell}) IN {FALSE} THEN FALSE END"


def _list(cell: str) -> str:
    edges = sql_text.text(f"^[{_WHITE};]+|[{_WHITE};]+$")
    between = sql_text.text(f"[{_WHITE}]*;[{_WHITE};]*")
    inner = f"nullif(regexp_replace({cell}, {edges}, '', 'g'), '')"
    parts = f"regexp_split_to_array({inner}, {between})"
    return f"CASE WHEN contains({cell}, ';') THEN {parts} WHEN {cell} IS NOT NULL THEN [{cell}] END"


def _json(cell: str) -> str:
    # nested, because json_type raises an error where the text is no JSON
    of_object = f"CASE WHEN json_type({cell}) = 'OBJECT' THEN CAST(json({cell}) AS VARCHAR) END"
    return f"CASE WHEN json_valid({cell}) THEN {of_object} END"


def _enum(field: Field, cell: str) -> str:
    spellings = {value.lower(): value for value in field.values}
    spellings |= {alias.lower(): value for alias, value in field.value_aliases.items()}
    arms = " ".join(f"WHEN {sql_text.text(key)} THEN {sql_text.text(value)}" for key, value in spellings.items())
    return f"CASE lower({cell}) {arms} ELSE {_unplaced(cell) if field.open else 'NULL'} END"


def _unplaced(cell: str) -> str:
    return f"CASE WHEN NOT {placeholder_sql(cell)} THEN {cell} END"


def placeholder_sql(cell: str) -> str:
    """SQL: the text is one of the header's placeholders."""
    return f"list_contains(getvariable('placeholders'), lower({cell}))"


_VALUES: dict[str, Callable[[str], str]] = {
    "text": lambda cell: cell,
    "timestamp": _timestamp,
    "date": _date,
    "integer": _integer,
    "decimal": _decimal,
    "boolean": _boolean,
    "list<text>": _list,
    "json": _json,
    "enum": lambda cell: cell,
}
