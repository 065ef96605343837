"""Data inside a page: compressed with zlib, written as base64, opened by the page's script.

Such a block is letters and digits alone: nothing in it can end an element."""

import base64
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

from checker.report.encoded import text_bytes

LEVEL = 5
WORKERS = 2
AHEAD = 8


class Part(NamedTuple):
    """`name`: what the script asks for it by; parts of one name are numbered in their order."""

    name: str
    content: str


def block(part: Part) -> str:
    """One element; `type` keeps browsers from running it."""
    return f'<script type="text/x-checker-{part.name}">{encoded(part.content)}</script>\n'


def encoded(content: str) -> str:
    """Base64 of zlib of UTF-8; the same text gives the same characters."""
    return base64.b64encode(zlib.compress(text_bytes(content), LEVEL)).decode()


def blocks(parts: Iterable[Part]) -> Iterator[str]:
    """Elements in the order of the parts; a few are compressed ahead, side by side."""
    with ThreadPoolExecutor(WORKERS) as pool:
        waiting: deque[Future[str]] = deque()
        for part in parts:
            waiting.append(pool.submit(block, part))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
