"""Rules that should have judged and did not, and what they lack, in one problem for all of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from checker.auditing.expected import excused, folded, listed
from checker.cases.judge import Ran
from checker.errors import Problem
from checker.rulebook.book import BookRule
from checker.rulebook.policy import Policy

REMEDY = "export it, or name under not_expected in compliance.yaml what the company does not have; "
WHICH = "`checker data inspect SNAPSHOT` lists which rule lacks what"
RULES_NAMED = 3


def not_judged(
    ran: Mapping[str, Ran], rules: Sequence[BookRule], policy: Policy, asked: Iterable[str], tables: Iterable[str]
) -> list[Problem]:
    """Rules that had cases and could decide none, and rules that had to run and lacked what they need.

    `asked` are the rules that must run for other reasons than the policy's packs; `tables` those delivered.
    """
    delivered = list(tables)
    undecided = [r for r in ran.values() if r.cases and not excused(lacking(r), policy.not_expected)]
    known = {result.rule_id for result in undecided}
    idle = [
        ran[name]
        for name in dict.fromkeys([*asked, *_put_in_force(rules, policy)])
        if name in ran and name not in known and ran[name].status == "not_run"
    ]
    idle = [result for result in idle if not excused(lacking(result), policy.not_expected)]
    cases = sum(result.cases for result in undecided)
    found = []
    if undecided:
        found.append(_problem(undecided, f"{cases} cases arose and none of them can be decided", delivered))
    if idle:
        found.append(_problem(idle, "must run and did not", delivered))
    return found


def last_run(last: Sequence[Mapping[str, Any]]) -> list[str]:
    """The rules that ran in one of these audits."""
    counted = [told for manifest in last for told in manifest["counts"]["by_rule"].items()]
    return [name for name, counts in counted if counts.get("status") == "ran"]


def lacking(result: Ran) -> list[str]:
    """What a rule that is not_run lacks."""
    return [name for name in result.reason.split(", ") if name]


def _put_in_force(rules: Sequence[BookRule], policy: Policy) -> list[str]:
    """The rules of the packs that the auditor names; where must_run names rules, those alone."""
    if policy.must_run is not None:
        return []
    return [entry.rule.id for entry in rules if entry.pack in policy.packs]


def _problem(results: Sequence[Ran], what: str, delivered: Sequence[str]) -> Problem:
    names = [result.rule_id for result in results]
    without = folded((name for result in results for name in lacking(result)), delivered)
    where = listed(names, "rules", RULES_NAMED)
    return Problem(where, f"{what}: the snapshot has no data of {listed(without)}", REMEDY + WHICH)
