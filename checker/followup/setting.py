"""What decides about the life of violations in one audit."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from checker.rulebook.policy import Policy


@dataclass(frozen=True)
class Files:
    """The auditor's files about violations, as found or named; None where there is none.

    `waivers` and `disputes` are YAML, `baseline` CSV.
    """

    waivers: Path | None = None
    disputes: Path | None = None
    baseline: Path | None = None

    def named(self) -> dict[str, Path]:
        """Those that are there, by what they hold."""
        return {name: path for name, path in vars(self).items() if path is not None}


@dataclass(frozen=True)
class Setting:
    """The moment, the period, what was known before, and what the auditor says about violations.

    `as_of` is naive UTC, `period` the local days [start, end), `earlier` the folders of earlier audits, oldest
    knowledge first, `backlog` the day before which violations are no news in the first audit of a store.
    """

    as_of: datetime
    period: tuple[date, date]
    zone: str
    earlier: tuple[Path, ...]
    policy: Policy
    fail_on: str
    files: Files
    new_only: bool = False
    backlog: date | None = None
