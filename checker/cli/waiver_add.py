"""`checker waiver add`: a waiver for one violation, or for rules, at the end of the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import typer

from checker.cli.entered import latest_audit, named, replace_text, text_in, violation
from checker.cli.waiver_lint import severities
from checker.errors import Problem, UsageError
from checker.followup.stored_waivers import audited_rules, fingerprints, laid_over, unchecked
from checker.report.cases import Case
from checker.rulebook.book import load_book, shipped_rules
from checker.rulebook.policy import Policy
from checker.store.audits import StoredAudit
from checker.waivers.adding import added, free_id
from checker.waivers.applying import Fate, Ground
from checker.waivers.lint import Known, mistakes
from checker.waivers.reading import Waivers, waivers_of
from checker.words.words import Words


@dataclass(frozen=True)
class Order:
    """The waiver wanted: for one violation, or for rules with what narrows them (as the file says it)."""

    case: str | None
    rule: tuple[str, ...]
    narrowing: Mapping[str, Any]
    reason: str
    approver: str
    granted_on: date
    expires_on: date
    unchanged: bool
    waiver_id: str | None


def add_waiver(order: Order, file: Path, store: Path, policy: Policy, rules: tuple[Path, ...], words: Words) -> None:
    """Write the file anew with the waiver at its end, and say what it excuses. UsageError for what no audit honours."""
    text, longest = text_in(file), policy.waivers.max_days
    audit, case = (latest_audit(store), None) if order.case is None else violation(store, order.case)
    entry, notes = _entry(order, waivers_of(text, file.name, longest), case)
    longer, waiver = added(text, file.name, entry, notes, longest)
    if order.unchanged:
        if audit is None:
            raise UsageError(
                Problem(str(store), "holds no audit", "its evidence is what --while-unchanged compares with")
            )
        told = fingerprints(audit.folder, waiver, audited_rules(audit.manifest))
        if not told:
            what = f"no violation of audit {audit.audit_id} fits"
            raise UsageError(Problem("--while-unchanged", what, "there is no evidence that could stay unchanged"))
        longer, waiver = added(text, file.name, {**entry, "while": "unchanged", "fingerprints": told}, notes, longest)
    fate = _fate(Waivers((waiver,)), order.granted_on, audit)
    _check(Waivers((waiver,), {waiver.id: file.name}), fate, order, audit, rules)
    replace_text(file, longer)
    told_of = {"file": file.name, "id": waiver.id}
    told_of |= {"since": words.date(waiver.granted_on), "until": words.date(waiver.expires_on)}
    if fate is None or audit is None:
        typer.echo(words.text("waivers.added_alone", **told_of))
    else:
        typer.echo(words.text("waivers.added", **told_of, n=words.number(fate.honoured), audit=audit.audit_id))
    typer.echo(words.text("waivers.approver_unchecked", approver=waiver.approver), err=True)


def _entry(order: Order, known: Waivers, case: Case | None) -> tuple[dict[str, Any], dict[str, str]]:
    """The waiver as the file will say it, with the comments beside it."""
    begin = {"id": order.waiver_id or free_id(known, order.granted_on)}
    end = {"reason": order.reason, "approver": order.approver}
    end |= {"granted_on": order.granted_on.isoformat(), "expires_on": order.expires_on.isoformat()}
    if case is None:
        return {**begin, "rule": list(order.rule), **order.narrowing, **end}, {}
    return {**begin, "rule": case.rule_id, "case": case.case_id, **end}, {"case": named(case)}


def _fate(waivers: Waivers, day: date, audit: StoredAudit | None) -> Fate | None:
    """What the waiver does in the audit, on the day of granting."""
    if audit is None:
        return None
    ground = Ground(day, audited_rules(audit.manifest), unchecked(waivers.entries))
    return laid_over(audit.folder, waivers.entries, ground)[0]


def _check(
    waivers: Waivers, fate: Fate | None, order: Order, audit: StoredAudit | None, rules: tuple[Path, ...]
) -> None:
    """UsageError for a rule that does not exist, and for an approver who answers for the violations himself."""
    known = dict.fromkeys(audited_rules(audit.manifest) if audit else (), "low")
    if order.case is None:
        known |= severities(load_book(list(rules) or [shipped_rules()]))
    else:
        known |= dict.fromkeys(waivers.entries[0].rule, "low")
    wrong = list(mistakes(waivers, Known(order.granted_on, known, None if fate is None else [fate])))
    if wrong:
        raise UsageError(wrong)
