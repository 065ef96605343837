"""Which violations somebody objects to, and how the objections were decided."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from checker.calendars.resolve import COMPANY, resolve_calendars
from checker.cases.engine import DuckDBEngine
from checker.disputes.answering import answer_due
from checker.disputes.state import LEFT, OPEN, OWN, UNKNOWN, Dispute, disputes_on, entry_facts
from checker.followup.setting import Setting

NAME = "disputed"
COLUMNS = ("dispute", "dispute_due")
_VIOLATED = """
SELECT case_id, responsible_id, CASE WHEN subject_type = 'employee' THEN subject_id ELSE '' END FROM marked
WHERE verdict = 'violated' AND list_contains($1::VARCHAR[], case_id)
"""
_EMPLOYED = "SELECT id, left_on FROM employee WHERE list_contains($1::VARCHAR[], id)"
_MARK = """
CREATE OR REPLACE TABLE mark_disputed AS
SELECT UNNEST($1::VARCHAR[]) AS case_id, UNNEST($2::VARCHAR[]) AS dispute, UNNEST($3::DATE[]) AS dispute_due
"""


def create(engine: DuckDBEngine, setting: Setting) -> dict[str, Any] | None:
    """Make `mark_disputed`: violations with an objection that is known at `as_of`; `dispute_due` of the open ones.

    Facts where there is a ledger: `cases`, the disputed violations by case id, each with its state, the objection, the
    decision, `due` and whether the answer is `overdue`, and why a decision was `refused`; `elsewhere`, ids of cases
    with an open objection that are no violations of this audit.
    """
    found = disputes_on(setting.disputes.entries, setting.day)
    people = {case: {*who} - {""} for case, *who in engine.execute(_VIOLATED, [sorted(found)])}
    employed = _employed(engine, [found[case] for case in people])
    here = {
        case: replace(found[case], refused=_refusal(found[case], people[case], employed)) for case in sorted(people)
    }
    due = _due(setting, here)
    engine.execute(_MARK, [list(here), [dispute.state for dispute in here.values()], [due[case] for case in here]])
    if setting.files.disputes is None:
        return None
    return {
        "cases": {case: _facts(dispute, due[case], setting.day) for case, dispute in here.items()},
        "elsewhere": sorted(case for case in found.keys() - here.keys() if found[case].state == OPEN),
    }


def _employed(engine: DuckDBEngine, disputes: Iterable[Dispute]) -> dict[str, date | None]:
    """Those who decided and are in the data, each with the day of leaving."""
    deciders = sorted({dispute.decision.by for dispute in disputes if dispute.decision})
    return dict(engine.execute(_EMPLOYED, [deciders])) if deciders else {}


def _refusal(dispute: Dispute, people: set[str], employed: Mapping[str, date | None]) -> str:
    """Why a decision leaves the objection open: nobody decides about what he answers for, no stranger decides."""
    if dispute.decision is None:
        return ""
    by = dispute.decision.by
    if by in people:
        return OWN
    if by not in employed:
        return UNKNOWN
    left_on = employed[by]
    return LEFT if left_on is not None and left_on < dispute.decision.on else ""


def _due(setting: Setting, disputes: dict[str, Dispute]) -> dict[str, date | None]:
    if not disputes:
        return {}
    calendar = resolve_calendars(setting.policy, {}, setting.zone).calendars[COMPANY]
    days = setting.policy.dispute_days
    return {
        case: answer_due(calendar, dispute.objection.on, days) if dispute.state == OPEN else None
        for case, dispute in disputes.items()
    }


def _facts(dispute: Dispute, due: date | None, day: date) -> dict[str, Any]:
    facts: dict[str, Any] = {"state": dispute.state, "objection": entry_facts(dispute.objection)}
    if dispute.decision is not None:
        facts["decision"] = {"says": dispute.decision.says, **entry_facts(dispute.decision)}
    if dispute.refused:
        facts["refused"] = dispute.refused
    if dispute.state == OPEN:
        facts |= {"due": due.isoformat() if due else None, "overdue": due is not None and due < day}
    return facts
