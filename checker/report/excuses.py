"""What keeps a violation from failing an audit although it stays one, and what is objected to it, in words."""

from typing import NamedTuple

from checker.one_line import one_line
from checker.report.cases import Case
from checker.words.words import Words


class Excuse(NamedTuple):
    """`kind`: waiver, upheld, baseline; or, of what excuses nothing, open and rejected."""

    kind: str
    text: str


def excuses(case: Case, words: Words) -> list[Excuse]:
    """Everything that excuses a violation."""
    found = []
    if case.waiver:
        until = words.date(case.waiver_until) if case.waiver_until else ""
        told = {"id": case.waiver, "approver": case.waiver_approver, "until": until, "reason": case.waiver_reason}
        found.append(Excuse("waiver", one_line(words.text("waivers.hit.waived", **told))))
    if case.dispute == "upheld":
        found.append(Excuse("upheld", words.label("dispute", "upheld")))
    if case.in_baseline:
        found.append(Excuse("baseline", words.text("ci.in_baseline")))
    return found


def objection(case: Case, words: Words) -> Excuse | None:
    """An objection that does not excuse: it waits for its answer, or was rejected."""
    if case.dispute not in ("open", "rejected"):
        return None
    state = words.label("dispute", case.dispute)
    due = words.date(case.dispute_due) if case.dispute == "open" and case.dispute_due else ""
    return Excuse(case.dispute, words.text("waivers.hit.due", state=state, due=due) if due else state)
