"""Colour, where a terminal shows it and nobody has forbidden it."""

import os
from typing import BinaryIO


def wants_colour(out: BinaryIO) -> bool:
    """Whether the stream is a terminal, with NO_COLOR unset and TERM not dumb."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    try:
        return out.isatty()
    except ValueError:
        return False


def paint(text: str, style: str, colour: bool) -> str:
    """The text in a style of rich, where colour is wanted."""
    if not colour or not style:
        return text
    from rich.color import ColorSystem
    from rich.style import Style

    return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)
