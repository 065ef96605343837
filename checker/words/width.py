"""Text in columns, counted in terminal cells so that wide characters align."""

import unicodedata
from collections.abc import Sequence


def cells(text: str) -> int:
    """The width of a text in terminal cells."""
    return sum(_width(character) for character in text)


def columns(rows: Sequence[Sequence[str]], gap: int = 2) -> str:
    """Rows of equal length as aligned lines, without trailing blanks."""
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    lines = (
        "".join(cell + " " * (width - cells(cell) + gap) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
