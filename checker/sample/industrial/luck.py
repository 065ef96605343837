"""Chance with the company's carefulness: most duties are kept, a few slip."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Luck:
    """Draws for one subject from a stream of its own. `share` is the part of the duties that is not kept."""

    __slots__ = ("draw", "share")

    def __init__(self, chance: Random, share: float) -> None:
        self.draw = chance.random
        self.share = share

    def slips(self, weight: float = 1.0) -> bool:
        """True where a duty is not kept; a weight above one slips more often."""
        return self.draw() < self.share * weight

    def kept(self, value: T, weight: float = 1.0) -> T | None:
        """The value, or None where the duty to give it slips."""
        return None if self.draw() < self.share * weight else value

    def happens(self, probability: float) -> bool:
        """True with this probability, whatever the company's carefulness."""
        return self.draw() < probability

    def pick(self, values: Sequence[T]) -> T:
        """One of the values, each as likely."""
        return values[int(self.draw() * len(values))]

    def some(self, values: Sequence[T], count: int) -> list[T]:
        """Up to `count` neighbours in the list of values, beginning anywhere."""
        start = int(self.draw() * len(values))
        return [values[(start + step) % len(values)] for step in range(min(count, len(values)))]

    def between(self, low: int, high: int) -> int:
        """A whole number of [low, high]."""
        return low + int(self.draw() * (high - low + 1))

    def money(self, low: float, high: float, step: float = 100.0) -> float:
        """A sum between two sums, small ones more often, rounded to steps."""
        return round((low + (high - low) * self.draw() ** 2) / step) * step
