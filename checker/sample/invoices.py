"""Invoices from issue to payment, refusal or lapse."""

from dataclasses import dataclass, field

from checker.sample.contacts import Contact, write_contact
from checker.sample.names import pick
from checker.sample.people import ACCOUNTANT
from checker.sample.story import Story
from checker.sample.tasks import write_lapse_task
from checker.sample.times import DAY, HOUR, day_text, moment_text

REASONS = ("Дорого", "Не устроил срок поставки", "Нашли аналог дешевле", "Заморожен бюджет")
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


def run_invoice(story: Story, invoice: Invoice) -> None:
    """Live through the invoice and write it with its payments, calls and status log."""
    invoice.broken = _draw_breach(story, invoice)
    _set_on_approval(story, invoice)
    if invoice.fate == QUICK:
        _pay(story, invoice, _quick_day(story, invoice), 1.0)
    elif invoice.fate == REFUSED:
        _call(story, invoice, "refused")
        _decline_refused(story, invoice)
    else:
        hesitates = invoice.fate == LAPSED and story.chance.random() < 0.4 and invoice.broken != "21b_early"
        _call(story, invoice, "postponed" if hesitates else "agreed")
        _settle(story, invoice)
    _write(story, invoice)


def _draw_breach(story: Story, invoice: Invoice) -> str:
    """One breach at most, so that each planted verdict stays that of its own clause."""
    days, taken = story.world.days, story.world.taken
    end_of_calls = (days.after(invoice.decide_by, 5) + 1) * DAY
    if end_of_calls > taken:
        return ""
    lapsed = (days.after(invoice.lapse_day, 4) + 1) * DAY <= taken
    ways = {
        QUICK: ("19c_skipped",),
        AGREED: ("19c_late", "21a_absent", "21a_late"),
        PARTLY: ("21a_absent",),
        REFUSED: ("21c_late", "21c_never", "21d_blank", "21d_mark"),
        LAPSED: ("23a_never", "23a_late", "21b_early", "23b_no_task") if lapsed else (),
    }[invoice.fate]
    return next((way for way in ways if story.plants.draw("yes")), "")


def _status(invoice: Invoice, moment: int, value: str, taken: int) -> bool:
    """Move the status if the moment is not after the export; the log stays in order of time."""
    if moment > taken:
        return False
    invoice.log.append((moment, invoice.status, value))
    invoice.status = value
    return True


def _set_on_approval(story: Story, invoice: Invoice) -> None:
    chance, world = story.chance, story.world
    moment = invoice.issued + 30 + int(chance.random() * 900)
    if chance.random() < 0.02 or moment // DAY != invoice.issue_day:
        moment = (invoice.issue_day + 1) * DAY - 1
    if invoice.broken == "19c_late":
        moment = (invoice.issue_day + 1) * DAY + int(story.plants.chance.random() * HOUR)
    if invoice.broken.startswith("19c"):
        story.plants.truth("19c", "invoice", invoice.id, f"approval_{invoice.broken[4:]}")
    if invoice.broken != "19c_skipped":
        _status(invoice, moment, "on_approval", world.taken)


def _quick_day(story: Story, invoice: Invoice) -> int:
    return min(story.world.days.after(invoice.issue_day, 1 + int(story.chance.random() * 3)), invoice.decide_by)


def _pay(story: Story, invoice: Invoice, day: int, part: float) -> None:
    """Receive a part of the sum; the whole ends the invoice."""
    chance, world = story.chance, story.world
    recorded = day * DAY + 10 * HOUR + int(chance.random() * 7 * HOUR)
    if part == 1.0 and chance.random() < 0.2 and day < invoice.decide_by:
        recorded = world.days.after(day) * DAY + 10 * HOUR
    if recorded > world.taken:
        return
    sum_paid = round(invoice.amount * part)
    serial = len(invoice.log)
    story.tables.add("payment", (
        f"M{invoice.id[1:]}-{serial}", "receipt", story.card.id, invoice.id, "", story.unit(recorded), sum_paid, "RUB",
        "transfer", day_text(day), moment_text(recorded), ACCOUNTANT,
    ))  # fmt: skip
    card = story.card
    card.first_paid = recorded if card.first_paid is None else min(card.first_paid, recorded)
    if part < 1.0:
        _status(invoice, recorded, "partly_paid", world.taken)
        return
    _status(invoice, recorded, "paid", world.taken)
    invoice.open_until = day
    _ship(story, invoice, recorded)


