"""Violations and the compliance rate from period to period, from the counts of stored audits."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from checker.query.audits import opened, parquet, telling_damage
from checker.query.facts import oldest_first
from checker.query.filters import conditions
from checker.query.periods import Period, of_one_company, periods
from checker.query.question import Question
from checker.query.unknown import Unknown, check_values, unknown_values
from checker.report.figures import Rate

# What figures may be told apart by: the column that holds it, SQL of the key, and whose names it has.
BY = {
    "rule": ("rule_id", "c.rule_id", ""),
    "unit": ("unit_id", "coalesce(c.unit_id, '')", "org_unit"),
    "responsible": ("responsible_id", "coalesce(c.responsible_id, '')", "employee"),
    "tier": ("tier", "coalesce(c.tier, '')", ""),
    "severity": ("severity", "c.severity", ""),
    "pack": ("pack", "c.pack", ""),
    "kind": ("kind", "c.kind", ""),
    "clause": ("clause_id", "unnest(c.clauses)", ""),
}
SUMS = ("met", "violated", "pending", "undetermined", "open", "waived")
TALLIED = ("met", "violated", "pending", "undetermined")
OF_CASES = ("responsible_id", "unit_id", "tier")
_AUDIT = "a.audit = parse_filename(parse_dirpath({file}))"
# In each period a rule speaks through the audit that knew most of those that were asked for it.
_SPEAKING = f"""
CREATE TEMP TABLE speaking AS
SELECT a.number, a.place, r.* FROM all_rules r JOIN asked_audit a ON {_AUDIT.format(file="r.filename")}
QUALIFY a.place = max(a.place) OVER (PARTITION BY a.number, r.rule_id)
"""
_FIGURES = f"""
CREATE TEMP TABLE figure AS
SELECT {{groups}}, {", ".join(f"sum(n) FILTER (verdict = '{name}') AS {name}" for name in TALLIED)},
    0 AS open, 0 AS waived
FROM (SELECT t.*, a.place FROM tallies t JOIN asked_audit a ON {_AUDIT.format(file="t.filename")}) t
WHERE t.scope = 'period' GROUP BY {{groups}}
UNION ALL
SELECT {{groups}}, 0, 0, 0, 0, count(*) FILTER (standing = 'open'),
    count(*) FILTER (scope = 'period' AND (waiver <> '' OR dispute = 'upheld'))
FROM cases t WHERE verdict = 'violated' GROUP BY {{groups}}
"""
_SUMMED = f"""
SELECT c.number, {{key}} AS key, any_value(c.title) AS title,
    {", ".join(f"coalesce(sum(c.{name}), 0)::BIGINT AS {name}" for name in SUMS)}
FROM (
    SELECT s.number, s.rule_id, s.clauses, s.pack, s.kind, s.severity, s.basis, s.title_{{lang}} AS title, f.*
        EXCLUDE (place, rule_id)
    FROM speaking s {{join}} JOIN figure f ON f.place = s.place AND f.rule_id = s.rule_id
    WHERE s.effect = 'violation' AND s.kind <> 'indicator'
) c WHERE {{where}} GROUP BY 1, 2
"""


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
        check_values(connection, asked.cases)
        found = _prepare(connection, found, read)
        rows = _figures(connection, asked)
        unknown = () if rows else unknown_values(connection, asked.cases)
    return Trend(found, _series(rows, len(found)), dict(left_out), audits[-1].zone, unknown)


def _prepare(connection: Any, found: Sequence[Period], read: Sequence[Path]) -> tuple[Period, ...]:
    """Make `speaking` and `tallies`; the periods with the audits that count in them."""
    connection.execute("CREATE TEMP TABLE asked_audit (audit VARCHAR, place BIGINT, number BIGINT)")
    for number, period in enumerate(found):
        for audit in period.audits:
            connection.execute(
                "INSERT INTO asked_audit VALUES (?, ?, ?)", [audit.audit, read.index(audit.folder), number]
            )
    source = parquet([folder / "tallies.parquet" for folder in read])
    connection.execute(f"CREATE TEMP VIEW tallies AS SELECT *, filename FROM {source}")
    connection.execute(_SPEAKING)
    spoke = {place for (place,) in connection.execute("SELECT DISTINCT place FROM speaking").fetchall()}
    return tuple(
        replace(period, counted=tuple(audit for audit in period.audits if read.index(audit.folder) in spoke))
        for period in found
    )


def _figures(connection: Any, asked: TrendQuestion) -> list[tuple[Any, ...]]:
    """Number of the period, key, name, and SUMS."""
    column, key, entity = BY[asked.by] if asked.by else ("", "''", "")
    used = {column, *(f"{name}_id" for name in asked.cases.filters), *asked.cases.filters}
    groups = ", ".join(["t.place", "t.rule_id", *(f"t.{name}" for name in OF_CASES if name in used)])
    connection.execute(_FIGURES.format(groups=groups))
    where, bound = conditions(connection, asked.cases)
    join = "" if column in OF_CASES else "LEFT"
    summed = _SUMMED.format(key=key, where=where, join=join, lang=asked.cases.lang)
    name = "n.name" if entity else "g.title" if asked.by == "rule" else "NULL"
    named = f"LEFT JOIN names n ON n.entity = '{entity}' AND n.id = g.key" if entity else ""
    sums = ", ".join(f"g.{one}" for one in SUMS)
    sql = f"SELECT g.number, g.key, {name}, {sums} FROM ({summed}) g {named} ORDER BY g.number, g.key"
    rows: list[tuple[Any, ...]] = connection.execute(sql, bound).fetchall()
    return rows


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
