"""What was declared against what was found: missing, extra, contradicted."""

from collections.abc import Iterable

from .audits import Audit, Case
from .loader import Expectation
from .plant_files import Stage

ANY = "any"
FILE = "*"


def touches(case: Case, entry: Expectation) -> bool:
    """Whether the case is about what the expectation is about, whatever its verdict."""
    if entry.clause not in case.clauses or entry.rule not in ("", case.rule_id):
        return False
    if ANY not in entry.subjects and not entry.subjects & case.names:
        return False
    return not entry.windowed or entry.window == case.window


def holds(case: Case, entry: Expectation) -> bool:
    """Whether the case is the expected one."""
    return touches(case, entry) and case.verdict in entry.verdicts


def missing(audit: Audit, entries: Iterable[Expectation]) -> list[str]:
    """Expectations that no case fulfils."""
    return [_said(entry, audit) for entry in entries if not entry.may and not _fulfilled(audit, entry)]


def _fulfilled(audit: Audit, entry: Expectation) -> bool:
    if FILE in entry.subjects:
        return audit.not_run(entry.clause)
    if entry.verdicts == {"not_applicable"}:
        return not any(touches(case, entry) for case in audit.cases)
    if any(holds(case, entry) for case in audit.cases):
        return True
    # A whole file or column without which nothing can be decided: the rule says so once instead of case by case.
    return entry.verdicts == {"undetermined"} and audit.not_run(entry.clause)


def extra(audit: Audit, stage: Stage, entries: list[Expectation], exact: frozenset[str]) -> list[str]:
    """Cases that nobody declared: of `exact` clauses any verdict, of the others those that accuse or cannot tell."""
    by_clause: dict[str, list[Expectation]] = {}
    for entry in entries:
        by_clause.setdefault(entry.clause, []).append(entry)
    found = []
    for case in audit.cases:
        judged = {clause for clause in case.clauses if stage.judges(clause)}
        told = judged & exact or case.verdict in ("violated", "undetermined")
        if judged and told and not any(holds(case, entry) for clause in judged for entry in by_clause.get(clause, ())):
            found.append(f"{sorted(judged)} {_described(case)}")
    return sorted(found)


def _described(case: Case) -> str:
    return f"{case.subject_id} {case.occurrence} {case.window}: {case.verdict} {case.outcome} by {case.rule_id}"


def details(audit: Audit, entries: Iterable[Expectation]) -> list[str]:
    """Cases with the right verdict but another outcome or due moment than declared."""
    found = []
    for entry in entries:
        for case in audit.cases:
            if holds(case, entry):
                found += _differences(case, entry)
    return sorted(found)


def unmerged(audit: Audit, merged: dict[str, str]) -> list[str]:
    """Cases of a clause that do not cite the clause which says the same."""
    found = []
    for repeated, clause in merged.items():
        rules = {case.rule_id for case in audit.cases if clause in case.clauses and repeated not in case.clauses}
        found += [f"{rule}: {clause} without {repeated}" for rule in sorted(rules)]
    return found


def _differences(case: Case, entry: Expectation) -> list[str]:
    pairs = [("outcome", entry.outcome, case.outcome), ("due_at", entry.due_at, case.due_at)]
    return [
        f"{entry.clause} {case.subject_id} {name}: declared {want}, found {got}"
        for name, want, got in pairs
        if want and want != got
    ]


def _said(entry: Expectation, audit: Audit) -> str:
    got = sorted(
        {
            f"{case.verdict} at {case.window}"
            for case in audit.cases
            if entry.clause in case.clauses and entry.subjects & case.names and entry.rule in ("", case.rule_id)
        }
    )
    wanted = " or ".join(sorted(entry.verdicts))
    named = " ".join(filter(None, [entry.clause, entry.rule, "|".join(sorted(entry.subjects)), entry.window]))
    return f"{named}: {wanted} ({entry.plant}); found {got}"
