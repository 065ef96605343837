"""What a stored audit says about violations that a baseline may hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

import duckdb

from checker.baselines.compared import Judged
from checker.baselines.entry import Entry
from checker.errors import Problem, UsageError, nearest

# What is waived, or disputed with success, has an end of its own and must show again when that has come.
VIOLATIONS = """
SELECT case_id, rule_id, subject_type || ':' || subject_id AS subject, occurrence, severity FROM cases
WHERE verdict = 'violated' AND effect = 'violation' AND standing <> 'void' AND waiver = '' AND dispute <> 'upheld'
ORDER BY rule_id, subject, occurrence, case_id
"""
EXCUSED = """
SELECT case_id, rule_id, subject_type || ':' || subject_id, occurrence, severity FROM cases
WHERE verdict = 'violated' AND effect = 'violation' AND (standing = 'void' OR waiver <> '' OR dispute = 'upheld')
ORDER BY case_id
"""
STATES = "SELECT rule_id FROM rules WHERE judged = 'state' AND status = 'ran'"


class Violation(NamedTuple):
    """A violation of a stored audit that nothing excuses; `subject` is `type:id`."""

    case_id: str
    rule_id: str
    subject: str
    occurrence: str
    severity: str

    def accepted(self, day: date, reason: str) -> Entry:
        """Its entry in a baseline."""
        return Entry(self.case_id, self.rule_id, self.subject, self.occurrence, day, reason)


@dataclass(frozen=True)
class Wanted:
    """Which violations are meant; of each filter one value must fit. `rules` with * and ?, `cases` ids or beginnings,
    `subjects` as `type:id` or the id alone."""

    rules: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()

    def chosen(self, violations: Iterable[Violation], excused: Iterable[Violation] = ()) -> list[Violation]:
        """Those that are meant. UsageError for a value that fits none of them, or only some that are `excused`."""
        found, owed_by_nobody = list(violations), list(excused)
        problems: list[Problem] = []
        for option, values, fits, names in self._filters():
            known = {name for violation in found for name in names(violation)}
            others = {name for violation in owed_by_nobody for name in names(violation)}
            for value in values:
                if any(fits(name, value) for name in others) and not any(fits(name, value) for name in known):
                    what = f"'{value}' fits only violations that are excused already"
                    remedy = "a waiver or an accepted objection stands for them, or the rule binds nobody any more"
                    problems.append(Problem(option, what, remedy))
                elif not any(fits(name, value) for name in known):
                    problems.append(Problem(option, f"'{value}' fits no violation of the audit", nearest(value, known)))
            if values:
                found = [one for one in found if any(fits(name, value) for name in names(one) for value in values)]
        if problems:
            raise UsageError(problems)
        return found

    def _filters(self) -> Iterable[tuple[str, tuple[str, ...], Any, Any]]:
        yield "--rule", self.rules, fnmatchcase, lambda one: (one.rule_id,)
        yield "--case", self.cases, str.startswith, lambda one: (one.case_id,)
        yield "--severity", self.severities, str.__eq__, lambda one: (one.severity,)
        yield "--subject", self.subjects, str.__eq__, lambda one: (one.subject, one.subject.partition(":")[2])


def excused_in(audit: duckdb.DuckDBPyConnection) -> list[Violation]:
    """The violations of such an audit that something excuses, or that are none any more."""
    return [Violation(*row) for row in audit.execute(EXCUSED).fetchall()]


def violations_of(audit: duckdb.DuckDBPyConnection) -> list[Violation]:
    """The violations of an audit opened with the views `cases` and `rules`, in the order of a baseline."""
    return [Violation(*row) for row in audit.execute(VIOLATIONS).fetchall()]


def judged_in(audit: duckdb.DuckDBPyConnection, manifest: Mapping[str, Any]) -> Judged:
    """What a stored audit judged. UsageError for one that is incomplete: what it lacks could not be judged."""
    if not manifest.get("complete"):
        what = "the audit is incomplete: what it could not read looks like what is put right"
        raise UsageError(Problem(str(manifest.get("audit_id")), what, "name a complete audit"))
    states = {name for (name,) in audit.execute(STATES).fetchall()}
    known = (manifest.get("followed") or {}).get("known") or {}
    renamed = {old for old, new in (known.get("renamed") or {}).items() if new in states}
    tables = manifest["snapshot"]["tables"]
    return Judged(states | renamed, {name for name, facts in tables.items() if facts.get("refused")})
