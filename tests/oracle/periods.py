"""Which period reports an obligation, and the rows of the result."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from .moments import midnight, shown
from .world import World

State = Literal["satisfied", "violated", "pending", "not_applicable", "undetermined"]
Verdict = tuple[str, str, str | None, State]


@dataclass(frozen=True)
class Period:
    """The period [start, end) as instants, and its first day and the day after its last."""

    first: date
    after: date
    start: datetime
    end: datetime

    def holds_limit(self, limit: datetime) -> bool:
        """Whether an exclusive limit is reported here."""
        return self.start < limit <= self.end

    def holds_moment(self, moment: datetime) -> bool:
        """Whether an inclusive deadline or an event is reported here."""
        return self.start <= moment < self.end


def period_of(world: World, first: date, after: date) -> Period:
    """The period between two days of the company."""
    return Period(first, after, midnight(first, world.zone), midnight(after, world.zone))


def verdict(world: World, clause: str, subject: str, window: datetime | None, state: State) -> Verdict:
    """One row of the result; the window start in company time."""
    return clause, subject, None if window is None else shown(window, world.zone), state


def open_or(world: World, limit: datetime, afterwards: State) -> State:
    """Pending while an exclusive limit lies ahead, afterwards the given state."""
    return "pending" if world.now < limit else afterwards


def file_missing(*clauses: str) -> list[Verdict]:
    """The rows given when the file that holds the subjects was not delivered."""
    return [(clause, "*", None, "undetermined") for clause in clauses]
