"""By-hand rows against the pack's cases: the same set of (clause, subject, window, verdict), both ways."""

from dataclasses import dataclass
from typing import Any

from checker.cases.engine import DuckDBEngine

Row = tuple[Any, ...]

# Where a clause names no window, what the pack shows as one is its own business.
_WINDOWED = ("sp2-1b", "sp2-1c", "sp2-1d", "sp2-20a", "sp2-21c", "sp2-21d", "sp2-23a", "sp2-9a",
             "sp2-s4-1a", "sp2-s4-2", "sp2-s4-3", "sp2-s4-4a")  # fmt: skip
CLAUSES = (*_WINDOWED, "sp2-3a", "sp2-4a", "sp2-13a", "sp2-6a", "sp2-8b", "sp2-15a", "sp2-18b", "sp2-16d", "sp2-16e",
           "sp2-17c", "sp2-17d", "sp2-19c", "sp2-21a")  # fmt: skip

_KEY = "clause, subject_id, CASE WHEN list_contains($windowed, clause) THEN window_at END AS window_at, verdict"
_PACK = (
    f"SELECT {_KEY} FROM (SELECT UNNEST(clauses) AS clause, subject_id, window_at, verdict "
    "FROM \"case\" WHERE scope = 'period') "
    "WHERE list_contains($clauses, clause) AND verdict IN ('met', 'violated', 'pending', 'undetermined')"
)
_HAND = f"SELECT {_KEY} FROM found WHERE list_contains($clauses, clause)"


@dataclass(frozen=True)
class Differences:
    """Rows on one side only, and how many rows there are on each."""

    pack_only: list[Row]
    hand_only: list[Row]
    pack: int
    hand: int

    @property
    def equal(self) -> bool:
        """Whether there are rows and all of them are on both sides."""
        return self.hand > 0 and not self.pack_only and not self.hand_only


def differences(engine: DuckDBEngine) -> Differences:
    """Compare the tables `case` and `found` on one engine."""
    given = {"windowed": list(_WINDOWED), "clauses": list(CLAUSES)}
    pack_only = engine.execute(f"({_PACK}) EXCEPT ALL ({_HAND}) ORDER BY ALL", given)
    hand_only = engine.execute(f"({_HAND}) EXCEPT ALL ({_PACK}) ORDER BY ALL", given)
    ((pack,),) = engine.execute(f"SELECT COUNT(*) FROM ({_PACK})", given)
    ((hand,),) = engine.execute(f"SELECT COUNT(*) FROM ({_HAND})", given)
    return Differences(pack_only, hand_only, pack, hand)
