"""Columns of text aligned by the cells they take on a terminal: a Chinese character takes two."""

from collections.abc import Sequence

from checker.one_line import one_line


def width(text: str) -> int:
    """Cells of a terminal that a text takes."""
    from rich.cells import cell_len

    return cell_len(text)


def cut(text: str, cells: int) -> str:
    """The text in at most so many cells; an ellipsis says that it was cut."""
    if width(text) <= cells:
        return text
    from rich.cells import set_cell_size

    return f"{set_cell_size(text, cells - 1).rstrip()}…"


def aligned(
    rows: Sequence[Sequence[str]], numbers: frozenset[int] = frozenset(), limits: Sequence[int] = ()
) -> list[str]:
    """Lines with their columns under one another; columns in `numbers` to the right, the last one never padded or cut.

    `limits`: the most cells of each column, 0 for no limit."""
    clean = [[_limited(cell, limits, place) for place, cell in enumerate(row)] for row in rows]
    if not clean:
        return []
    widths = [max(width(row[place]) for row in clean) for place in range(len(clean[0]))]
    return ["  ".join(_padded(row, widths, numbers)).rstrip() for row in clean]


def _limited(cell: str, limits: Sequence[int], place: int) -> str:
    text = one_line(cell)
    limit = limits[place] if place < len(limits) else 0
    return cut(text, limit) if limit else text


def _padded(row: Sequence[str], widths: Sequence[int], numbers: frozenset[int]) -> list[str]:
    cells = []
    for place, text in enumerate(row):
        gap = " " * (widths[place] - width(text))
        last = place == len(row) - 1
        cells.append(gap + text if place in numbers else text if last else text + gap)
    return cells
