"""What is asked of the person who answers for a case, and how to object."""

from collections.abc import Sequence

from checker.report.cases import Case
from checker.report.content import Report
from checker.report.letter_moments import due_said, said_zone
from checker.report.letter_sentence import named
from checker.words.words import Words

# What was forbidden, too early or too much cannot be made undone.
PAST = ("not_allowed", "early", "excess")
NOT_OWED = ("cured", "void", "lost")
# Working days for an answer where an audit of an earlier version names none.
ANSWERED_WITHIN = 10


def to_do(case: Case, report: Report, words: Words) -> str:
    """What is asked of the person now."""
    if case.verdict == "pending":
        name, by = _pending(case, said_zone(case, report), words)
    elif case.verdict == "violated" and case.dispute == "open" and not case.waiver:
        return words.text("letter.unless_accepted", considered=_considered(case, words), owed=_asked(case, words))
    elif case.verdict == "violated":
        name, by = _excused(case, words) or _owed(case, words)
    else:
        name, by = case.verdict, ""
    missing = named(case.missing or (), case.subject_type, words)
    if name == "undetermined" and not missing:
        name = "undetermined_any"
    return words.text(f"letter.do.{name}", by=by, missing=missing)


def objection(cases: Sequence[Case], report: Report, words: Words) -> list[str]:
    """How to object; nothing where there is nothing to object to, or an objection is known already."""
    open_to = [case for case in cases if case.verdict == "violated" and case.effect != "advice" and not case.dispute]
    if not open_to:
        return []
    policy = (report.manifest.get("configuration") or {}).get("policy") or {}
    n = words.number(int(policy.get("dispute_days") or ANSWERED_WITHIN))
    days = [case.rectify_by for case in open_to if case.rectify_by is not None and case.rectification == "due"]
    if not days:
        return [words.text("letter.object"), f"  {words.text('letter.objection', n=n)}"]
    by = words.date(min(days))
    return [words.text("letter.object"), f"  {words.text('letter.objection_by', by=by, n=n)}"]


def _pending(case: Case, zone: str, words: Words) -> tuple[str, str]:
    due = due_said(case, zone, words) if case.judged == "event" else ""
    return ("pending", due) if due else ("pending_undated", "")


def _excused(case: Case, words: Words) -> tuple[str, str] | None:
    if case.waiver:
        return "waived", words.date(case.waiver_until) if case.waiver_until else "—"
    if case.dispute == "upheld":
        return "upheld", ""
    return None


def _considered(case: Case, words: Words) -> str:
    """That an objection is being considered, and until when; what is owed stays owed until it is accepted."""
    name = "disputed_by" if case.dispute_due else "disputed"
    return words.text(f"letter.do.{name}", by=words.date(case.dispute_due) if case.dispute_due else "")


def _asked(case: Case, words: Words) -> str:
    name, by = _owed(case, words)
    return words.text(f"letter.do.{name}", by=by)


def _owed(case: Case, words: Words) -> tuple[str, str]:
    if case.standing in NOT_OWED:
        return case.standing, ""
    if case.effect != "violation":
        return case.effect, ""
    if case.outcome in PAST:
        return "past", ""
    if case.rectify_by is None:
        return "open", ""
    return ("overdue" if case.rectification == "overdue" else "by"), words.date(case.rectify_by)
