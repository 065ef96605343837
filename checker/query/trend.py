"""Violations and the compliance rate from period to period, from the counts of stored audits."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from checker.query.audits import opened, telling_damage
from checker.query.facts import oldest_first
from checker.query.periods import Period, of_one_company, periods
from checker.query.question import Question
from checker.query.renamed import newest_names, under_all_names
from checker.query.trend_figures import figures, prepare
from checker.query.unknown import Unknown, check_values, unknown_values
from checker.report.figures import Rate


@dataclass(frozen=True)
class Figures:
    """Cases at home in the period, and the `open` violations of all; those `waived` are among the violated."""

    met: int = 0
    violated: int = 0
    pending: int = 0
    undetermined: int = 0
    open: int = 0
    waived: int = 0

    @property
    def rate(self) -> Rate:
        """Met among met and violated."""
        return Rate(self.met, self.violated)

    @property
    def rate_after_waivers(self) -> Rate:
        """The same without what a waiver, or an objection that was accepted, excuses."""
        return Rate(self.met, self.violated - self.waived)


@dataclass(frozen=True)
class Series:
    """The figures of one key ('' without one) in every period of the trend; None where its rules were not asked for."""

    key: str
    name: str | None
    figures: tuple[Figures | None, ...]


@dataclass(frozen=True)
class TrendQuestion:
    """`by` one of BY or None; `cases`: filters over rules, responsible, unit and tier, and the language of titles.

    `length` and `last` as for `periods`."""

    by: str | None = None
    cases: Question = field(default_factory=Question)
    company: str | None = None
    length: str | None = None
    last: int = 0


@dataclass(frozen=True)
class Trend:
    """The periods in their order, the series (most violations in the last period first), and what was left out."""

    periods: tuple[Period, ...]
    series: tuple[Series, ...]
    left_out: dict[str, int]
    zone: str
    unknown: tuple[Unknown, ...] = ()


def trend(folders: Sequence[Path], asked: TrendQuestion) -> Trend:
    """The trend over stored audits. Raises UsageError: unknown values, or audits of several companies."""
    audits = of_one_company(oldest_first(folders), asked.company)
    found, left_out = periods(audits, asked.length, asked.last)
    read = [audit.folder for period in found for audit in period.audits]
    if not read:
        return Trend((), (), dict(left_out), audits[-1].zone)
    with opened(read) as connection, telling_damage(read):
        newest = newest_names(audits)
        asked = replace(asked, cases=under_all_names(connection, asked.cases, newest))
        check_values(connection, asked.cases)
        found = prepare(connection, found, read, newest)
        rows = figures(connection, asked.by, asked.cases)
        unknown = () if rows else unknown_values(connection, asked.cases)
    return Trend(found, _series(rows, len(found)), dict(left_out), audits[-1].zone, unknown)


def _series(rows: Sequence[tuple[Any, ...]], many: int) -> tuple[Series, ...]:
    figures: dict[str, list[Figures | None]] = {}
    names: dict[str, str | None] = {}
    for number, key, name, *sums in rows:
        figures.setdefault(key, [None] * many)[number] = Figures(*sums)
        names[key] = name or names.get(key)
    found = [Series(key, names[key], tuple(told)) for key, told in figures.items()]
    return tuple(sorted(found, key=_worst_first))


def _worst_first(series: Series) -> tuple[int, int, str]:
    last = series.figures[-1]
    return -(last.violated if last else 0), -sum(one.violated for one in series.figures if one), series.key
