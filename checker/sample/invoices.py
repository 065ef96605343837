"""Invoices: their issue, and how their status moves."""

from dataclasses import dataclass, field

from checker.sample.story import Story
from checker.sample.times import DAY, HOUR

QUICK, AGREED, PARTLY, REFUSED, LAPSED = "quick", "agreed", "partly", "refused", "lapsed"
FATES = ((QUICK, 0.50), (AGREED, 0.25), (PARTLY, 0.06), (REFUSED, 0.10), (LAPSED, 0.09))


@dataclass
class Invoice:
    """One invoice before it is written. Days are day numbers; `log` holds (moment, old, new) of its status."""

    id: str
    inquiry: str
    issued: int
    owner: str
    amount: int
    fate: str
    decide_by: int
    lapse_day: int
    status: str = "issued"
    log: list[tuple[int, str, str]] = field(default_factory=list)
    reason: str = ""
    call: int | None = None
    open_until: int | None = None
    broken: str = ""

    @property
    def issue_day(self) -> int:
        """Day of issue."""
        return self.issued // DAY


def draw_invoice(story: Story, serial: int, inquiry: str, ready: int) -> Invoice | None:
    """An invoice on a request worked through at `ready`; none if it would be issued after the export."""
    chance, world, days = story.chance, story.world, story.world.days
    clock = world.clocks[story.unit(ready)]
    issued = ready + 600 + int(chance.random() * HOUR)
    gap = int(chance.random() * 3)
    if gap or issued // DAY != ready // DAY or not days.is_working(ready // DAY):
        issued = clock.at(days.after(ready // DAY, max(gap, 1)), 0.02 + 0.9 * chance.random())
    if issued > world.taken - DAY:
        return None
    day = issued // DAY
    return Invoice(
        id=f"S{story.card.id[1:]}-{serial:02}",
        inquiry=inquiry,
        issued=issued,
        owner=story.card.holder(issued),
        amount=int(20_000 + 1_500_000 * chance.random() ** 3),
        fate=_fate(chance.random()),
        decide_by=days.after(days.roll(day + 2)),
        lapse_day=days.roll(day + 15),
    )


def _fate(draw: float) -> str:
    for fate, share in FATES:
        draw -= share
        if draw < 0:
            return fate
    return QUICK


def move_status(invoice: Invoice, moment: int, value: str, taken: int) -> bool:
    """Move the status if the moment is not after the export; the log stays in order of time."""
    if moment > taken:
        return False
    invoice.log.append((moment, invoice.status, value))
    invoice.status = value
    return True
