"""What became of violations between two stored audits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from checker.query.columns import NAMES
from checker.query.diff_classes import PAIRS
from checker.query.diff_sides import Side, opened
from checker.words.words import Words

CHANGES = ("new", "reopened", "revised", "not_judged", "resolved", "persisting")
EFFECTS = ("violation", "suspicion", "advice")
COLUMNS = (
    *("change", "severity", "effect", "rule_id", "clauses", "subject_type", "subject_id", "subject_name", "occurrence"),
    *("client_id", "client_name", "responsible_id", "responsible_name", "unit_id", "unit_name", "due_at"),
    *("verdict_before", "standing_before", "verdict", "standing", "why", "detail", "first_seen", "text", "case_id"),
)
# Only violations fail anything; a verdict that was revised to a violation is news as much as a new one.
NEWS = "change IN ('new', 'reopened') OR (change = 'revised' AND verdict = 'violated')"
COUNTED = "SELECT change, effect, COUNT(*) FROM pair GROUP BY ALL"
BY_RULE = """
SELECT p.rule_id, any_value(COALESCE(b.title_{lang}, a.title_{lang}, '')), {counts}
FROM pair AS p LEFT JOIN rules_a AS a ON a.rule_id = p.rule_id LEFT JOIN rules_b AS b ON b.rule_id = p.rule_id
GROUP BY p.rule_id ORDER BY {order}, p.rule_id
"""
BY_UNIT = """
SELECT p.unit_id, COALESCE(any_value(n.name), ''), {counts}
FROM pair AS p LEFT JOIN names AS n ON n.entity = 'org_unit' AND n.id = p.unit_id
WHERE p.effect = 'violation' GROUP BY p.unit_id ORDER BY {order}, p.unit_id
"""
WORST_FIRST = """
list_position({changes}, change), list_position({effects}, effect),
list_position(['critical', 'high', 'medium', 'low'], severity), due_at NULLS LAST, rule_id, case_id
"""
LISTED = """
SELECT {columns} FROM (
    SELECT *, ROW_NUMBER() OVER (ORDER BY {order}) AS place FROM (
        SELECT *, ROW_NUMBER() OVER (PARTITION BY change ORDER BY {order}) AS turn FROM pair) {cut}) AS p
LEFT JOIN b ON b.case_id = p.case_id AND b.rule_id = p.rule_id
LEFT JOIN a ON a.case_id = p.case_id AND a.rule_id = p.rule_id
{names} ORDER BY p.place
"""


@dataclass(frozen=True)
class Counts:
    """How many violations of one rule or unit became what, in the order of CHANGES; `name` as people call it."""

    key: str
    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Diff:
    """Two audits compared. `counts`: change and effect to how many; `rows` under COLUMNS, of `total` that there are.

    `by_rule` counts cases of every effect, `by_unit` violations alone. `news`: violations that `--exit-code` minds.
    """

    before: Side
    after: Side
    counts: dict[tuple[str, str], int]
    by_rule: tuple[Counts, ...]
    by_unit: tuple[Counts, ...]
    rows: list[tuple[Any, ...]]
    total: int
    news: int

    def count(self, change: str, effects: Sequence[str] = EFFECTS) -> int:
        """How many cases of these effects became that."""
        return sum(self.counts.get((change, effect), 0) for effect in effects)

    def listed(self, change: str) -> list[dict[str, Any]]:
        """The rows of one change."""
        return [dict(zip(COLUMNS, row, strict=True)) for row in self.rows if row[0] == change]


def diff(before: Side, after: Side, words: Words, top: int = 0) -> Diff:
    """Compare two audits; `top` lists at most so many cases of each change, 0 all. Raises UsageError as `opened`."""
    with opened(before, after) as connection:
        known = {"ordered": before.precedes(after), "follows": before.audit_id in (after.manifest.get("earlier") or [])}
        connection.execute(PAIRS, {**known, "before": before.as_of, "after": after.as_of})
        counts = {(change, effect): n for change, effect, n in connection.execute(COUNTED).fetchall()}
        (news,) = connection.execute(f"SELECT COUNT(*) FROM pair WHERE effect = 'violation' AND ({NEWS})").fetchall()[0]
        each = ", ".join(f"COUNT(*) FILTER (p.change = '{change}') AS n_{change}" for change in CHANGES)
        order = ", ".join(f"n_{change} DESC" for change in CHANGES)
        by_rule = connection.execute(BY_RULE.format(counts=each, order=order, lang=words.lang)).fetchall()
        by_unit = connection.execute(BY_UNIT.format(counts=each, order=order)).fetchall()
        rows = connection.execute(_listed(words.lang, top)).fetchall()
    return Diff(before, after, counts, _counted(by_rule), _counted(by_unit), rows, sum(counts.values()), news)


def _counted(rows: list[tuple[Any, ...]]) -> tuple[Counts, ...]:
    return tuple(Counts(key, name, tuple(counts)) for key, name, *counts in rows)


def _listed(lang: str, top: int) -> str:
    """The rows that are listed, worst first; what is told at length is read for them alone."""
    order = WORST_FIRST.format(changes=list(CHANGES), effects=list(EFFECTS))
    names = [f"{who}_name" for who in NAMES]
    own = {name: f"{name.removesuffix('_name')}.name" for name in names}
    own |= {"text": f"COALESCE(b.text_{lang}, a.text_{lang})"}
    own |= {name: f"COALESCE(b.{name}, a.{name})" for name in ("clauses", "subject_type", "subject_id", "occurrence")}
    own |= {"client_id": "COALESCE(b.client_id, a.client_id)"}
    own |= {name: f"timezone(COALESCE(b.zone, a.zone), timezone('UTC', p.{name}))" for name in ("due_at", "first_seen")}
    columns = ", ".join(f"{own.get(name, f'p.{name}')} AS {name}" for name in COLUMNS)
    keys = {"subject": "subject_id", "client": "client_id", "responsible": "responsible_id", "unit": "unit_id"}
    joins = []
    for who, entity in NAMES.items():
        kind = "COALESCE(b.subject_type, a.subject_type)" if who == "subject" else entity
        key = f"p.{keys[who]}" if who in ("responsible", "unit") else f"COALESCE(b.{keys[who]}, a.{keys[who]})"
        joins.append(f"LEFT JOIN names AS {who} ON {who}.entity = {kind} AND {who}.id = {key}")
    cut = f"WHERE turn <= {top:d}" if top else ""
    return LISTED.format(columns=columns, order=order, cut=cut, names=" ".join(joins))
