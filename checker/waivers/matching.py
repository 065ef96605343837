"""Which violations each waiver speaks of: all waivers at once, joined by what narrows each of them most."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from checker.waivers.entry import UNASSIGNED, Waiver

Run = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]
"""Runs our own SQL on a connection that has the tables it reads, and gives the rows."""

COLUMNS: tuple[str, ...] = (
    *("case_id", "rule_id", "severity", "subject_type", "subject_id", "occurrence"),
    *("client_id", "unit_id", "responsible_id", "tier"),
)
"""What waivers look at of a case, beside `due_on`, its last permitted local day."""

# Selector to what it is compared with; a waiver is joined by the first of these that it has.
KEYS: dict[str, tuple[str, ...]] = {
    "promised": ("case_id",),
    "case": ("case_id",),
    "subject": ("subject_id", "subject_type || ':' || subject_id"),
    "client": ("client_id",),
    "responsible": ("responsible_id",),
    "unit": ("unit_id",),
    "occurrence": ("occurrence",),
    "rule": ("rule_id",),
    "tier": ("tier",),
}
_WAIVABLE = """
CREATE OR REPLACE TABLE waivable AS SELECT {columns}, CAST({due_on} AS DATE) AS due_on, c.outcome,
    CASE WHEN list_contains($1::VARCHAR[], c.case_id) THEN c.evidence END AS evidence
FROM {source} WHERE c.verdict = 'violated'
"""
_ENTRY = """
CREATE OR REPLACE TABLE waiver_entry AS SELECT UNNEST($1::VARCHAR[]) AS waiver, UNNEST($2::VARCHAR[]) AS joined_by,
    UNNEST($3::DATE[]) AS due_from, UNNEST($4::DATE[]) AS due_to
"""
_VALUE = """
CREATE OR REPLACE TABLE waiver_value AS SELECT DISTINCT * FROM (
    SELECT UNNEST($1::VARCHAR[]) AS waiver, UNNEST($2::VARCHAR[]) AS selector, UNNEST($3::VARCHAR[]) AS value)
"""
_MET = "(waiver, {compared}) IN (SELECT (waiver, value) FROM waiver_value WHERE selector = '{name}')"
_FREE = "waiver NOT IN (SELECT waiver FROM waiver_value WHERE selector = '{name}')"
_SPOKEN_OF = """
CREATE OR REPLACE TABLE spoken_of AS SELECT DISTINCT * FROM ({joined})
WHERE (due_from IS NULL OR due_on >= due_from) AND (due_to IS NULL OR due_on <= due_to) AND {all_met}
"""
_NOTHING = "CREATE OR REPLACE TABLE spoken_of AS SELECT *, '' AS waiver FROM waivable LIMIT 0"
_JOINED = """
SELECT c.*, e.waiver, e.due_from, e.due_to FROM (SELECT * EXCLUDE (evidence, outcome) FROM waivable) AS c
JOIN waiver_value AS v ON v.selector = '{name}' AND v.value = {compared}
JOIN waiver_entry AS e ON e.waiver = v.waiver AND e.joined_by = '{name}'
"""


def waivable_sql(source: str, due_on: str) -> str:
    """SQL that makes `waivable`, the violations that waivers are laid over, from cases `c`; `due_on`: the last
    permitted local day. The evidence is taken for the case ids in its only parameter."""
    return _WAIVABLE.format(columns=", ".join(f"c.{name}" for name in COLUMNS), due_on=due_on, source=source)


def promised(waivers: Iterable[Waiver]) -> list[str]:
    """The cases whose evidence waivers compare with what it was."""
    return sorted({case for waiver in waivers for case in waiver.fingerprints})


def match(run: Run, waivers: Sequence[Waiver], rules: Mapping[str, tuple[str, ...]]) -> None:
    """Make `spoken_of`: every violation of `waivable` with every `waiver` that speaks of it. `rules`: to former ids."""
    if not waivers:
        run(_NOTHING, [])
        return
    values = {waiver.id: _values(waiver, rules) for waiver in waivers}
    listed = [(name, selector, value) for name, given in values.items() for selector, value in given]
    first = [next(key for key in KEYS if key in {selector for selector, _ in values[one.id]}) for one in waivers]
    days = [[one.due_from for one in waivers], [one.due_to for one in waivers]]
    run(_ENTRY, [[one.id for one in waivers], first, *days])
    run(_VALUE, [[row[place] for row in listed] for place in range(3)])
    joined = [
        _JOINED.format(name=name, compared=compared)
        for name, columns in KEYS.items()
        for compared in columns
        if name in first
    ]
    used = {selector for _, selector, _ in listed}
    met = [_met(name, columns) for name, columns in KEYS.items() if name in used]
    run(_SPOKEN_OF.format(joined=" UNION ALL ".join(joined), all_met=" AND ".join(met)), [])


def _met(name: str, columns: Sequence[str]) -> str:
    either = " OR ".join(_MET.format(compared=compared, name=name) for compared in columns)
    return f"({_FREE.format(name=name)} OR {either})"


def _values(waiver: Waiver, rules: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Each selector with each of its values; one that fits nothing has the value '' of no case."""
    given: dict[str, Iterable[str]] = {name: getattr(waiver, name, None) or () for name in KEYS if name != "rule"}
    given["rule"] = [rule for rule, formerly in rules.items() if waiver.speaks_of(rule, formerly)] or [""]
    given["responsible"] = ["" if one == UNASSIGNED else one for one in waiver.responsible or ()]
    given["promised"] = list(waiver.fingerprints)
    return [(name, value) for name, values in given.items() for value in values]
