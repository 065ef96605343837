"""A rule book as bytes, and back: no classes but those of rule books; rules and examples only when asked for."""

import pickle
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, overload

from checker.kinds.rule import Example
from checker.rulebook.entries import BookRule, RuleBook
from checker.rulebook.frozen import frozen, thawed


class UnpackedExamples(Sequence[Example]):
    """Examples of one rule, unpacked when the first of them is asked for."""

    def __init__(self, packed: bytes, number: int) -> None:
        self._packed, self._number = packed, number
        self._found: tuple[Example, ...] | None = None

    @overload
    def __getitem__(self, place: int) -> Example: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Example]: ...
    def __getitem__(self, place: int | slice) -> Example | Sequence[Example]:
        if self._found is None:
            self._found = thawed(self._packed)
        return self._found[place]

    def __len__(self) -> int:
        return self._number

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(self._packed)

    def __reduce__(self) -> tuple[Any, ...]:
        return UnpackedExamples, (self._packed, self._number)


class UnpackedRules(Mapping[str, BookRule]):
    """Rules by id; those of a pack are unpacked when the first of them is asked for."""

    def __init__(self, pack_of: Mapping[str, str], packed: Mapping[str, bytes]) -> None:
        self._pack_of, self._packed = pack_of, packed
        self._found: dict[str, BookRule] = {}

    def __getitem__(self, name: str) -> BookRule:
        if name not in self._found:
            pack = self._pack_of[name]
            for rule, where, examples, places in thawed(self._packed[pack]):
                self._found[rule.id] = BookRule(rule, pack, where, UnpackedExamples(examples, len(places)), places)
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pack_of)

    def __len__(self) -> int:
        return len(self._pack_of)

    def __contains__(self, name: object) -> bool:
        return name in self._pack_of

    def __reduce__(self) -> tuple[Any, ...]:
        return UnpackedRules, (self._pack_of, self._packed)


def packed(book: RuleBook) -> bytes:
    """The book as bytes."""
    parts = {name: value for name, value in vars(book).items() if name != "rules"}
    pack_of = {name: entry.pack for name, entry in book.rules.items()}
    rules = {pack: frozen(list(_rules(book, pack))) for pack in dict.fromkeys(pack_of.values())}
    return frozen((parts, pack_of, rules))


def unpacked(content: bytes) -> RuleBook:
    """The book that was packed. pickle.UnpicklingError for anything that names other classes than those of a book."""
    parts, pack_of, rules = thawed(content)
    if not isinstance(parts, dict):
        raise pickle.UnpicklingError("no rule book")
    return RuleBook(**parts, rules=UnpackedRules(pack_of, rules))


def _rules(book: RuleBook, pack: str) -> Iterator[tuple[Any, ...]]:
    for entry in book.rules.values():
        if entry.pack == pack:
            yield entry.rule, entry.where, frozen(tuple(entry.examples)), entry.examples_at
