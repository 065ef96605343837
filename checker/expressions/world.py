"""What expressions are expanded against: the moment, the zone, what was delivered, the parameters in force."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any


@dataclass(frozen=True)
class DatedValue:
    """A parameter's value over [since, until], both days inclusive, either open."""

    value: Any
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Offset:
    """An offset from UTC in force over [since, until) of naive UTC instants; None is open."""

    since: datetime | None
    until: datetime | None
    seconds: int


@dataclass(frozen=True)
class World:
    """The known world at `as_of` (naive UTC).

    `exported` maps delivered tables to their delivered columns; `units` are those of the parameters; `unfilled` are the
    delivered columns, as `table.column`, that no row carries a value in, of tables that have rows. `home` are instants
    between which every case of the audited period falls due, in whichever zone (None: nobody asks for a period);
    `carries`: cases of earlier audits are looked at again.
    """

    as_of: datetime
    zone: str
    offsets: tuple[Offset, ...]
    exported: Mapping[str, frozenset[str]]
    parameters: Mapping[str, tuple[DatedValue, ...]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    placeholders: tuple[str, ...] = ("-", "n/a", "none", "test")
    role_map: Mapping[str, str] = field(default_factory=dict)
    department_map: Mapping[str, str] = field(default_factory=dict)
    unfilled: frozenset[str] = frozenset()
    home: tuple[datetime, datetime] | None = None
    carries: bool = False

    def delivered(self, name: str) -> bool:
        """Whether a table, a column as `table.column`, or a key of a JSON column as `table.column.key` was delivered.

        A JSON column that came whole, not key by key, holds every key.
        """
        table, _, column = name.partition(".")
        columns = self.exported.get(table)
        if columns is None or not column or column in columns:
            return columns is not None
        whole, _, key = column.partition(".")
        return bool(key) and whole in columns and not any(other.startswith(f"{whole}.") for other in columns)

    @property
    def as_of_day(self) -> date:
        """The company's local day of `as_of`."""
        for offset in self.offsets:
            begun = offset.since is None or offset.since <= self.as_of
            if begun and (offset.until is None or self.as_of < offset.until):
                return (self.as_of + timedelta(seconds=offset.seconds)).date()
        return self.as_of.date()
