"""Invoices, payments, and what happens when money does not come."""

from checker.sample.industrial.client import Client
from checker.sample.industrial.deals import Deal
from checker.sample.industrial.orders import Course
from checker.sample.industrial.papers import file_report
from checker.sample.industrial.talks import look, month_of, talk
from checker.sample.times import DAY, HOUR


def write_invoice(client: Client, deal: Deal, course: Course) -> None:
    """Bill the order and follow the money."""
    luck, desk, house = client.luck, client.desk, client.desk.house
    billed = desk.in_workdays(course.delivered, 2)
    if billed is None or not house.seen(billed):
        return
    key = client.next("J")
    issued = billed // DAY
    terms = client.cells.get("payment_term_days") or 30
    due = issued + int(terms)
    mailed = desk.in_workdays(billed, 1)
    late = luck.happens(0.12)
    paid = due + luck.between(4, 45) if late else due - luck.between(0, min(18, int(terms) - 3))
    paid = house.days.roll(max(issued + 1, paid))
    amount = deal.amount if not luck.slips(0.3) else deal.amount + 500
    is_paid = paid <= house.last
    desk.add(
        "invoice", id=key, number=f"{44_000_000 + client.number * 100 + client.counts['J']}", kind="tax_invoice",
        client_id=client.id, contract_id=deal.contract, order_id=course.key, issued_on=issued,
        issued_by_id="E-FI3" if not luck.slips() else client.owner, owner_id=client.owner, amount=amount,
        currency="CNY", due_on=due, sent_at=mailed, mailed_at=mailed,
        receipt_confirmed_at=desk.in_days(mailed, 15) if mailed else None, status="paid" if is_paid else "issued",
        status_changed_at=(paid * DAY + 16 * HOUR) if is_paid else billed,
    )  # fmt: skip
    if is_paid:
        _payment(client, key, course, paid, amount if not luck.slips(0.3) else amount + 1_000)
    _watch(client, key, issued, min(paid, house.last))
    if due < min(paid, house.last + 1):
        _dun(client, key, due, min(paid, house.last + 1))


def _payment(client: Client, invoice: str, course: Course, paid: int, amount: float) -> None:
    luck, desk = client.luck, client.desk
    base = paid * DAY + 10 * HOUR
    draft = luck.happens(0.12)
    desk.add(
        "payment", id=client.next("M"), kind="receipt", client_id=luck.kept(client.id, 0.1), invoice_id=invoice,
        order_id=luck.kept(course.key), unit_id=client.unit, amount=amount, currency="CNY",
        method="bank_acceptance" if draft else "transfer",
        discount_charged_amount=round(amount * 0.005, 2) if draft and not luck.slips(2) else 0.0, received_on=paid,
        recorded_at=desk.in_workdays(base, 1), recorded_by_id="E-FI2" if not luck.slips() else client.owner,
        reconciled_at=desk.in_workdays(base, 5), ledger_entry_at=desk.in_workdays(base, 3),
    )  # fmt: skip
    client.tally.collected[client.unit, month_of(paid)] += amount


def _watch(client: Client, invoice: str, first: int, last: int) -> None:
    luck = client.luck
    day = first + luck.between(2, 6)
    while day <= last:
        if not luck.slips():
            look(client, client.owner, client.desk.house.days.roll(day) * DAY + 11 * HOUR, "invoice", invoice)
        day += luck.between(4, 5)


def _dun(client: Client, invoice: str, due: int, until: int) -> None:
    """Reminders from the third working day on, every ten days; finance hears what came of them."""
    luck, desk = client.luck, client.desk
    moment = desk.in_workdays(due * DAY + 17 * HOUR, 2)
    if moment is None:
        return
    while moment < until * DAY:
        talk(
            client, moment, client.owner, "collection", luck.pick(("phone", "phone", "in_person")), invoice_id=invoice,
            outcome=luck.kept("承诺本周付款"),
        )  # fmt: skip
        if luck.happens(0.3):
            file_report(
                desk, f"RF-{invoice}-{moment // DAY}", "process_report", client.owner, moment + 20 * HOUR,
                client_id=client.id, subject_type="invoice", subject_id=invoice, recipient_id="E-FI1",
                recipient_department="finance", status="draft", topic="逾期反馈",
            )  # fmt: skip
        moment = desk.at(desk.house.days.after(moment // DAY, luck.between(6, 9) if not luck.slips() else 16))
