"""The cases of one addressee sorted by what is left to do about them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from checker.report.cases import Case

TO_DO, SUSPECTED, EXCUSED, SETTLED = "to_do", "suspected", "excused", "settled"
PENDING, UNKNOWN, ADVICE = "pending", "unknown", "advice"
GROUPS = (TO_DO, SUSPECTED, PENDING, EXCUSED, UNKNOWN, ADVICE, SETTLED)
NO_MOMENT = datetime.max  # noqa: DTZ901  instants are naive UTC
LEFT = ("open", "lost", "")
MOST = 3000


@dataclass
class Group:
    """Cases that are told together: how many there are, and the first of them."""

    total: int = 0
    cases: list[Case] = field(default_factory=list)


def grouped(cases: Iterable[Case], most: int = MOST) -> dict[str, Group]:
    """Every case that is not met in one group, the most urgent first; at most so many are kept of each group."""
    found = {name: Group() for name in GROUPS}
    for case in cases:
        name = group_of(case)
        if name:
            found[name].total += 1
            if len(found[name].cases) < most:
                found[name].cases.append(case)
    for group in found.values():
        group.cases.sort(key=_urgency)
    return found


def group_of(case: Case) -> str:
    """Its group; '' for what is met."""
    if case.verdict != "violated":
        return {"pending": PENDING, "undetermined": UNKNOWN}.get(case.verdict, "")
    if case.effect == "advice":
        return ADVICE
    if case.waiver or case.dispute in ("open", "upheld"):
        return EXCUSED
    if case.standing not in LEFT:
        return SETTLED
    return TO_DO if case.effect == "violation" else SUSPECTED


def _urgency(case: Case) -> tuple[bool, date, datetime, str, str]:
    by = case.rectify_by or date.max
    return case.rectification != "overdue", by, case.due_at or NO_MOMENT, case.rule_id, case.case_id
