"""How many working days there are to put a violation right, by its severity."""

from typing import Annotated

from pydantic import Field

from checker.kinds.rule import SEVERITIES, Strict

WorkingDays = Annotated[int, Field(ge=1, le=250)]


class Rectification(Strict):
    """Working days by severity, counted from the day of the audit that first found the violation, that day left out."""

    critical: WorkingDays = 3
    high: WorkingDays = 5
    medium: WorkingDays = 10
    low: WorkingDays = 20

    @property
    def days(self) -> dict[str, int]:
        """The working days of every severity."""
        return {severity: getattr(self, severity) for severity in SEVERITIES}
