"""What the rows of the clients add up to: sums and lists for the papers that are written after them."""

from collections import defaultdict
from dataclasses import dataclass, field
from heapq import heappush, heappushpop

RANKED = 10


@dataclass
class Tally:
    """Keeps sums and keys, no rows: it grows with the employees and the days, and by a few keys with the clients."""

    talked: set[tuple[str, int]] = field(default_factory=set)
    new_days: set[tuple[str, int]] = field(default_factory=set)
    visit_days: dict[tuple[str, int], list[str]] = field(default_factory=lambda: defaultdict(list))
    visits_of_new: set[int] = field(default_factory=set)
    ordered: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    newcomers: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    sent: dict[tuple[str, int], float] = field(default_factory=lambda: defaultdict(float))
    collected: dict[tuple[str, int], float] = field(default_factory=lambda: defaultdict(float))
    team: dict[tuple[str, int], float] = field(default_factory=lambda: defaultdict(float))
    listed: dict[tuple[str, str, int], list[str]] = field(default_factory=lambda: defaultdict(list))
    ranked: dict[tuple[str, int], list[tuple[float, str]]] = field(default_factory=lambda: defaultdict(list))
    forms: int = 2_500_000
    data_forms: dict[str, int] = field(default_factory=dict)
    strategic: list[str] = field(default_factory=list)
    active: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def rank(self, figure: str, quarter: int, value: float, client_id: str) -> None:
        """Note the figure of a client; only the largest of a quarter are kept."""
        heap = self.ranked[figure, quarter]
        (heappush if len(heap) < RANKED else heappushpop)(heap, (value, client_id))

    def keep_active(self, unit: str, client_id: str) -> None:
        """Remember some clients of every unit, for invitations and mailings."""
        if len(self.active[unit]) < 40:
            self.active[unit].append(client_id)
