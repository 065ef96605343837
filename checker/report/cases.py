"""The cases of a stored audit, worst first, with the names of the people and clients they speak of."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from checker.report.stored import batches, opened


class Case(NamedTuple):
    """One row of cases.parquet; instants are naive UTC, `*_name` is None where no name is stored.

    From `change` on come the marks of violations: `rectify_by`, `waiver_until` and `dispute_due` are local days.
    `implied_by`: the id of the violation that this one follows from, '' for none; `implied_by_rule`: the rule of that.
    """

    case_id: str
    rule_id: str
    pack: str
    clauses: list[str]
    kind: str
    severity: str
    basis: str
    effect: str
    judged: str
    scope: str
    verdict: str
    outcome: str
    standing: str
    implied_by: str
    subject_type: str
    subject_id: str
    occurrence: str
    window_at: datetime | None
    client_id: str | None
    responsible_id: str | None
    unit_id: str | None
    tier: str | None
    zone: str
    opened_at: datetime | None
    due_at: datetime | None
    due_inclusive: bool | None
    done_at: datetime | None
    measured: float | None
    limit_value: float | None
    measure: str | None
    missing: list[str] | None
    reason: str | None
    source_file: str | None
    source_row: int | None
    evidence: str | None
    text_en: str | None
    text_ru: str | None
    text_zh: str | None
    change: str
    first_seen: datetime | None
    rectify_by: date | None
    rectification: str
    waiver: str
    waiver_reason: str
    waiver_approver: str
    waiver_until: date | None
    dispute: str
    dispute_due: date | None
    in_baseline: bool
    gates: bool
    subject_name: str | None
    client_name: str | None
    responsible_name: str | None
    unit_name: str | None
    implied_by_rule: str | None

    def text(self, lang: str) -> str:
        """What the case says to the person, in one language."""
        return {"en": self.text_en, "ru": self.text_ru, "zh": self.text_zh}[lang] or ""


BATCH = 5000
NAMES = (
    ("subject", "c.subject_type", "subject_id"),
    ("client", "'client'", "client_id"),
    ("responsible", "'employee'", "responsible_id"),
    ("unit", "'org_unit'", "unit_id"),
)
FOUND = ("implied_by_rule", *(f"{who}_name" for who, _, _ in NAMES))
STORED = ", ".join(f'c."{name}"' for name in Case._fields if name not in FOUND)
NAMED = ", ".join([*(f"{who}.name AS {who}_name" for who, _, _ in NAMES), "i.rule_id AS implied_by_rule"])
JOINS = " ".join(
    f"LEFT JOIN names {who} ON {who}.entity = {entity} AND {who}.id = c.{key}" for who, entity, key in NAMES
)
IMPLYING = "SELECT case_id, rule_id FROM cases WHERE case_id IN (SELECT implied_by FROM cases WHERE implied_by <> '')"
JOINS += f" LEFT JOIN ({IMPLYING}) i ON i.case_id = c.implied_by"
GRAVEST_KIND = (
    "list_position(['violated', 'undetermined', 'pending', 'met'], c.verdict), "
    "list_position(['violation', 'suspicion', 'advice'], c.effect)"
)
WORST_FIRST = (
    f"{GRAVEST_KIND}, list_position(['critical', 'high', 'medium', 'low'], c.severity), "
    "list_position(['period', 'carried'], c.scope), c.due_at NULLS LAST, c.rule_id, c.case_id"
)
# A waiver, an objection that was accepted or the baseline takes the violation out of what fails an audit.
EXCUSED = "(c.waiver <> '' OR c.dispute = 'upheld' OR c.in_baseline)"
# What somebody still has to look at; the rest is excused, was put right after an audit had told it, or is mere advice.
SETTLED = f"(NOT c.gates AND ({EXCUSED} OR c.change = 'resolved'))"
FAILING_FIRST = f"c.gates DESC, {GRAVEST_KIND}, {SETTLED}, {WORST_FIRST}"
SELECTIONS = {
    "all": "true",
    "not_met": "c.verdict <> 'met'",
    "violated": "c.verdict = 'violated'",
    "not_implied": "c.verdict = 'violated' AND c.implied_by = ''",
    "not_violated": "c.verdict <> 'violated'",
    "findings": "c.verdict IN ('violated', 'undetermined')",
    "failing": "c.gates",
    "worrying": f"c.verdict = 'violated' AND c.effect <> 'advice' AND NOT c.gates AND NOT {SETTLED}",
    "alerts": f"c.verdict IN ('violated', 'undetermined') AND c.effect <> 'advice' AND NOT {SETTLED}",
    "settled": f"c.verdict = 'violated' AND c.effect <> 'advice' AND {SETTLED}",
}


def case_batches(folder: Path, which: str = "all", limit: int | None = None) -> Iterator[list[Case]]:
    """Cases in lists, worst first: `all` stored ones, or those of one of SELECTIONS; in memory that is bounded."""
    from checker.report.spool import in_order  # which reads by the words of this module

    cases = in_order(folder, which, limit, WORST_FIRST)
    while batch := list(islice(cases, BATCH)):
        yield batch


def how_many(folder: Path, which: str) -> int:
    """The number of cases of a selection."""
    with opened(folder) as connection:
        found = connection.execute(f"SELECT count(*) FROM cases c WHERE {SELECTIONS[which]}").fetchone()
    return int(found[0]) if found else 0


def worst_of_rules(folder: Path, which: str, most: int) -> dict[str, list[Case]]:
    """The worst cases of each rule in a selection, at most so many of one rule."""
    place = f"row_number() OVER (PARTITION BY c.rule_id ORDER BY {WORST_FIRST})"
    chosen = f"SELECT c.case_id FROM cases c WHERE {SELECTIONS[which]} QUALIFY {place} <= {most:d}"
    sql = f"SELECT {STORED}, {NAMED} FROM cases c {JOINS} WHERE c.case_id IN ({chosen}) ORDER BY {WORST_FIRST}"
    found: dict[str, list[Case]] = {}
    with opened(folder) as connection:
        for batch in batches(connection, sql, Case):
            for case in batch:
                found.setdefault(case.rule_id, []).append(case)
    return found


def read_case(folder: Path, case_id: str) -> Case | None:
    """One case by its whole id."""
    with opened(folder) as connection:
        found = connection.execute(
            f"SELECT {STORED}, {NAMED} FROM cases c {JOINS} WHERE c.case_id = ?", [case_id]
        ).fetchone()
    return None if found is None else Case._make(found)
