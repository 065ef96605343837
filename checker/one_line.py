"""Text from data made harmless for a line: of a terminal, a log, a table."""

import re
import unicodedata

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def one_line(text: str) -> str:
    """Text on one line without control characters, so that no value can move the cursor, turn the line round or begin
    a command of whoever reads the log."""
    return unicodedata.normalize("NFC", _UNSEEN.sub(" ", text)).strip()
