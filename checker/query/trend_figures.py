"""The figures of a trend in SQL: tallies say what was judged, and what of it is open or excused."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from checker.query.audits import listed, parquet
from checker.query.filters import Clause, conditions
from checker.query.periods import Period
from checker.query.question import Question
from checker.tables import TALLIED_MARKS

# What figures may be told apart by: the column that holds it, SQL of the key, and whose names it has.
BY = {
    "rule": ("rule_id", "c.newest", ""),
    "unit": ("unit_id", "coalesce(c.unit_id, '')", "org_unit"),
    "responsible": ("responsible_id", "coalesce(c.responsible_id, '')", "employee"),
    "tier": ("tier", "coalesce(c.tier, '')", ""),
    "severity": ("severity", "c.severity", ""),
    "pack": ("pack", "c.pack", ""),
    "kind": ("kind", "c.kind", ""),
    "clause": ("clause_id", "unnest(c.clauses)", ""),
}
SUMS = ("met", "violated", "pending", "undetermined", "open", "waived")
OF_CASES = ("responsible", "unit", "tier")
"""Keys and filters that a rule alone does not answer."""

_AUDIT = "a.audit = parse_filename(parse_dirpath({file}))"
# In each period a rule speaks through the audit that knew most of those that were asked for it.
_SPEAKING = f"""
CREATE TEMP TABLE speaking AS
SELECT a.number, a.place, coalesce(n.newest, r.rule_id) AS newest, r.*
FROM all_rules r JOIN asked_audit a ON {_AUDIT.format(file="r.filename")}
LEFT JOIN newest_name n ON n.former = r.rule_id
QUALIFY a.place = max(a.place) OVER (PARTITION BY a.number, coalesce(n.newest, r.rule_id))
"""
_JUDGED = "CREATE TEMP TABLE judged AS FROM speaking WHERE effect = 'violation' AND kind <> 'indicator'"
_TALLIES = f"""
CREATE TEMP VIEW placed_tallies AS
SELECT t.*, a.place FROM {{source}} t JOIN asked_audit a ON {_AUDIT.format(file="t.filename")}
"""
_KNOWN = ("met", "violated", "pending", "undetermined")
_TALLIED = ", ".join(f"sum(n) FILTER (c.scope = 'period' AND c.verdict = '{name}')" for name in _KNOWN)
OPEN = "c.standing = 'open'"
EXCUSED = "c.scope = 'period' AND (c.waiver <> '' OR c.dispute = 'upheld')"
# Where it is counted, what is counted, and of which rows.
_OF_TALLIES = ("placed_tallies", f"{_TALLIED}, sum(c.open), sum(c.excused)", "(c.scope = 'period' OR c.open > 0)")
_OF_CASES = (
    "cases",
    f"0, 0, 0, 0, count(*) FILTER ({OPEN}), count(*) FILTER ({EXCUSED})",
    f"c.verdict = 'violated' AND ({OPEN} OR {EXCUSED}) AND c.place IN (FROM untold)",
)
_OF_RULES = ", ".join(f"s.{name}" for name in ("clauses", "pack", "kind", "severity", "basis"))
_SUMMED = ", ".join(f"coalesce(sum(c.{name}), 0)::BIGINT AS {name}" for name in SUMS)


def prepare(
    connection: Any, found: Sequence[Period], read: Sequence[Path], newest: Mapping[str, str]
) -> tuple[Period, ...]:
    """Make ready what figures are counted from; the periods with the audits that count in them.

    `newest`: former ids of rules to those of today, under which they are counted."""
    connection.execute("CREATE TEMP TABLE newest_name (former VARCHAR, newest VARCHAR)")
    for former, rule_id in newest.items():
        connection.execute("INSERT INTO newest_name VALUES (?, ?)", [former, rule_id])
    connection.execute("CREATE TEMP TABLE asked_audit (audit VARCHAR, place BIGINT, number BIGINT)")
    for number, period in enumerate(found):
        for audit in period.audits:
            connection.execute(
                "INSERT INTO asked_audit VALUES (?, ?, ?)", [audit.audit, read.index(audit.folder), number]
            )
    _place_tallies(connection, [folder / "tallies.parquet" for folder in read])
    connection.execute(_SPEAKING)
    connection.execute(_JUDGED)
    spoke = {place for (place,) in connection.execute("SELECT DISTINCT place FROM speaking").fetchall()}
    return tuple(
        replace(period, counted=tuple(audit for audit in period.audits if read.index(audit.folder) in spoke))
        for period in found
    )


def _place_tallies(connection: Any, files: Sequence[Path]) -> None:
    """The tallies with the number of their audit. `untold`: audits of earlier versions, whose tallies do not say what
    is open and excused."""
    source = parquet(files)
    there = {str(row[0]) for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}
    lacking = "".join(f", CAST(NULL AS {kind}) AS {name}" for name, kind in TALLIED_MARKS.items() if name not in there)
    connection.execute(_TALLIES.format(source=f"(SELECT *{lacking}, filename FROM {source})"))
    told = f"SELECT file_name FROM parquet_schema({listed(files)}) WHERE name = 'open'"
    connection.execute(
        f"CREATE TEMP TABLE untold AS SELECT place FROM asked_audit WHERE audit NOT IN "
        f"(SELECT parse_filename(parse_dirpath(file_name)) FROM ({told}))"
    )


def figures(connection: Any, by: str | None, cases: Question) -> list[tuple[Any, ...]]:
    """Number of the period, key ('' without one), name, and SUMS."""
    column, key, entity = BY[by] if by else ("", "''", "")
    summed, bound = _summed(connection, key, column if by in OF_CASES else "", cases)
    name = "n.name" if entity else "g.title" if by == "rule" else "NULL"
    named = f"LEFT JOIN names n ON n.entity = '{entity}' AND n.id = g.key" if entity else ""
    sums = ", ".join(f"g.{one}" for one in SUMS)
    sql = f"SELECT g.number, g.key, {name}, {sums} FROM ({summed}) g {named} ORDER BY g.number, g.key"
    rows: list[tuple[Any, ...]] = connection.execute(sql, bound).fetchall()
    return rows


def _summed(connection: Any, key: str, column: str, cases: Question) -> Clause:
    """What rules' figures come to under the key, counted by rule first, and by a `column` of the cases.

    Without such a column or filter, a rule that found nothing counts nothing, and is there."""
    of_cases = {name: values for name, values in cases.filters.items() if name in OF_CASES}
    of_rules = {name: values for name, values in cases.filters.items() if name not in OF_CASES}
    which_cases, bound = conditions(connection, replace(cases, filters=of_cases))
    which_rules, more = conditions(connection, replace(cases, filters=of_rules))
    keys = ["place", "rule_id", *([column] if column else ())]
    counted = ", ".join(f"c.{name}" for name in keys)
    sources = (_OF_TALLIES, _OF_CASES) if _is_untold(connection) else (_OF_TALLIES,)
    parts = [
        f"SELECT {counted}, {counts} FROM {source} c WHERE {which} AND ({which_cases}) GROUP BY ALL"
        for source, counts, which in sources
    ]
    figure = f"({' UNION ALL '.join(parts)}) f({', '.join([*keys, *SUMS])})"
    rows = f"""
        (SELECT s.number, s.rule_id, s.newest, {_OF_RULES}, s.title_{cases.lang} AS title, f.* EXCLUDE (place, rule_id)
        FROM judged s {"" if of_cases or column else "LEFT"} JOIN {figure}
        ON f.place = s.place AND f.rule_id = s.rule_id)
    """
    summed = f"SELECT c.number, {key} AS key, any_value(c.title) AS title, {_SUMMED} FROM {rows} c"
    return f"{summed} WHERE {which_rules} GROUP BY 1, 2", [*bound * len(parts), *more]


def _is_untold(connection: Any) -> bool:
    """Whether cases must be read as well."""
    return connection.execute("SELECT 1 FROM untold LIMIT 1").fetchone() is not None