def _ship(story: Story, invoice: Invoice, paid: int) -> None:
    world, card = story.world, story.card
    made = paid + HOUR
    order = f"O{invoice.id[1:]}"
    story.tables.add("sales_order", (
        order, f"ЗК-{invoice.id[1:]}", "sale", card.id, story.unit(paid), invoice.owner, invoice.amount, "RUB",
        "registered", moment_text(made),
    ))  # fmt: skip
    card.first_order = made if card.first_order is None else min(card.first_order, made)
    shipped = world.days.after(paid // DAY, 2) * DAY + 15 * HOUR
    if shipped <= world.taken:
        story.tables.add("shipment", (
            f"D{invoice.id[1:]}", "goods", card.id, order, invoice.amount, "RUB", moment_text(shipped),
        ))  # fmt: skip


def _call(story: Story, invoice: Invoice, decision: str) -> None:
    """Ask for the decision, mostly on the day on which the wait is over."""
    chance, days = story.chance, story.world.days
    waited = days.roll(invoice.issue_day + 2)
    draw = chance.random()
    day = waited if draw < 0.55 else invoice.decide_by if draw < 0.95 else days.after(invoice.issue_day)
    if invoice.broken == "21a_late":
        day = days.after(invoice.decide_by, 1 + int(story.plants.chance.random() * 2))
    clock = story.world.clocks[story.unit(day * DAY)]
    invoice.call = clock.at(day, 0.08 + 0.85 * chance.random())
    if invoice.broken in ("21a_late", "21a_absent"):
        story.plants.truth("21a", "invoice", invoice.id, f"decision_{invoice.broken[4:]}")
    if invoice.broken == "21a_absent":
        return
    interest = {"agreed": "interested", "refused": "not_interested"}.get(decision, "undetermined")
    reason = pick(chance, REASONS) if decision == "refused" else ""
    outcome = f"Отказ: {reason.lower()}" if reason else "Оплату подтвердили" if decision == "agreed" else "Решат позже"
    invoice.reason = reason
    if invoice.broken.startswith("21d"):
        outcome, invoice.reason = "refused", "" if invoice.broken == "21d_blank" else "-"
        story.plants.truth("21d", "invoice", invoice.id, f"reason_{invoice.broken[4:]}", invoice.call)
    write_contact(story, Contact(
        line="inquiry", started=invoice.call, kind="payment_decision", interest=interest, decision=decision,
        outcome=outcome, invoice=invoice.id, prompt=True,
    ))  # fmt: skip


def _decline_refused(story: Story, invoice: Invoice) -> None:
    chance, days, taken = story.chance, story.world.days, story.world.taken
    if invoice.call is None or invoice.call > taken:
        return
    moment = invoice.call + 120 + int(chance.random() * 1800)
    draw = chance.random()
    if draw < 0.35:
        moment = _next_hours(story, invoice.call, 1)
    elif draw < 0.38:
        moment = (days.after(invoice.call // DAY) + 1) * DAY - 1
    if invoice.broken.startswith("21c"):
        story.plants.truth("21c", "invoice", invoice.id, f"decline_{invoice.broken[4:]}", invoice.call)
    if invoice.broken == "21c_late":
        moment = _next_hours(story, invoice.call, 2 + int(story.plants.chance.random() * 2))
    elif invoice.broken == "21c_never":
        _lapse(story, invoice)
        return
    _decline(story, invoice, moment)


def _next_hours(story: Story, moment: int, count: int) -> int:
    clock = story.world.clocks[story.unit(moment)]
    return clock.at(story.world.days.after(moment // DAY, count), story.chance.random() * 0.9)


def _decline(story: Story, invoice: Invoice, moment: int) -> bool:
    if not _status(invoice, moment, "declined", story.world.taken):
        invoice.reason = ""
        return False
    invoice.open_until = moment // DAY
    return True


def _settle(story: Story, invoice: Invoice) -> None:
    """After the call the client pays, or lets the invoice lapse."""
    days, chance = story.world.days, story.chance
    if invoice.fate == LAPSED:
        _lapse(story, invoice)
        return
    called = max(invoice.decide_by, (invoice.call or 0) // DAY)
    paid = min(days.after(called, 1 + int(chance.random() * 5)), invoice.lapse_day)
    if chance.random() < 0.08:
        paid = invoice.lapse_day
    if invoice.fate == PARTLY:
        _pay(story, invoice, paid, 0.5)
        later = days.after(paid, 2 + int(chance.random() * 6))
        _pay_rest(story, invoice, later)
    else:
        _pay(story, invoice, paid, 1.0)


def _pay_rest(story: Story, invoice: Invoice, day: int) -> None:
    if invoice.status != "partly_paid":
        return
    rest = invoice.amount - round(invoice.amount * 0.5)
    recorded = day * DAY + 16 * HOUR
    if recorded > story.world.taken:
        return
    story.tables.add("payment", (
        f"M{invoice.id[1:]}-R", "receipt", story.card.id, invoice.id, "", story.unit(recorded), rest, "RUB", "transfer",
        day_text(day), moment_text(recorded), ACCOUNTANT,
    ))  # fmt: skip
    _status(invoice, recorded, "paid", story.world.taken)
    invoice.open_until = day
    _ship(story, invoice, recorded)


def _lapse(story: Story, invoice: Invoice) -> None:
    days, chance = story.world.days, story.chance
    clock = story.world.clocks[story.unit(invoice.issued)]
    day = days.after(invoice.lapse_day)
    if invoice.broken.startswith("23a"):
        story.plants.truth("23a", "invoice", invoice.id, f"lapse_{invoice.broken[4:]}", invoice.issue_day * DAY)
    if invoice.broken == "23a_never":
        return
    if invoice.broken == "23a_late":
        day = days.after(day, 1 + int(story.plants.chance.random() * 3))
    moment = clock.at(day, chance.random())
    if chance.random() < 0.03 and not invoice.broken:
        moment = (day + 1) * DAY - 1
    if invoice.broken == "21b_early":
        moment = clock.at(days.after(invoice.decide_by, 2), 0.5)
        story.plants.truth("21b", "invoice", invoice.id, "declined_early")
    if _decline(story, invoice, moment):
        _return_to_pool(story, invoice, moment)


def _return_to_pool(story: Story, invoice: Invoice, moment: int) -> None:
    """Give the lapsed client back to the salesperson as a task."""
    if invoice.broken == "23b_no_task":
        story.plants.truth("s2-23", "invoice", invoice.id, "task_absent")
        story.forgotten.append(invoice.id)
        return
    created = moment + 300 if story.chance.random() < 0.6 else _next_hours(story, moment, 1)
    if created > story.world.taken:
        return
    write_lapse_task(story, invoice.id, invoice.owner, created)


def _write(story: Story, invoice: Invoice) -> None:
    changed = None
    for moment, old, new in invoice.log:
        author = ACCOUNTANT if new in ("paid", "partly_paid") else story.employee(moment)
        story.change("invoice", invoice.id, "status", old, new, moment, author)
        changed = moment
    story.tables.add("invoice", (
        invoice.id, f"СЧ-{invoice.id[1:]}", "payment_request", story.card.id, invoice.inquiry, "",
        day_text(invoice.issue_day), story.employee(invoice.issued), invoice.owner, invoice.amount, "RUB",
        moment_text(invoice.issued + 20), invoice.status, moment_text(changed or invoice.issued), invoice.reason, "",
        "",
    ))  # fmt: skip
    last = invoice.open_until if invoice.open_until is not None else story.world.last
    story.block.involve(invoice.owner, story.card.id)
    story.block.invoice_open(invoice.owner, invoice.issue_day + 1, last)
