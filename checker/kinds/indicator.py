"""Indicator: a figure without a verdict."""

from typing import ClassVar, Literal

from pydantic import model_validator

from checker.kinds.frame import DUE, Frame, Parts
from checker.kinds.rule import Rule


class Indicator(Rule):
    """A `figure`, or a `numerator` over a `denominator`, of the window [starts, due_at). It is shown and judges nobody.

    A figure that can be told is kept with verdict met; advice only, so that it enters no rate.
    """

    keeps_met: ClassVar[bool] = True

    kind: Literal["indicator"]
    effect: Literal["advice"] = "advice"
    figure: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    starts: str | None = None
    due_at: str | None = None
    measure: str = ""

    @model_validator(mode="after")
    def _one(self) -> "Indicator":
        ratio = (self.numerator is not None, self.denominator is not None)
        if ratio[0] != ratio[1] or (self.figure is None) != all(ratio):
            raise ValueError("give either figure, or numerator and denominator")
        return self

    def parts(self, frame: Frame) -> Parts:
        """Never violated: until the window has ended it is pending, and without a base for it undetermined."""
        gates = []
        if self.figure is not None:
            figure = f"CAST({frame.expression(self.figure, 'figure')} AS DOUBLE)"
        else:
            above = frame.expression(self.numerator or "", "numerator")
            base = frame.expression(self.denominator or "", "denominator")
            figure = f"CAST({above} AS DOUBLE) / NULLIF(CAST({base} AS DOUBLE), 0)"
            gates.append((f"{base} = 0 AND AS_OF() >= {DUE}", "undetermined", "division_by_zero", ""))
        return Parts(
            met=f"CASE WHEN AS_OF() >= {DUE} AND {figure} IS NOT NULL THEN TRUE END",
            opened_at=frame.expression(self.starts, "starts") if self.starts else Parts.opened_at,
            due_at=frame.expression(self.due_at, "due_at") if self.due_at else Parts.due_at,
            measured=figure,
            measure=self.measure,
            gates=gates,
        )
