"""What a ledger says of each case on a day: objected to, or decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from checker.disputes.entry import OBJECTED, Entry

OPEN = "open"
OWN, UNKNOWN, LEFT = "decided_by_responsible", "decided_by_unknown", "decided_by_left"
"""Why a decision is not honoured."""


@dataclass(frozen=True)
class Dispute:
    """The last objection to a case, and the decision on it where there is one; `refused`: why that does not count."""

    objection: Entry
    decision: Entry | None = None
    refused: str = ""

    @property
    def state(self) -> str:
        """`open`, `upheld` or `rejected`; the mark of the case."""
        return OPEN if self.decision is None or self.refused else self.decision.says


def disputes_on(entries: Iterable[Entry], day: date) -> dict[str, Dispute]:
    """The dispute of every case that is known on a day; what is dated later is not known yet."""
    found: dict[str, Dispute] = {}
    for entry in entries:
        if entry.on > day:
            continue
        if entry.says == OBJECTED:
            found[entry.case] = Dispute(entry)
        elif entry.case in found:
            found[entry.case] = Dispute(found[entry.case].objection, entry)
    return found


def entry_facts(entry: Entry) -> dict[str, Any]:
    """An entry as plain values."""
    papers = [paper.model_dump() for paper in entry.evidence]
    return {"by": entry.by, "on": entry.on.isoformat(), "reason": entry.reason, "evidence": papers}
