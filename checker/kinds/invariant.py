"""Invariant: a condition holds on every row."""

from typing import ClassVar, Literal

from checker.kinds.deadline import start_instant
from checker.kinds.frame import OPENED, Frame, Parts
from checker.kinds.rule import Rule, Word


class Invariant(Rule):
    """`holds` is true on every row of the subject; unknown where it cannot be told.

    With `starts` alone the row is an event, judged at that moment itself and in the period that holds it.
    """

    judged_by_default: ClassVar[str] = "state"

    kind: Literal["invariant"]
    holds: str
    starts: str | None = None
    due_at: str | None = None
    inclusive: bool = False
    done_at: str | None = None
    outcome: Word = "wrong"

    def parts(self, frame: Frame) -> Parts:
        """`holds` decides; `outcome` names what is wrong when it does not hold."""
        at_once = self.starts is not None and self.due_at is None
        due = frame.expression(self.due_at, "due_at") if self.due_at else OPENED if at_once else Parts.due_at
        return Parts(
            met=frame.expression(self.holds, "holds"),
            opened_at=start_instant(frame, self.starts) if self.starts else Parts.opened_at,
            due_at=due,
            inclusive=self.inclusive or at_once,
            at_once=at_once,
            done_at=frame.expression(self.done_at, "done_at") if self.done_at else Parts.done_at,
            wrong=f"'{self.outcome}'",
        )
