"""Where texts mention somebody: names and ids that are known, found in running text of any script."""

from collections import defaultdict
from collections.abc import Callable, Iterable

HEAD = 2
# Shorter ids, and those of figures alone, stand in sentences for something else more often than for somebody.
SHORTEST_ID = 4


class Mentions:
    """Names and ids to look for. A name begins and ends where a word does, except in scripts without spaces."""

    def __init__(self, names: Iterable[str], ids: Iterable[str] = ()) -> None:
        self._by_head: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        sought = [name.strip() for name in names] + [
            one for one in ids if len(one) >= SHORTEST_ID and not one.isdigit()
        ]
        for one in sought:
            if len(one) >= HEAD:
                self._by_head[one[:HEAD]][len(one)].add(one)

    def replaced(self, text: str, instead: Callable[[str], str]) -> str:
        """The text with every mention replaced, the longest first."""
        pieces, done, place = [], 0, 0
        while place < len(text) - 1:
            found = self._at(text, place)
            if found is None:
                place += 1
                continue
            pieces += [text[done:place], instead(found)]
            place = done = place + len(found)
        return "".join([*pieces, text[done:]]) if pieces else text

    def in_text(self, text: str) -> list[str]:
        """Every mention in the order of the text."""
        found: list[str] = []
        self.replaced(text, lambda one: found.append(one) or one)  # type: ignore[func-returns-value]
        return found

    def _at(self, text: str, place: int) -> str | None:
        lengths = self._by_head.get(text[place : place + HEAD])
        if not lengths:
            return None
        for length in sorted(lengths, reverse=True):
            piece = text[place : place + length]
            if piece in lengths[length] and _stands_alone(text, place, place + length):
                return piece
        return None


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = start > 0 and _joined(text[start - 1], text[start])
    return not before and not (end < len(text) and _joined(text[end - 1], text[end]))


def _joined(left: str, right: str) -> bool:
    return _is_spelt(left) and _is_spelt(right)


def _is_spelt(letter: str) -> bool:
    """Whether it is a letter or digit of a script that puts spaces between words."""
    return letter.isalnum() and not "\u2e80" <= letter <= "\u9fff" and not "\uf900" <= letter <= "\ufaff"
