"""A year of business with one client: frameworks, opportunities, orders, money."""

from checker.sample.industrial.client import STANDING, Client
from checker.sample.industrial.complaints import write_complaint
from checker.sample.industrial.deals import Deal, Line, draw_lines, sign, write_opportunity
from checker.sample.industrial.orders import Course, write_order
from checker.sample.industrial.papers import decide
from checker.sample.industrial.products import GOODS
from checker.sample.industrial.revisits import return_visit
from checker.sample.industrial.settlement import write_invoice
from checker.sample.industrial.talks import month_of, talk
from checker.sample.times import DAY, HOUR

PER_YEAR = {"strategic": 9, "key": 6, "general": 1.7}


def write_trade(client: Client) -> None:
    """Write what a standing client buys."""
    if client.kind != STANDING:
        return
    luck, house = client.luck, client.desk.house
    _old_contract(client)
    framework = _framework(client) if client.tier in ("strategic", "key") else None
    span = house.last - house.run_in
    mean = PER_YEAR[client.tier] * span / 365
    count = int(mean) + luck.happens(mean % 1)
    for place in range(count):
        day = house.run_in + int((place + luck.draw()) * span / max(count, 1))
        if framework is not None and luck.happens(0.7):
            deal = _call_off(client, framework, day)
        elif luck.happens(0.6):
            won = write_opportunity(client, day)
            if won is None:
                continue
            deal = won
        else:
            deal = sign(client, house.days.roll(day), draw_lines(client), None)
        deliver(client, deal)
    if client.bought:
        _after_months(client, min(client.bought))


def deliver(client: Client, deal: Deal, kind: str = "sale") -> Course | None:
    """The order of a deal with everything that follows from it."""
    luck, house = client.luck, client.desk.house
    begins = deal.signed * DAY + 15 * HOUR + luck.between(0, 7_000)
    if luck.slips():
        begins = client.desk.at(house.days.after(deal.signed, luck.between(2, 4)))
    if not house.seen(begins):
        return None
    course = write_order(client, deal, begins, kind)
    if client.cells.get("first_order_on") is None:
        client.cells["first_order_on"] = begins // DAY
    if course.cancelled is None:
        client.delivered = client.delivered or course.delivered
        write_invoice(client, deal, course)
        if luck.happens(0.06):
            write_complaint(client, course.delivered + luck.between(2, 20) * DAY, course.key)
        if luck.happens(0.015):
            _give_back(client, deal, course)
    return course


def _after_months(client: Client, first: int) -> None:
    """A card with questions after the first delivery, an overhaul, and an offer to replace what has grown old."""
    luck, desk = client.luck, client.desk
    if client.delivered is None:
        return
    if not luck.slips():
        sent = client.delivered + luck.between(3, 25) * DAY
        desk.add(
            "survey_response", id=client.next("A"), client_id=client.id, sent_at=sent,
            answered_at=sent + 6 * DAY if luck.happens(0.7) else None, is_valid=True, rating=float(luck.between(3, 5)),
            remarks="使用正常",
        )  # fmt: skip
    if not luck.slips():
        return_visit(
            client, desk.at(client.delivered // DAY + luck.between(250, 350)), [client.service], "maintenance",
            "定期检修",
        )  # fmt: skip
    if luck.happens(0.9):
        talk(client, desk.at(first + luck.between(150, 330)), client.owner, "replacement_offer", "phone")


def _old_contract(client: Client) -> None:
    """The contract with which business began, long before the span."""
    luck, house = client.luck, client.desk.house
    day = min(client.created // DAY + luck.between(10, 60), house.first - 60)
    client.desk.add(
        "contract", id=client.next("T"), kind="sales", client_id=client.id, unit_id=client.unit, owner_id=client.owner,
        amount=12_000.0, currency="CNY", payment_method="银行转账", payment_terms="货到付款",
        has_confidentiality_clause=True, signed_on=day, valid_from_on=day, valid_until_on=day + 365,
        delivery_due_on=day + 30, status="fulfilled", created_at=day * DAY - 30 * HOUR,
    )  # fmt: skip


def _framework(client: Client) -> Deal:
    luck, desk, house = client.luck, client.desk, client.desk.house
    key = client.next("T")
    day = house.days.roll(house.run_in - luck.between(20, 200))
    method = client.cells.get("payment_method") or "银行转账"
    desk.add(
        "contract", id=key, kind="framework", client_id=client.id, unit_id=client.unit, owner_id=client.owner,
        amount=5_000_000.0, currency="CNY", payment_method=method, payment_terms="货到付款",
        has_confidentiality_clause=True, signed_on=day, valid_from_on=day, valid_until_on=house.last + 400,
        delivery_due_on=house.last + 400,
        delivery_status_updated_at=desk.at(house.last - luck.between(2, 20)) if not luck.slips() else None,
        status="in_force", created_at=day * DAY - 60 * HOUR,
    )  # fmt: skip
    for place, product in enumerate(GOODS, 1):
        desk.add(
            "contract_item", id=f"{key}-{place}", contract_id=key, product_id=product.id, product_name=product.name,
            quantity=9_000_000, unit_price_amount=product.price, amount=round(9_000_000 * product.price, 2),
            currency="CNY",
        )  # fmt: skip
    decide(desk, "contract", key, "E-VP1", day * DAY - 6 * HOUR, client.owner)
    return Deal(key, [], day, method, 0, None, framework=True)


def _call_off(client: Client, framework: Deal, day: int) -> Deal:
    luck, house = client.luck, client.desk.house
    chosen = luck.some(GOODS, luck.between(1, 3))
    lines = [Line(one, luck.between(4, 60) * 50, one.price) for one in chosen]
    rolled = house.days.roll(day)
    return Deal(
        framework.contract, lines, rolled, framework.method, rolled + luck.between(16, 35), None, framework=True
    )


def _give_back(client: Client, deal: Deal, course: Course) -> None:
    """Goods sent back, and the money for them."""
    luck, desk = client.luck, client.desk
    key = client.next("S")
    back = desk.at(course.delivered // DAY + luck.between(3, 20))
    desk.add(
        "sales_order", id=key, number=f"TH{key[1:]}", kind="return", source="dealer", channel="phone",
        client_id=client.id, unit_id=client.unit, owner_id=client.owner, prepared_by_id=client.owner,
        supervisor_id=client.supervisor, total_amount=deal.lines[0].amount, currency="CNY", status="completed",
        received_at=back, created_at=back,
    )  # fmt: skip
    desk.add(
        "shipment", id=f"Y{key[1:]}R", kind="return", client_id=client.id, order_id=key,
        quantity=deal.lines[0].quantity, amount=deal.lines[0].amount, currency="CNY", ready_at=back,
        shipped_at=back + DAY, delivered_at=back + 3 * DAY,
    )  # fmt: skip
    paid = desk.in_days(back + DAY, 28)
    if paid:
        added = desk.add(
            "payment", id=client.next("M"), kind="refund", client_id=client.id, order_id=key, unit_id=client.unit,
            amount=deal.lines[0].amount, currency="CNY", method="transfer", received_on=paid // DAY,
            recorded_at=paid + HOUR, recorded_by_id="E-FI2",
        )  # fmt: skip
        if added:
            client.tally.collected[client.unit, month_of(paid // DAY)] -= deal.lines[0].amount
