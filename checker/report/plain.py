"""Text from data made harmless for where it is shown."""

import re
import unicodedata

FORMULA_START = "=+-@\t\r\n＝＋－＠"
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def one_line(text: str) -> str:
    """Text on one line without control characters, so that no value can move the cursor or turn the line round."""
    return unicodedata.normalize("NFC", _UNSEEN.sub(" ", text)).strip()


def defused(text: str) -> str:
    """Text that no spreadsheet takes for a formula: a leading apostrophe where one could begin."""
    return f"'{text}" if text.startswith(tuple(FORMULA_START)) else text


def said_source(file: str | None, row: int | None) -> str:
    """`file:row`, or what of it is known."""
    if not file:
        return ""
    return file if row is None else f"{file}:{row}"
