"""Widths of columns, from what stands in their first rows: a Chinese character is as wide as two others."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from checker.words.width import cells

SAMPLED = 200
NARROWEST, WIDEST = 8, 60
FILTER_BUTTON = 3
DAY, MOMENT, SPAN, FIGURE = 11, 19, 12, 10


def widths(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[int]:
    """One width for each heading, in characters."""
    return [
        min(WIDEST, max(NARROWEST, _of_heading(heading), *(_of_value(row[place]) for row in rows if place < len(row))))
        if rows
        else max(NARROWEST, _of_heading(heading))
        for place, heading in enumerate(headings)
    ]


def _of_heading(heading: str) -> int:
    """A heading wraps at its blanks, a Chinese one anywhere: two lines of it."""
    longest = max((cells(word) for word in heading.split()), default=0)
    wraps_anywhere = cells(heading) > len(heading)
    return (min(longest, 6 + longest // 2) if wraps_anywhere else longest) + FILTER_BUTTON


def _of_value(value: Any) -> int:
    if value is None:
        return 0
    if isinstance(value, datetime):
        return MOMENT
    if isinstance(value, date):
        return DAY
    if isinstance(value, timedelta):
        return SPAN
    if isinstance(value, int | float):
        return FIGURE
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return cells(text[: WIDEST + 1]) + 2
