"""To whom the documents of an audit go: every head of a unit, or every person who answers for something."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import duckdb

from checker.report.stored import opened

BY = ("unit", "responsible")
COLUMNS = {"unit": "unit_id", "responsible": "responsible_id"}
ENTITIES = {"unit": "org_unit", "responsible": "employee"}


@dataclass(frozen=True)
class Addressee:
    """Somebody to whom a document goes, with the keys of `by` that are theirs: a unit's hold all units below it.

    `key` is '' for what belongs to nobody. `head_id` and `head_name`: of a unit, None where that is not known."""

    by: str
    key: str
    name: str | None
    keys: frozenset[str]
    head_id: str | None = None
    head_name: str | None = None

    @property
    def column(self) -> str:
        """The column of cases and tallies that holds the keys."""
        return COLUMNS[self.by]

    @property
    def reader(self) -> str | None:
        """The id of the person who gets the document; None where nobody is known."""
        return (self.head_id if self.by == "unit" else self.key) or None


class Unit(NamedTuple):
    """One unit of the company; None where something is not known."""

    unit_id: str
    name: str | None
    parent_id: str | None
    head_id: str | None
    head_name: str | None


def addressees(folder: Path, by: str) -> tuple[Addressee, ...]:
    """In the order of their keys, nobody last; only those for whom the audit counted a case or concluded something."""
    column, entity = COLUMNS[by], ENTITIES[by]
    with opened(folder) as connection:
        keys = {str(row[0]) for row in connection.execute(_COUNTED.format(column=column)).fetchall()}
        told = connection.execute("SELECT DISTINCT addressee_id FROM escalations WHERE addressee_id <> ''").fetchall()
        names = dict(connection.execute("SELECT id, name FROM names WHERE entity = ?", [entity]).fetchall())
    if by == "unit":
        found = _units(keys, names, known_units(folder))
    else:
        people = {unit.head_id: unit.head_name for unit in known_units(folder).values() if unit.head_id} | names
        everybody = {*keys, *(str(one) for (one,) in told)} - {""}
        found = [Addressee(by, key, people.get(key), frozenset([key])) for key in sorted(everybody)]
    return (*found, Addressee(by, "", None, frozenset([""])))


def known_units(folder: Path) -> dict[str, Unit]:
    """The company's units by id; empty for audits that were stored before they held any."""
    path = folder / "units.parquet"
    if not path.is_file():
        return {}
    columns = ", ".join(Unit._fields)
    with duckdb.connect() as connection:
        rows = connection.execute(f"SELECT {columns} FROM read_parquet(?) ORDER BY ALL", [str(path)]).fetchall()
    return {row[0]: Unit._make(row) for row in rows}


def _units(keys: set[str], names: Mapping[str, str], known: Mapping[str, Unit]) -> list[Addressee]:
    below = _below({*keys, *known} - {""}, known)
    found = []
    for key in sorted(below):
        if not below[key] & keys:
            continue
        unit = known.get(key, Unit(key, None, None, None, None))
        name = unit.name or names.get(key)
        found.append(Addressee("unit", key, name, frozenset(below[key]), unit.head_id or None, unit.head_name))
    return found


def _below(keys: Iterable[str], known: Mapping[str, Unit]) -> dict[str, set[str]]:
    """Each unit with all units below it; a ring of units ends where it began."""
    found: dict[str, set[str]] = {key: set() for key in keys}
    for key in found:
        above: str | None = key
        passed: set[str] = set()
        while above and above not in passed:
            passed.add(above)
            if above in found:
                found[above].add(key)
            above = known[above].parent_id if above in known else None
    return found


_COUNTED = """
SELECT DISTINCT coalesce({column}, '') FROM (SELECT {column} FROM tallies UNION ALL SELECT {column} FROM cases)
"""
