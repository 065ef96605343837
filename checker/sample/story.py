"""What is known about one client while its rows are being made, and what a block of clients adds up to."""

from collections import defaultdict
from dataclasses import dataclass, field
from random import Random

from checker.sample.people import acting, unit_of
from checker.sample.plants import Plants
from checker.sample.times import moment_text
from checker.sample.world import World
from checker.sample.write import Tables

EXISTING, PROSPECT, CONVERTED, NEW = "existing", "prospect", "converted", "new"


@dataclass
class Block:
    """Sums over a block of clients that its salespeople's rows need. Open days: additions by owner and day."""

    number: int
    sellers: set[str] = field(default_factory=set)
    open_days: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    prospects: dict[str, list[tuple[str, int | None]]] = field(default_factory=lambda: defaultdict(list))
    retained: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    any_client: dict[str, str] = field(default_factory=dict)
    given_back: set[str] = field(default_factory=set)

    def involve(self, seller: str, client_id: str) -> None:
        """Note that a salesperson has this client."""
        self.sellers.add(seller)
        self.any_client.setdefault(seller, client_id)

    def invoice_open(self, owner: str, first: int, last: int) -> None:
        """Note that an invoice of the owner is open at the beginning of every day of [first, last]."""
        if first <= last:
            self.open_days[owner][first] += 1
            self.open_days[owner][last + 1] -= 1


@dataclass
class Card:
    """The client card as it will be written, and whom the client belonged to from when on."""

    id: str
    number: int
    kind: str
    home: str
    territory: int
    segment: str
    holders: list[tuple[int, str]]
    created: int
    first_inquiry: int | None = None
    status: str = "active"
    status_log: list[tuple[int, str, str]] = field(default_factory=list)
    first_order: int | None = None
    first_paid: int | None = None
    joins: int | None = None
    blank: str = ""

    def holder(self, moment: int) -> str:
        """The responsible salesperson at a moment."""
        owner = self.holders[0][1]
        for since, seller in self.holders:
            if since <= moment:
                owner = seller
        return owner


@dataclass
class Story:
    """Everything at hand while the rows of one client are made."""

    world: World
    tables: Tables
    plants: Plants
    chance: Random
    block: Block
    card: Card
    contacts: int = 0
    changes: int = 0
    forgotten: list[tuple[str, int]] = field(default_factory=list)
    offered: list[int] = field(default_factory=list)
    unoffered: list[tuple[int, str]] = field(default_factory=list)

    def employee(self, moment: int) -> str:
        """Who acts for the client at a moment."""
        return acting(self.world, self.card.holder(moment), moment)

    def unit(self, moment: int) -> str:
        """Unit to which the client is assigned at a moment."""
        return unit_of(self.card.holder(moment))

    def change(self, entity: str, entity_id: str, column: str, old: str, new: str, moment: int, author: str) -> None:
        """Log one change of a field."""
        self.changes += 1
        row_id = f"F{self.card.id[1:]}-{self.changes:04}"
        at = moment_text(moment)
        self.tables.add("field_change", (row_id, entity, entity_id, column, old, new, "update", "", at, author))
