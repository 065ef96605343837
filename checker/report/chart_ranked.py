"""Sums in the order of their violations: the first few for themselves, the others as one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from checker.report.chart_counts import Sum

MOST = 20


@dataclass(frozen=True)
class Ranked:
    """`worst` keys stand for themselves; `others` have violations too and are drawn as one; `clean` have none.

    All in the order of their violations, then of those in the period, then of their names."""

    worst: tuple[str, ...]
    others: tuple[str, ...]
    clean: tuple[str, ...]

    @property
    def with_violations(self) -> tuple[str, ...]:
        """All that have some."""
        return (*self.worst, *self.others)

    def place(self, key: str) -> int:
        """Of a key among the drawn ones; the others share the last one. -1 for a clean key."""
        if key in self.worst:
            return self.worst.index(key)
        return len(self.worst) if key in self.others else -1


def ranked(sums: Mapping[str, Sum], most: int = MOST) -> Ranked:
    """The keys of sums in three parts."""
    order = sorted(sums, key=lambda key: (-sums[key].violations, -sums[key].violated, key))
    hit = [key for key in order if sums[key].violations]
    return Ranked(tuple(hit[:most]), tuple(hit[most:]), tuple(key for key in order if not sums[key].violations))


def figures(sum_: Sum) -> dict[str, Any]:
    """A sum as the page reads it; `rate` is cut, never rounded up, None where nothing was judged."""
    return {
        "violated": sum_.violated,
        "carried": sum_.carried,
        "open": sum_.open,
        "met": sum_.met,
        "judged": sum_.rate.judged,
        "rate": sum_.rate.shown(),
    }
