"""`checker waiver lint`: waivers held against the rules, the latest audit and the employees of a snapshot."""

from datetime import date
from pathlib import Path

import typer

from checker.cli.entered import latest_audit
from checker.cli.shown import reading
from checker.errors import UsageError
from checker.followup.stored_waivers import audited_rules, laid_over, standings_in, unchecked
from checker.rulebook.book import RuleBook, load_book, shipped_rules
from checker.rulebook.policy import Policy
from checker.waivers.applying import Fate, Ground
from checker.waivers.approval import Standing
from checker.waivers.lint import Known, mistakes, warnings
from checker.waivers.reading import Waivers, load_waivers


def check_waivers(
    file: Path, policy: Policy, store: Path, snapshot: Path | None, rules: tuple[Path, ...], day: date
) -> None:
    """Prints what is worth knowing; UsageError with the mistakes."""
    waivers = load_waivers(file, policy.waivers.max_days)
    standings = _standings(waivers, policy, snapshot)
    fates, audit = _fates(waivers, store, day, standings)
    known = Known(day, severities(load_book(list(rules) or [shipped_rules()])), fates, standings)
    wrong, told = list(mistakes(waivers, known)), list(warnings(waivers, known))
    for problem in told:
        typer.echo(f"warning: {problem}")
    for note in _unlooked(policy, audit, snapshot):
        typer.echo(f"note: {note}")
    typer.echo(f"{file.name}: waivers {len(waivers.entries)}, mistakes {len(wrong)}, warnings {len(told)}")
    if wrong:
        raise UsageError(wrong)


def severities(book: RuleBook) -> dict[str, str]:
    """Every name that a rule has or had, with the rule's severity."""
    rules = [entry.rule for entry in book.rules.values()]
    return {name: rule.severity for rule in rules for name in (rule.id, *rule.formerly)}


def _standings(waivers: Waivers, policy: Policy, snapshot: Path | None) -> dict[str, Standing] | None:
    if snapshot is None:
        return None
    with reading(snapshot) as read:
        return standings_in(read, waivers.entries, policy)


def _fates(
    waivers: Waivers, store: Path, day: date, standings: dict[str, Standing] | None
) -> tuple[list[Fate] | None, str]:
    audit = latest_audit(store)
    if audit is None:
        return None, ""
    ground = Ground(day, audited_rules(audit.manifest), standings or unchecked(waivers.entries))
    return laid_over(audit.folder, waivers.entries, ground), audit.audit_id


def _unlooked(policy: Policy, audit: str, snapshot: Path | None) -> list[str]:
    """What could not be looked at, or is not asked for."""
    notes = [f"held against audit {audit}" if audit else "no stored audit: who answers for the violations is not known"]
    if snapshot is None:
        notes.append("no --snapshot: approvers and their roles were not looked at")
    if policy.waivers.approvers is None:
        notes.append("the policy sets no approvers: every employee may waive what he does not answer for")
    return notes
