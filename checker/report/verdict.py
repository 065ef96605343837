"""How an audit ends: its exit code, and how many of its rules ran."""

from collections import Counter
from datetime import datetime

from checker.errors import EXIT_INCOMPLETE, EXIT_OK, EXIT_VIOLATIONS
from checker.report.cases import Case
from checker.report.content import Report
from checker.report.figures import SEVERITIES

SPANS = ("seconds", "minutes", "hours", "days", "working_days", "weeks", "months")


def exit_code(report: Report) -> int:
    """What the audit ended with: as stored, else 3 where incomplete, else 1 for violations at or above fail_on."""
    stored = report.manifest.get("exit_code")
    if stored is not None:
        return int(stored)
    if not report.manifest.get("complete", True):
        return EXIT_INCOMPLETE
    flags = report.manifest.get("configuration", {}).get("flags", {})
    fail_on = str(flags.get("fail_on") or "low")
    grave = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on in SEVERITIES else ()
    return EXIT_VIOLATIONS if any(line.period for line in report.severities if line.severity in grave) else EXIT_OK


def rule_statuses(report: Report) -> dict[str, int]:
    """Rules by status: ran, not_run, inactive, failed."""
    counted = Counter(rule.status for rule in report.rules)
    return {status: counted[status] for status in ("ran", "not_run", "inactive", "failed")}


def waived(report: Report) -> int:
    """Violations under a waiver in force."""
    return int(report.manifest.get("counts", {}).get("waived", 0))


def overdue(case: Case, as_of: datetime) -> tuple[float, str] | None:
    """How far beyond its limit a violated case is, and in which unit; None where that has no meaning.

    In the terms of the rule's own clock where the case was measured, else as time elapsed since it fell due."""
    if case.verdict != "violated":
        return None
    if case.measure in SPANS and case.measured is not None and case.limit_value is not None:
        beyond = case.measured - case.limit_value
        return (beyond, case.measure) if beyond > 0 else None
    if case.due_at is None or (case.measure and case.measure not in SPANS):
        return None
    seconds = ((case.done_at or as_of) - case.due_at).total_seconds()
    return (seconds, "seconds") if seconds > 0 else None
