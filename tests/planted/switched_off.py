"""Which rules the planted truth of a stage would miss if they were switched off, told from the cases of its audit."""

from collections.abc import Iterable

from .audits import Audit
from .comparison import missing
from .loader import Expectation


def without(audit: Audit, rule: str) -> Audit:
    """The audit as if the rule had not been selected."""
    cases = tuple(case for case in audit.cases if case.rule_id != rule)
    return Audit(cases, tuple(entry for entry in audit.rules if entry[0] != rule))


def missed(audit: Audit, entries: Iterable[Expectation]) -> set[str]:
    """The rules with a violated case that is declared and that no other rule gives."""
    declared = [entry for entry in entries if "violated" in entry.verdicts and not missing(audit, [entry])]
    accusing = {case.rule_id for case in audit.cases if case.verdict == "violated"}
    cited = {rule: clauses for rule, clauses, _ in audit.rules}
    return {
        rule
        for rule in accusing
        if missing(without(audit, rule), [entry for entry in declared if entry.clause in cited[rule]])
    }
