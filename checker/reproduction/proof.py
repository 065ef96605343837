"""What a stored verdict is worth: derived again from what is stored, or against it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from checker.report.cases import Case, read_case
from checker.report.stored import read_manifest
from checker.report.table import evidence_of
from checker.reproduction.difference import Difference
from checker.reproduction.following import contradictions
from checker.reproduction.judged_again import judged_again
from checker.reproduction.one_subject import NotEnough
from checker.reproduction.sealed import unsealed
from checker.reproduction.stored_rule import StoredRule, stored_rule
from checker.reproduction.stored_world import moment_of

REPRODUCED, FOLLOWS, TAKEN_OVER, DIFFERS = "reproduced", "follows", "taken_over", "differs"
COMPARED = (
    "case_id", "verdict", "outcome", "standing", "severity", "clauses", "opened_at", "due_at", "due_inclusive",
    "done_at", "measured", "limit_value", "measure", "missing", "reason", "zone",
)  # fmt: skip
# What became of the subject of an earlier violation says nothing of the facts that it was found on.
LEFT = ("void", "lost")


@dataclass(frozen=True)
class Proof:
    """What judging a case again from its audit alone came to.

    `reproduced`: the stored rule, over the stored facts, gives the case in every column. `follows`: the facts are not
    all that the rule reads (it counts rows of other tables, or the audit is of an earlier version), and the verdict
    follows from the instants, figures and answers that are stored. `taken_over`: found by an earlier audit, of what is
    judged no longer. `differs`: it does not follow, or files were changed after the audit (`unsealed`).
    """

    outcome: str
    differences: tuple[Difference, ...] = ()
    unsealed: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against the verdict."""
        return self.outcome != DIFFERS


def prove(folder: Path, case_id: str) -> Proof:
    """The verdict of a case derived again, from the audit's folder alone. KeyError: no such case in it."""
    case = read_case(folder, case_id)
    if case is None:
        raise KeyError(case_id)
    return prove_case(folder, case)


def prove_case(folder: Path, case: Case) -> Proof:
    """The same of a case that was read."""
    manifest = read_manifest(folder)
    changed = tuple(unsealed(folder, manifest))
    outcome, differences = _derived(folder, manifest, case)
    return Proof(DIFFERS if changed or differences else outcome, tuple(differences), changed)


def _derived(folder: Path, manifest: Mapping[str, Any], case: Case) -> tuple[str, list[Difference]]:
    evidence, as_of = evidence_of(case), moment_of(manifest)
    if case.standing in LEFT:
        return TAKEN_OVER, []
    try:
        stored = stored_rule(folder, case.rule_id)
    except ValueError:
        stored = None
    if stored is not None:
        found = list(_named(case, stored))
        try:
            rows = judged_again(case, evidence, manifest, stored, as_of)
        except NotEnough:
            return FOLLOWS, [*found, *contradictions(case, evidence, as_of, stored.rule)]
        return REPRODUCED, [*found, *_nearest(case, evidence, rows)]
    return FOLLOWS, contradictions(case, evidence, as_of, None)


def _named(case: Case, stored: StoredRule) -> Iterator[Difference]:
    """The id of the case, which follows from its rule, subject and occurrence."""
    rule = stored.rule
    told = ((rule.formerly or [rule.id])[0], case.subject_type, case.subject_id, case.occurrence)
    follows = sha256(chr(31).join(told).encode()).hexdigest()[:16]
    if follows != case.case_id:
        yield Difference("case_id", case.case_id, follows)


def _nearest(case: Case, evidence: Mapping[str, Any], rows: list[dict[str, Any]]) -> list[Difference]:
    """None where one of the rows is the case, else those from the plain reading of its facts, which comes first.

    A rule that binds nobody gives no case at all."""
    if not rows:
        return [Difference("verdict", case.verdict, "not_applicable")]
    found = [_differences(case, evidence, row) for row in rows]
    return [] if [] in found else found[0]


def _differences(case: Case, evidence: Mapping[str, Any], row: Mapping[str, Any]) -> list[Difference]:
    found = [
        Difference(name, getattr(case, name), row[name])
        for name in COMPARED
        if name != "case_id" and getattr(case, name) != row[name]
    ]
    again = _answers(evidence_of(case._replace(evidence=row["evidence"])))
    stored = _answers(evidence)
    return found + [
        Difference(f"items.{name}", stored.get(name), again.get(name))
        for name in dict.fromkeys([*stored, *again])
        if (name in stored, stored.get(name)) != (name in again, again.get(name))
    ]


def _answers(evidence: Mapping[str, Any]) -> dict[str, Any]:
    items = evidence.get("items")
    listed = items if isinstance(items, list) else []
    return {str(one.get("name")): one.get("holds") for one in listed if isinstance(one, Mapping)}
