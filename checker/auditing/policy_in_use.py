"""The policy that an audit judges by, as lines for its log."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from checker.auditing.changed_parameters import changed_parameters
from checker.auditing.completeness import undetermined_limit
from checker.auditing.settled import Settled
from checker.auditing.world import unit_zones
from checker.calendars.resolve import resolve_calendars
from checker.calendars.summary import calendar_line
from checker.report.labels import said
from checker.report.set_parameters import said_parameter, said_parameters
from checker.rulebook.policy import Policy
from checker.words.words import Words


def policy_in_use(settled: Settled, words: Words) -> Iterator[str]:
    """Which file, the packs in force and from when, parameters that differ, calendars, maps, and what must be there."""
    file = settled.request.config
    yield words.text("policy_in_use.file", file=file.resolve()) if file else words.text("policy_in_use.no_file")
    yield from _packs(settled, words)
    yield from _parameters(settled, words)
    yield from _calendars(settled, words)
    policy = settled.policy
    counts = {"roles": policy.role_map, "departments": policy.department_map, "rights": policy.permission_matrix}
    sizes = {name: len(entries) for name, entries in counts.items()}
    yield words.text("policy_in_use.maps", **sizes, powers=len(policy.approval_authority), units=len(policy.units))
    yield from _demands(settled, words)


def _packs(settled: Settled, words: Words) -> Iterator[str]:
    yield words.text(f"policy_in_use.packs_{'named' if settled.policy.packs else 'all'}")
    for pack, n in sorted(Counter(entry.pack for entry in settled.rules).items()):
        told = settled.policy.applied_packs.get(pack)
        begin = told.get("applies_from") if isinstance(told, dict) else None
        rules = words.quantity(n, "rules")
        if begin:
            since = words.date(date.fromisoformat(str(begin)))
            yield "  " + words.text("policy_in_use.pack", pack=pack, rules=rules, since=since)
        else:
            yield "  " + words.text("policy_in_use.pack_always", pack=pack, rules=rules)


def _parameters(settled: Settled, words: Words) -> Iterator[str]:
    differing = said_parameters(changed_parameters(settled.book, settled.world), words)
    yield words.text(f"policy_in_use.{'parameters' if differing else 'parameters_none'}")
    yield from (f"  {said_parameter(one, words)}" for one in differing)


def _calendars(settled: Settled, words: Words) -> Iterator[str]:
    yield words.text("policy_in_use.calendars")
    resolved = resolve_calendars(settled.policy, unit_zones(settled.snapshot), settled.world.zone)
    yield from (f"  {calendar_line(key, calendar, words)}" for key, calendar in resolved.calendars.items())


def _demands(settled: Settled, words: Words) -> Iterator[str]:
    policy = settled.policy
    if policy.must_run is not None:
        named = ", ".join(policy.must_run) or words.text("policy_in_use.all_pass")
        yield words.text("policy_in_use.must_run_named", rules=named)
    else:
        yield words.text(f"policy_in_use.must_run_{'packs' if policy.packs else 'last'}")
    if policy.not_expected:
        yield words.text("policy_in_use.not_expected", names=", ".join(policy.not_expected))
    severity = said(words, "severity", settled.fail_on) or settled.fail_on
    if settled.fail_on == "none":
        severity = words.text("policy_in_use.all_pass")
    share = words.percent(undetermined_limit(settled))
    yield words.text("policy_in_use.limits", severity=severity, share=share)
    if policy.budgets:
        yield words.text("policy_in_use.budgets", rules=", ".join(_budgets(policy, words)))
    if policy.rectification.model_fields_set:
        days = [f"{said(words, 'severity', name)} {n}" for name, n in reversed(policy.rectification.days.items())]
        yield words.text("policy_in_use.rectification", days=", ".join(days))
    if policy.waivers.approvers is not None:
        levels = ", ".join(_levels(policy, words)) or words.text("policy_in_use.all_pass")
        yield words.text("policy_in_use.approvers", levels=levels)


def _levels(policy: Policy, words: Words) -> Iterator[str]:
    """Each role that may waive, with the gravest severity that it may."""
    for role, gravest in (policy.waivers.approvers or {}).items():
        yield f"{words.find('value', f'employee.role.{role}') or role} {said(words, 'severity', gravest)}"


def _budgets(policy: Policy, words: Words) -> Iterator[str]:
    """Each budget as its rule and how much of it is tolerated."""
    for name, budget in policy.budgets.items():
        yield f"{name} {words.number(budget.count or 0) if budget.share is None else words.percent(budget.share)}"
