"""By when objections are to be answered: in the calendar of the company, by the auditor's policy."""

from datetime import date
from pathlib import Path

from checker.calendars.resolve import COMPANY, resolve_calendars
from checker.cli.policy_file import discovered
from checker.disputes.answering import answer_due
from checker.rulebook.policy import load_policy
from checker.store.audits import StoredAudit


def due_on(audit: StoredAudit | None, config: Path | None, objected_on: date) -> date | None:
    """The last day for the answer; None where the calendar has no such day. The zone is that of the audit."""
    policy = load_policy(config or discovered())
    zone = policy.time_zone or (str(audit.manifest["zone"]) if audit else "UTC")
    return answer_due(resolve_calendars(policy, {}, zone).calendars[COMPANY], objected_on, policy.dispute_days)
