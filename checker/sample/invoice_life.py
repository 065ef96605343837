"""The life of an invoice: set on approval, asked about, then paid, refused or lapsed."""

from checker.sample.decisions import ask, decline_refused, lapse
from checker.sample.invoices import AGREED, LAPSED, PARTLY, QUICK, REFUSED, Invoice, move_status
from checker.sample.payments import pay, pay_rest
from checker.sample.people import ACCOUNTANT
from checker.sample.story import Story
from checker.sample.times import DAY, HOUR, day_text, moment_text


def run_invoice(story: Story, invoice: Invoice) -> None:
    """Live through the invoice and write it with its payments, calls and status log."""
    invoice.broken = _draw_breach(story, invoice)
    _set_on_approval(story, invoice)
    if invoice.fate == QUICK:
        pay(story, invoice, _quick_day(story, invoice), 1.0)
    elif invoice.fate == REFUSED:
        ask(story, invoice, "refused")
        decline_refused(story, invoice)
    else:
        hesitates = invoice.fate == LAPSED and story.chance.random() < 0.4 and invoice.broken != "21b_early"
        ask(story, invoice, "postponed" if hesitates else "agreed")
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
        move_status(invoice, moment, "on_approval", world.taken)


def _quick_day(story: Story, invoice: Invoice) -> int:
    return min(story.world.days.after(invoice.issue_day, 1 + int(story.chance.random() * 3)), invoice.decide_by)


def _settle(story: Story, invoice: Invoice) -> None:
    """After the call the client pays, or lets the invoice lapse."""
    days, chance = story.world.days, story.chance
    if invoice.fate == LAPSED:
        lapse(story, invoice)
        return
    called = max(invoice.decide_by, (invoice.call or 0) // DAY)
    paid = min(days.after(called, 1 + int(chance.random() * 5)), invoice.lapse_day)
    if chance.random() < 0.08:
        paid = invoice.lapse_day
    if invoice.fate == PARTLY:
        pay(story, invoice, paid, 0.5)
        later = days.after(paid, 2 + int(chance.random() * 6))
        pay_rest(story, invoice, later)
    else:
        pay(story, invoice, paid, 1.0)


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
