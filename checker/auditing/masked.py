"""Command lines as they may be kept: without what gives access to something."""

import re
from collections.abc import Sequence

MASK = "***"
SECRET = r"[\w.-]*(?:passw(?:or)?d|secret|token|api[_-]?key)[\w.-]*"
IN_ADDRESS = re.compile(r"(\w[\w+.-]*://)[^/\s@]*@")
ASSIGNED = re.compile(rf"({SECRET}=)[^&\s]+", re.IGNORECASE)
OPTION = re.compile(rf"--?{SECRET}", re.IGNORECASE)


def masked(arguments: Sequence[str]) -> list[str]:
    """The arguments with passwords in addresses, name=value of secret names and values of such options masked."""
    hidden = [bool(before and OPTION.fullmatch(before)) for before in ["", *arguments][: len(arguments)]]
    return [MASK if hide else _masked(plain(text)) for hide, text in zip(hidden, arguments, strict=True)]


def plain(text: str) -> str:
    """The text with bytes that are no UTF-8 (in names of files) written out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _masked(text: str) -> str:
    return ASSIGNED.sub(rf"\1{MASK}", IN_ADDRESS.sub(rf"\1{MASK}@", text))
