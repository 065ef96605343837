"""An independent measure of how many cells of a terminal a text takes."""

import unicodedata


def cells(text: str) -> int:
    """Wide and full-width characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text
    )
