"""Threshold: a figure per scope and period is on the right side of a limit."""

from typing import Literal

from pydantic import model_validator

from checker.kinds.frame import DUE, Frame, Parts
from checker.kinds.rule import Rule

LIMITS = {"at_least": (">=", "below"), "at_most": ("<=", "above"), "above": (">", "below"), "below": ("<", "above")}


class Threshold(Rule):
    """`figure` compared with one limit; the window [starts, due_at) belongs to the period in which it ends."""

    kind: Literal["threshold"]
    figure: str
    at_least: str | None = None
    at_most: str | None = None
    above: str | None = None
    below: str | None = None
    starts: str
    due_at: str
    measure: str = ""
    met: str | None = None

    @model_validator(mode="after")
    def _one(self) -> "Threshold":
        if sum(getattr(self, name) is not None for name in LIMITS) != 1:
            raise ValueError(f"give exactly one of {', '.join(LIMITS)}")
        return self

    def parts(self, frame: Frame) -> Parts:
        """Before the window has ended the figure decides nothing; afterwards an empty figure is unknown."""
        name = next(name for name in LIMITS if getattr(self, name) is not None)
        compare, wrong = LIMITS[name]
        figure = frame.expression(self.figure, "figure")
        limit = frame.expression(getattr(self, name), name)
        holds = frame.expression(self.met, "met") if self.met else f"({figure} {compare} {limit})"
        return Parts(
            met=f"CASE WHEN AS_OF() < {DUE} THEN FALSE ELSE {holds} END",
            opened_at=frame.expression(self.starts, "starts"),
            due_at=frame.expression(self.due_at, "due_at"),
            measured=f"CAST({figure} AS DOUBLE)",
            limit=f"CAST({limit} AS DOUBLE)",
            measure=self.measure,
            wrong=f"'{wrong}'",
        )
