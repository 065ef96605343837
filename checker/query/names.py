"""Names of people, clients, units and subjects beside cases, joined only where they are shown or sorted by."""

from collections.abc import Iterable
from typing import Any

from checker.query.columns import NAMES

FEW = "few_names"


def wanted(columns: Iterable[str]) -> tuple[str, ...]:
    """Whose names these columns show."""
    listed = set(columns)
    return tuple(who for who in NAMES if f"{who}_name" in listed)


def joins(columns: Iterable[str], names: str = "names") -> str:
    """The joins that these columns need: `names` by whom they name, and the rules for titles."""
    listed = tuple(columns)
    found = [
        f"LEFT JOIN {names} {who} ON {who}.entity = {NAMES[who]} AND {who}.id = c.{who}_id" for who in wanted(listed)
    ]
    return " ".join([*found, *(["LEFT JOIN rules r ON r.rule_id = c.rule_id"] if "title" in listed else [])])


def name_few(connection: Any, ids: Iterable[str | None]) -> str:
    """A table of the names of these ids alone, shaped as `names`; what it is called."""
    sought = sorted({one for one in ids if one})
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {FEW} AS SELECT entity, id, min(name) AS name FROM people "
        "WHERE id IN (SELECT unnest(?::VARCHAR[])) GROUP BY entity, id",
        [sought],
    )
    return FEW
