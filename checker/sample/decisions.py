"""Calls for a decision, and invoices that are declined: by refusal or because nobody paid."""

from checker.sample.contacts import Contact, write_contact
from checker.sample.invoices import Invoice, move_status
from checker.sample.names import pick
from checker.sample.story import Story
from checker.sample.tasks import write_lapse_task
from checker.sample.times import DAY

REASONS = ("Дорого", "Не устроил срок поставки", "Нашли аналог дешевле", "Заморожен бюджет")


def ask(story: Story, invoice: Invoice, decision: str) -> None:
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


def decline_refused(story: Story, invoice: Invoice) -> None:
    """Decline the refused invoice, as a rule by the end of the next working day."""
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
        lapse(story, invoice)
        return
    _decline(story, invoice, moment)


def _next_hours(story: Story, moment: int, count: int) -> int:
    clock = story.world.clocks[story.unit(moment)]
    return clock.at(story.world.days.after(moment // DAY, count), story.chance.random() * 0.9)


def _decline(story: Story, invoice: Invoice, moment: int) -> bool:
    if not move_status(invoice, moment, "declined", story.world.taken):
        invoice.reason = ""
        return False
    invoice.open_until = moment // DAY
    return True


def lapse(story: Story, invoice: Invoice) -> None:
    """Decline the unpaid invoice on the working day after the fifteenth."""
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
        story.forgotten.append((invoice.id, moment))
        return
    created = moment + 300 if story.chance.random() < 0.6 else _next_hours(story, moment, 1)
    if created > story.world.taken:
        return
    write_lapse_task(story, invoice.id, invoice.owner, created)
