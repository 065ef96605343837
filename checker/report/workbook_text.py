"""Text as a cell holds it: within Excel's limit, without what XML forbids, and never a formula."""

import re

from checker.report.headline import shown_of_characters
from checker.report.plain import FORMULA_START
from checker.words.words import Words

TEXT_LIMIT = 32_767
ROOM = TEXT_LIMIT - 100
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STARTS = tuple(FORMULA_START)


def cell_text(text: str, words: Words) -> str:
    """What XML forbids becomes U+FFFD; text beyond the limit is cut and says so. Excel counts UTF-16 units."""
    clean = _NOT_IN_XML.sub("\ufffd", text)
    if len(clean) > TEXT_LIMIT // 2 and _units(clean) > TEXT_LIMIT:
        shown = clean[:ROOM]
        while _units(shown) > ROOM:
            shown = shown[: -max(1, (_units(shown) - ROOM) // 2)]
        clean = shown + shown_of_characters(len(shown), len(clean), words)
    # What stands between these is taken for markup by the library that writes the file.
    return f"{clean} " if clean.startswith("<r>") and clean.endswith("</r>") else clean


def could_be_formula(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula once somebody edits its cell."""
    return text.startswith(_STARTS)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
