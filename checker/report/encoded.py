"""Text as the bytes of a file: what no Unicode text may hold becomes a question mark instead of a fault."""

import json
import re
from typing import Any
from xml.sax.saxutils import escape

from checker.one_line import one_line

_MARKS = re.compile(r"[\\`*_{}\[\]#|~!$]")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text_bytes(text: str) -> bytes:
    """UTF-8; half of a surrogate pair, which the name of a file may hold, becomes a question mark."""
    return text.encode("utf-8", "replace")


def json_bytes(value: Any) -> bytes:
    """One line of JSON."""
    return text_bytes(json.dumps(value, ensure_ascii=False, allow_nan=False))


def xml_text(text: str) -> str:
    """Text between tags; characters that XML forbids even as references become U+FFFD."""
    return escape(_NOT_IN_XML.sub("\ufffd", text))


def xml_attribute(text: str) -> str:
    """Text between double quotes."""
    return escape(_NOT_IN_XML.sub("\ufffd", text), {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def markdown_text(text: str) -> str:
    """Text on one line of Markdown that shows as it stands.

    No marks, tags or cells begin in it, no address becomes a link, and nobody of that name is called."""
    plain = _MARKS.sub(lambda found: f"\\{found[0]}", one_line(text).replace("&", "&amp;"))
    plain = plain.replace("<", "&lt;").replace(">", "&gt;").replace("@", "@\u200b")
    return plain.replace("://", "&#58;//").replace("www.", "www&#46;")
