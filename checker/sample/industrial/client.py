"""One client while its rows are made: who it is, whose it is, and how it stands to the company."""

from dataclasses import dataclass, field
from typing import Any

from checker.sample.industrial.desk import Desk
from checker.sample.industrial.house import FOUNDED, unit_id
from checker.sample.industrial.luck import Luck
from checker.sample.industrial.names import firm
from checker.sample.industrial.provinces import Province, Town
from checker.sample.industrial.tally import Tally
from checker.sample.times import DAY

STANDING, NEWCOMER, PROSPECT, LOST = "standing", "newcomer", "prospect", "lost"
STRATEGIC_EVERY, KEY_EVERY = 71, 19
# Part of the specialists who are careless, and how many times more often they forget.
CARELESS, CARELESS_TIMES = 0.06, 4


@dataclass
class Client:
    """A client, its card under construction, and what has been counted on the way."""

    desk: Desk
    tally: Tally
    number: int
    kind: str
    province: Province
    town: Town
    tier: str
    grade: str
    created: int
    owner: str
    service: str
    name: str
    is_key: bool = False
    ka_type: str | None = None
    key_since: int | None = None
    status: str = "active"
    stage: str = "recognised"
    new_until: int = 0
    begun: int = 0
    credit_limit: float = 0.0
    cells: dict[str, Any] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    signed: dict[int, float] = field(default_factory=dict)
    ordered: dict[int, float] = field(default_factory=dict)
    bought: dict[int, float] = field(default_factory=dict)
    delivered: int | None = None
    visits: list[int] = field(default_factory=list)
    complaints: list[tuple[int, int | None]] = field(default_factory=list)
    revisits: list[dict[str, Any]] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Key of the client."""
        return f"C{self.number:06}"

    @property
    def luck(self) -> Luck:
        """Chance of this client."""
        return self.desk.luck

    @property
    def unit(self) -> str:
        """The unit that answers for the client."""
        return unit_id(self.province)

    @property
    def head(self) -> str:
        """Head of the unit."""
        return f"E-{self.province.id}-H"

    @property
    def supervisor(self) -> str:
        """Sales supervisor of the owner."""
        boss = self.desk.people.by_id[self.owner].manager
        return boss if boss[-2:-1] == "L" else f"E-{self.province.id}-L1"

    @property
    def service_supervisor(self) -> str:
        """Service supervisor of the unit."""
        return f"E-{self.province.id}-V"

    @property
    def decider(self) -> str:
        """The contact person who decides."""
        return f"{self.id}-P1"

    @property
    def buyer(self) -> str:
        """The contact person in charge of buying."""
        return f"{self.id}-P2"

    def next(self, mark: str) -> str:
        """A new key of a row that belongs to the client."""
        number = self.counts.get(mark, 0) + 1
        self.counts[mark] = number
        return f"{mark}{self.number:06}-{number}"

    def is_key_at(self, moment: int) -> bool:
        """True while the client is a key account."""
        return self.is_key and self.key_since is not None and self.key_since <= moment

    def change(self, column: str, old: Any, new: Any, moment: int, by: str, known: int | None = None) -> None:
        """Log one change of a field of the card; entered a little after it became known."""
        entered = moment if known is None else self.desk.in_hours(known, 24, never=0.0) or known
        self.desk.add(
            "field_change", id=self.next("F"), entity="client", entity_id=self.id, field=column, old_value=old,
            new_value=new, operation="update", effective_at=moment, known_at=moment if known is None else known,
            changed_at=entered, changed_by_id=by,
        )  # fmt: skip


def draw_client(desk: Desk, tally: Tally, number: int) -> Client:
    """Who client `number` is."""
    house, luck = desk.house, desk.luck
    provinces = house.provinces
    province = provinces[number % len(provinces)]
    kind, tier = _kind(number, luck)
    town = luck.pick(province.towns)
    seller = (number // len(provinces)) % house.sellers_of_a_unit + 1
    owner = f"E-{province.id}-S{seller}" if number % 31 != 5 or tier != "general" else f"E-{province.id}-L1"
    client = Client(
        desk, tally, number, kind, province, town, tier, _grade(kind, tier, luck), 0, owner,
        f"E-{province.id}-{'AB'[number // 7 % 2]}", firm(luck, town),
    )  # fmt: skip
    if house.luck("careless", owner).happens(CARELESS):
        luck.share = min(luck.share * CARELESS_TIMES, 1.0)
    _date(client)
    if tier in ("strategic", "key") and luck.happens(0.9):
        client.is_key = True
        client.ka_type = "strategic" if tier == "strategic" else luck.pick(("important", "high_value", "group"))
        early = max(client.created // DAY + 200, house.first - 300)
        client.key_since = desk.at(early + luck.between(0, max(0, house.last - 40 - early)))
    client.credit_limit = {"strategic": 3_000_000.0, "key": 1_200_000.0}.get(tier, 200_000.0)
    return client


def _kind(number: int, luck: Luck) -> tuple[str, str]:
    draw = luck.draw()
    if number % STRATEGIC_EVERY == 3:
        return STANDING, "strategic"
    if number % KEY_EVERY == 7:
        return STANDING, "key"
    if draw < 0.72:
        return STANDING, "general"
    if draw < 0.80:
        return NEWCOMER, "reserve"
    return (PROSPECT, "reserve") if draw < 0.97 else (LOST, "general")


def _grade(kind: str, tier: str, luck: Luck) -> str:
    if tier in ("strategic", "key"):
        return "A"
    draw = luck.draw()
    if kind in (PROSPECT, NEWCOMER):
        return "B" if draw < 0.2 else "C" if draw < 0.85 or kind == NEWCOMER else "D"
    return "A" if draw < 0.06 else "B" if draw < 0.3 else "C" if draw < 0.85 else "D"


def _date(client: Client) -> None:
    house, luck, desk = client.desk.house, client.luck, client.desk
    if client.kind == NEWCOMER:
        client.created = desk.at(house.first - 25 + luck.between(0, house.last - house.first - 20))
        client.status, client.stage = "prospect", "potential"
        client.new_until = house.taken
    elif client.kind == PROSPECT:
        client.created = desk.at(house.first - 700 + luck.between(0, 700 + house.last - house.first - 30))
        client.status, client.stage = "prospect", "potential"
        client.new_until = house.taken
    else:
        oldest = FOUNDED + 500
        client.created = desk.at(oldest + luck.between(0, house.first - 420 - oldest))
    if client.kind == LOST:
        client.status = luck.pick(("lost", "inactive", "suspended"))
        client.stage = "lost" if client.status == "lost" else "suspended"
        if client.status == "lost":
            closed = desk.at(house.first - luck.between(60, 400))
            reason = luck.kept(luck.pick(("转向进口品牌", "停产", "价格原因")))
            client.cells |= {"lost_on": closed // DAY, "lost_reason": reason, "closed_at": closed + DAY}
