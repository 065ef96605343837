"""Whether an audit is complete: failed rules, lost inputs, rules that must run, too much undetermined."""

from collections.abc import Mapping, Sequence
from typing import Any

from checker.auditing.demanded import RULES_NAMED, last_run, not_judged
from checker.auditing.expected import is_expected, listed, newly_excused
from checker.auditing.settled import Settled
from checker.cases.judge import Ran
from checker.errors import Problem
from checker.rulebook.policy import Policy
from checker.snapshot.model import Snapshot

DEFAULT_MAX_UNDETERMINED = 0.05
TOO_MANY = "see the undetermined cases for the fields that are missing, or raise --max-undetermined"


def shortcomings(settled: Settled, ran: Mapping[str, Ran], counts: Mapping[str, Mapping[str, int]]) -> list[Problem]:
    """Everything that makes the audit incomplete (exit 3), compared with the audits that it may not fall behind.

    Rules that --select names by their ids were asked for, so they must run.
    """
    policy, last = settled.policy, settled.last
    share = undetermined_limit(settled)
    problems = [*settled.snapshot.problems]
    problems += [Problem(r.rule_id, f"failed: {r.reason}", "report it") for r in ran.values() if r.status == "failed"]
    asked = [*(policy.must_run if policy.must_run is not None else last_run(last)), *settled.request.select]
    problems += not_judged(ran, settled.rules, policy, asked, settled.snapshot.tables)
    problems += _lost(settled.snapshot, policy, last)
    return problems + _undetermined(counts, {name: result.excused for name, result in ran.items()}, share)


def undetermined_limit(settled: Settled) -> float:
    """The share of a rule's cases that may be undetermined: the flag's, else the policy's, else 5 %."""
    for given in (settled.request.max_undetermined, settled.policy.max_undetermined):
        if given is not None:
            return given
    return DEFAULT_MAX_UNDETERMINED


def _lost(snapshot: Snapshot, policy: Policy, last: Sequence[Mapping[str, Any]]) -> list[Problem]:
    """Tables and columns that had values in an audit of `last` and are missing or empty now."""
    found = [
        problem
        for manifest in last
        for problem in _fallen_behind(snapshot, manifest["snapshot"]["tables"])
        if is_expected(problem.where, newly_excused(policy, manifest))
    ]
    return sorted({problem.where: problem for problem in found}.values())


def _fallen_behind(snapshot: Snapshot, before: Mapping[str, Any]) -> list[Problem]:
    problems: list[Problem] = []
    for entity, facts in before.items():
        now = snapshot.tables.get(entity)
        if now is None:
            problems.append(Problem(entity, "was delivered in an earlier audit and is missing", "export it again"))
        elif now.rows == 0 < facts["rows"]:
            problems.append(Problem(entity, f"is empty; an earlier audit had {facts['rows']} rows", "export it again"))
        else:
            lost = [name for name, n in facts["filled"].items() if n and not now.filled.get(name, 0)]
            problems += [
                Problem(f"{entity}.{name}", "is empty; an earlier audit had values in it", "export it again")
                for name in lost
            ]
    return problems


def _undetermined(counts: Mapping[str, Mapping[str, int]], excused: Mapping[str, int], share: float) -> list[Problem]:
    """Rules with more undetermined cases than may be; those that decide nothing in one problem where they are many."""
    judged = {
        rule: sum(found.get(verdict, 0) for verdict in ("met", "violated", "pending", "undetermined"))
        for rule, found in counts.items()
    }
    unknown = {rule: counts[rule].get("undetermined", 0) - excused[rule] for rule in sorted(counts)}
    beyond = [rule for rule, n in unknown.items() if n > share * judged[rule]]
    blind = [rule for rule in beyond if unknown[rule] == judged[rule]]
    blind = blind if len(blind) > RULES_NAMED else []
    problems = []
    if blind:
        what = f"none of their {sum(unknown[rule] for rule in blind)} cases can be judged"
        problems.append(Problem(listed(blind, "rules", RULES_NAMED), what, TOO_MANY))
    return problems + [
        Problem(rule, f"{unknown[rule]} of {judged[rule]} cases cannot be judged, more than {share:.0%}", TOO_MANY)
        for rule in beyond
        if rule not in blind
    ]
