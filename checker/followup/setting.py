"""What decides about the life of violations in one audit."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from checker.baselines.entry import Entry
from checker.disputes.reading import Disputes
from checker.kinds.rule import Rule
from checker.rulebook.policy import Policy
from checker.waivers.reading import Waivers


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
    knowledge first, `backlog` the day before which violations are no news in the first audit of a store. `rules` are
    those asked for, `rule_names` what any loaded rule is or was called, `unread` the tables with refused rows.
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
    rules: tuple[Rule, ...] = ()
    rule_names: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    baseline: tuple[Entry, ...] = ()
    waivers: Waivers = field(default_factory=Waivers)
    disputes: Disputes = field(default_factory=Disputes)
    no_waivers: bool = False

    @property
    def day(self) -> date:
        """The local day of `as_of` in the company's zone."""
        return self.as_of.replace(tzinfo=UTC).astimezone(ZoneInfo(self.zone)).date()
