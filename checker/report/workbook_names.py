"""Names of sheets as Excel admits them: at most 31 characters, none of []:*?/\\, no two alike."""

import re

LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
RESERVED = frozenset({"history"})


class SheetNames:
    """Gives every title one name, the same at every question, and no name twice; case does not tell names apart."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, int], str] = {}
        self._taken = set(RESERVED)

    def of(self, title: str, part: int = 1) -> str:
        """The name of a title's sheet; a continuation is numbered `Title (2)`."""
        if (title, part) not in self._given:
            self._given[title, part] = self._free(title, part)
        return self._given[title, part]

    def _free(self, title: str, part: int) -> str:
        plain = _FORBIDDEN.sub(" ", title).strip().strip("'").strip() or "-"
        attempt = part
        while True:
            ending = "" if attempt == 1 else f" ({attempt})"
            name = _cut(plain, LONGEST - len(ending)) + ending
            if name.lower() not in self._taken:
                self._taken.add(name.lower())
                return name
            attempt += 1


def _cut(text: str, room: int) -> str:
    """Text of at most so many UTF-16 units, which is what Excel counts."""
    while _units(text) > room:
        text = text[:-1]
    return text.rstrip().rstrip("'")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "replace")) // 2
