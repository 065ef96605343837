"""The chain in plain Python: every new fact is shown to every step until nothing new follows."""

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from checker.escalation.conditions import Condition, Value
from checker.escalation.definitions import Definitions, Escalation
from checker.escalation.facts import Dossier
from checker.escalation.findings import WHOLE_PERSON, Finding

COMPARE: Mapping[str, Any] = {"eq": eq, "neq": ne, "gt": gt, "gte": ge, "lt": lt, "lte": le}


def run_python(definitions: Definitions, dossiers: Iterable[Dossier]) -> list[frozenset[Finding]]:
    """The findings of each dossier, in the order of the dossiers."""
    return [_findings(definitions.escalations, dossier) for dossier in dossiers]


def _findings(steps: list[Escalation], dossier: Dossier) -> frozenset[Finding]:
    found: set[Finding] = set()
    totals: Counter[str] = Counter()
    new = deque((("watches", fact.kind), about, fact.fields) for about, fact in enumerate(dossier.facts))
    while new:
        source, about, fields = new.popleft()
        for step in steps:
            finding = Finding(step.id, about)
            if getattr(step, source[0]) != source[1] or finding in found or not holds(step.when, fields):
                continue
            found.add(finding)
            totals[step.id] += 1
            new.append((("watches", step.id), about, {} if about == WHOLE_PERSON else fields))
            new.append((("counts", step.id), WHOLE_PERSON, {"total": totals[step.id]}))
    return frozenset(found)


def holds(condition: Condition | None, fields: Mapping[str, Value]) -> bool:
    """Whether a condition is true of a fact; no condition always is."""
    if condition is None:
        return True
    if condition.all_of:
        return all(holds(part, fields) for part in condition.all_of)
    if condition.any_of:
        return any(holds(part, fields) for part in condition.any_of)
    operator, field, constant = condition.leaf()
    if operator == "ex" or field not in fields:
        return operator == "ex" and field in fields
    return bool(COMPARE[operator](fields[field], constant))
