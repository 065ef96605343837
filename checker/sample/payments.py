"""Money that comes in on invoices, and the orders and dispatches that follow."""

from checker.sample.invoices import Invoice, move_status
from checker.sample.people import ACCOUNTANT
from checker.sample.story import Story
from checker.sample.times import DAY, HOUR, day_text, moment_text


def pay(story: Story, invoice: Invoice, day: int, part: float) -> None:
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
        move_status(invoice, recorded, "partly_paid", world.taken)
        return
    move_status(invoice, recorded, "paid", world.taken)
    invoice.open_until = day
    _ship(story, invoice, recorded)


def pay_rest(story: Story, invoice: Invoice, day: int) -> None:
    """Receive the second half of a partly paid invoice."""
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
    move_status(invoice, recorded, "paid", story.world.taken)
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
