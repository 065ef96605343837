"""Numbers as people write them: decimal commas, marks between thousands."""

import re
from dataclasses import dataclass
from functools import cached_property

PLACES = 8
"""Digits after the point that canonical sums keep."""


@dataclass(frozen=True)
class NumberFormat:
    """How numbers are written: the `decimal` mark, and the `group` mark between thousands (empty: none)."""

    decimal: str = "."
    group: str = ""

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        whole = r"\d+"
        if self.group:
            marks = r"[ \u00a0\u202f]" if self.group == " " else re.escape(self.group)
            whole = rf"(?:\d{{1,3}}(?:{marks}\d{{3}})+|\d+)"
        return re.compile(rf"([+-]?)({whole})(?:{re.escape(self.decimal)}(\d+))?")

    def read(self, cell: str) -> str | None:
        """The cell with a decimal point and nothing between thousands; None when it is not so written."""
        match = self._pattern.fullmatch(cell)
        if match is None:
            return None
        sign, whole, fraction = match.groups()
        digits = re.sub(r"\D", "", whole)
        return f"{sign}{digits}.{fraction}" if fraction else f"{sign}{digits}"
