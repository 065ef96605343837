"""Seeded breaches: which obligation is broken, how, and the truth about it."""

from dataclasses import dataclass
from random import Random

from checker.sample.times import moment_text
from checker.sample.world import World
from checker.sample.write import Tables


@dataclass(frozen=True)
class Plants:
    """Draws breaches from a stream of its own, so that what stays unbroken is the same as without them."""

    chance: Random
    share: float
    tables: Tables

    def draw(self, *ways: str) -> str:
        """One of the ways in which an obligation is broken, or an empty text: it is kept."""
        if not self.share or self.chance.random() >= self.share:
            return ""
        return ways[int(self.chance.random() * len(ways))]

    def truth(
        self,
        clauses: str,
        subject_type: str,
        subject_id: str,
        what: str,
        window: int | None = None,
        expected: str = "violated",
    ) -> None:
        """Write what was planted: one row for each of the clauses (ids after `sp2-`, separated by blanks)."""
        for clause in clauses.split():
            self.tables.plant((f"sp2-{clause}", subject_type, subject_id, moment_text(window), what, expected))


def plants(world: World, tables: Tables, *names: object) -> Plants:
    """The breaches of one subject."""
    return Plants(world.chance(*names, "broken"), world.share, tables)
