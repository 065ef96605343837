"""Widths of columns from their first rows, and heights of rows: a Chinese character is as wide as two others."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any

from checker.words.width import cells

SAMPLED = 200
NARROWEST, WIDEST = 8, 60
FILTER_BUTTON = 3
LINE, HIGHEST, HIGHEST_HEADING = 15, 409, 3 * 15
USED, USED_BY_WIDE = 0.85, 0.75
LONGEST_SEEN = 4000
DAY, MOMENT, SPAN, FIGURE = 11, 19, 12, 10


def widths(headings: Sequence[str], rows: Sequence[Sequence[Any]], widest: Sequence[int] = ()) -> list[int]:
    """One width for each heading, in characters; at most those of `widest`, else WIDEST."""
    return [
        min(
            max(widest[place] if widest else WIDEST, _of_heading(heading)),
            max(NARROWEST, _of_heading(heading), *(_of_value(row[place]) for row in rows if place < len(row)), 0),
        )
        for place, heading in enumerate(headings)
    ]


def height(values: Sequence[Any], wide: Sequence[int]) -> int:
    """The height in points of a row whose texts wrap within columns of these widths, at most Excel's own limit."""
    lines = max((_lines(value, room) for value, room in zip(values, wide, strict=False) if value), default=1)
    return min(HIGHEST, LINE * lines)


def _lines(value: Any, room: int) -> int:
    """Lines of a wrapped text; words do not fill them to the last cell."""
    if not isinstance(value, str | list | tuple):
        return 1
    text = value if isinstance(value, str) else ", ".join(map(str, value))
    return sum(ceil(cells(line) / _room(line, room)) or 1 for line in text[:LONGEST_SEEN].split("\n"))


def _room(line: str, room: int) -> float:
    """Chinese punctuation is drawn wide, though it counts as narrow."""
    return max(1.0, room * (USED_BY_WIDE if cells(line) > len(line) else USED))


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
