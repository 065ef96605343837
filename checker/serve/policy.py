"""The policy of content that a report of ours states of itself, to be sent with it."""

import html
import re
from typing import BinaryIO

HEAD = 1 << 16
STATED = re.compile(
    rb"""<meta\s+http-equiv=["']?Content-Security-Policy["']?\s+content=(?:"([^"]+)"|'([^']+)')""", re.I
)
ONLY_IN_HEADERS = "; frame-ancestors 'none'"
CONTROL = re.compile(r"[^\x20-\x7e]")


def policy_of(page: BinaryIO) -> str:
    """What the page allows itself, and that nobody may frame it; '' where it states nothing. Leaves it at its start."""
    start = page.read(HEAD)
    page.seek(0)
    found = STATED.search(start)
    if not found:
        return ""
    stated = html.unescape((found[1] or found[2]).decode("utf-8", "replace"))
    return CONTROL.sub(" ", stated).strip().rstrip(";") + ONLY_IN_HEADERS
