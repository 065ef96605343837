"""An order from the telephone to the client's acceptance."""

from dataclasses import dataclass

from checker.sample.industrial.client import Client
from checker.sample.industrial.deals import Deal, log
from checker.sample.industrial.papers import decide, file_document, give_task
from checker.sample.industrial.revisits import return_visit
from checker.sample.industrial.spans import quarter_of
from checker.sample.industrial.talks import look, month_of, talk
from checker.sample.times import DAY, HOUR, day_date


@dataclass
class Course:
    """The moments of an order."""

    key: str
    received: int
    registered: int | None
    checked: int | None
    settled: int | None
    started: int | None
    released: int
    shipped: int
    delivered: int
    due: int
    cancelled: int | None = None
    unit: str | None = None


def write_order(client: Client, deal: Deal, begins: int, kind: str = "sale") -> Course:
    """Write an order under the deal that reaches the company at about the moment `begins`."""
    luck, desk = client.luck, client.desk
    key = client.next("S")
    received = begins
    registered = desk.in_workdays(received, 1, never=0.1)
    base = registered or received
    checked = None if luck.slips(0.3) else base + luck.between(20, 90) * 60
    settled = None if luck.slips(0.3) else (checked or base) + luck.between(20, 120) * 60
    if luck.slips(0.6) and checked and settled:
        checked, settled = settled, checked
    ready = max(checked or 0, settled or 0, base) + HOUR
    making = luck.happens(0.6)
    started = desk.at(ready // DAY + 1) if making else None
    span = luck.between(4, 12) if making else 1
    released = desk.at(max((started or ready) // DAY + span, ready // DAY + 1), late=0.5)
    if luck.happens(0.025):
        started = started - 2 * DAY if started else None
    shipped = released + luck.between(2, 40) * HOUR
    delivered = shipped + luck.between(18, 80) * HOUR
    due = deal.due
    if delivered // DAY > due and not luck.slips(1.2):
        due = delivered // DAY + luck.between(0, 3) if deal.framework else due
        delivered = min(delivered, due * DAY + 16 * HOUR)
        shipped = min(shipped, delivered - 12 * HOUR)
        released = min(released, shipped - HOUR)
        started = min(started, released - 2 * HOUR) if started else None
    if luck.slips(1.2):
        slack = luck.between(1, 4) if luck.happens(0.8) else luck.between(8, 24)
        shipped, delivered = shipped + (due - delivered // DAY + slack) * DAY, (due + slack + 1) * DAY + 15 * HOUR
    course = Course(key, received, registered, checked, settled, started, released, shipped, delivered, due)
    if luck.happens(0.02):
        course.cancelled = received + 20 * HOUR
    course.unit = luck.kept(client.unit, 0.4)
    _write(client, deal, course, kind)
    if course.cancelled is None:
        _lines(client, deal, course)
        _progress(client, course)
        _talks(client, course)
        if course.delivered // DAY > due:
            _late(client, course)
    return course


def _write(client: Client, deal: Deal, course: Course, kind: str) -> None:
    luck, desk, house = client.luck, client.desk, client.desk.house
    key, seen = course.key, house.seen
    channel = luck.pick(("phone", "phone", "fax", "courier", "email" if luck.slips(2) else "phone"))
    status = next(
        (
            name
            for name, moment in (
                ("cancelled", course.cancelled), ("completed", course.delivered + DAY), ("delivered", course.delivered),
                ("shipped", course.shipped), ("released", course.released), ("in_production", course.started),
                ("checked", course.settled), ("registered", course.registered),
            )
            if moment is not None and seen(moment)
        ),
        "new",
    )  # fmt: skip
    made = course.started is not None and course.cancelled is None
    late = course.delivered // DAY > course.due
    noticed = course.due * DAY + 17 * HOUR if late else None
    recorded = desk.in_hours((course.due + 1) * DAY, 24) if late else None
    arrears = desk.in_workdays(course.due * DAY + 16 * HOUR, 2) if late else None
    live = course.cancelled is None
    desk.add(
        "sales_order", id=key,
        number=luck.kept(
            f"XS{client.number:06}{client.counts['S']:03}" if not luck.slips(0.2) else f"XS{client.number:06}001"
        ),
        kind=kind, source="dealer", channel=channel, client_id=client.id, unit_id=course.unit, client_name=client.name,
        client_address=client.cells.get("address"), contract_id=deal.contract,
        opportunity_id=luck.kept(deal.opportunity, 0.6), owner_id=client.owner,
        prepared_by_id=luck.kept(client.owner, 0.5), created_by_id=client.owner,
        supervisor_id=client.supervisor if not luck.slips(0.4) else client.owner,
        total_amount=luck.kept(deal.amount, 0.04), currency="CNY",
        payment_method=deal.method if not luck.slips(0.4) else "现金", credit_status=luck.kept("正常"), status=status,
        received_at=course.received, created_at=course.received + 600, registered_at=course.registered,
        registered_by_id=client.owner if not luck.slips(0.4) else f"E-{client.province.id}-C",
        contract_checked_at=course.checked, contract_checked_by_id=client.supervisor,
        contract_match=luck.kept(True, 0.6) if course.checked else None, settlement_checked_at=course.settled,
        settlement_checked_by_id="E-FI2" if course.settled else None, over_limit=False,
        distributed_marketing_at=luck.kept(course.received + 2 * HOUR, 0.5),
        distributed_finance_at=luck.kept(course.received + 3 * HOUR, 0.5),
        distributed_production_at=luck.kept(course.received + 3 * HOUR, 0.5),
        manufacturing_number=luck.kept(f"MO{client.number}{client.counts['S']}") if made else None,
        production_from_on=course.started // DAY if made and course.started else None,
        production_to_on=course.released // DAY if made else None,
        production_started_at=course.started if live else None, released_at=course.released if live else None,
        requested_delivery_on=course.due, due_on=luck.kept(course.due, 0.15), arrears_reported_at=arrears,
        arrears_replied_at=desk.in_workdays(arrears, 2) if arrears else None,
        promised_delivery_on=course.due + 6 if arrears else None,
        shortage_notice_at=arrears + 9 * HOUR if arrears and not luck.slips(3) else None, cancelled_at=course.cancelled,
        progress="按计划", progress_updated_at=min(course.released, house.taken - DAY) if live else None,
        delay_detected_at=noticed, exception_kind="交付延迟" if recorded else None, exception_recorded_at=recorded,
        corrective_action=luck.kept("加急排产") if recorded else None,
        corrective_action_at=desk.in_workdays(recorded, 2) if recorded else None,
        usage_conditions_checked_at=luck.kept(course.received + 2 * HOUR),
        usage_problem="工作温度偏高" if luck.happens(0.1) else None, usage_remedy=luck.kept("改用氟橡胶"),
        delivered_at=course.delivered if live else None, completed_at=course.delivered + DAY if live else None,
    )  # fmt: skip
    if channel in ("fax", "courier") and not luck.slips():
        file_document(
            desk, f"D-OF-{key}", "order_form", "订货单", course.received, client.owner, client_id=client.id,
            subject_type="sales_order", subject_id=key, custodian_id=client.service if client.is_key else None,
        )  # fmt: skip
    if recorded and not luck.slips():
        talk(client, recorded + luck.between(1, 20) * HOUR, client.owner, "notice", "phone", order_id=key)
    if arrears and not luck.slips():
        give_task(
            desk, f"K-{key}", "measure", "E-PD2", client.owner, arrears + 5 * HOUR, (course.due + 9) * DAY,
            course.delivered, subject_type="sales_order", subject_id=key,
        )  # fmt: skip
    if live:
        day = day_date(course.received // DAY)
        client.ordered[day.year] = client.ordered.get(day.year, 0.0) + deal.amount
        quarter, _ = quarter_of(course.received // DAY)
        client.bought[quarter] = client.bought.get(quarter, 0.0) + deal.amount


def _lines(client: Client, deal: Deal, course: Course) -> None:
    luck, desk = client.luck, client.desk
    amount = 0.0
    for place, line in enumerate(deal.lines, 1):
        item = f"{course.key}-{place}"
        amount += line.amount
        weight = round(line.quantity * 1.02, 2)
        desk.add(
            "order_item", id=item, order_id=course.key, product_id=line.product.id, product_name=line.product.name,
            spec=luck.kept("标准", 0.5), lot_grade="一等", purpose=luck.kept("主机配套", 0.5), quantity=line.quantity,
            partial_quantity=line.quantity // 2 if not luck.slips(0.4) else line.quantity + 10,
            quantity_delivered=line.quantity if desk.house.seen(course.delivered) else 0,
            unit_price_amount=line.price if not luck.slips(0.4) else line.price + 1, amount=line.amount, currency="CNY",
            ship_on=course.shipped // DAY, completion_on=course.released // DAY,
            packing={
                "packaging": "纸箱", "volume": 1.2, "colour_code": luck.kept("蓝", 0.4), "boxes": luck.between(1, 40),
                "box_number": "1-40", "gross_weight": weight if not luck.slips(0.4) else line.quantity - 5,
                "net_weight": line.quantity, "tail_box_weight": luck.kept(6.5, 0.4),
            },
        )  # fmt: skip
        order = luck.kept(course.key, 0.1)
        shipped = course.shipped if not luck.slips(0.5) else course.released + 4 * DAY
        if order and course.unit and desk.house.seen(shipped):
            client.tally.sent[course.unit, month_of(shipped // DAY)] += line.amount
        desk.add(
            "shipment", id=f"Y{item[1:]}", kind="goods", client_id=client.id, order_id=order, order_item_id=item,
            quantity=line.quantity, amount=line.amount, currency="CNY", ready_at=course.released, shipped_at=shipped,
            waybill_no=luck.kept(f"SF{client.number}{place}"), status_updated_at=luck.kept(course.shipped + HOUR),
            client_notified_at=desk.in_hours(course.shipped, 24), delivered_at=course.delivered,
            accepted_at=luck.kept(course.delivered + 2 * HOUR),
            acceptance_result="accepted_with_remarks" if luck.happens(0.05) else "accepted",
            freight_amount=luck.kept(round(line.amount * 0.01, 2)),
        )  # fmt: skip
    client.tally.ordered[month_of(course.received // DAY)] += amount


def _progress(client: Client, course: Course) -> None:
    """Every step is logged, and the days between are never longer than a week."""
    luck, house = client.luck, client.desk.house
    steps = [
        ("registered", course.registered), ("checked", course.settled), ("in_production", course.started),
        ("released", course.released), ("shipped", course.shipped), ("delivered", course.delivered),
    ]  # fmt: skip
    before, last = "new", course.received
    for name, moment in sorted(((n, m) for n, m in steps if m is not None), key=lambda step: step[1]):
        while moment - last > 6 * DAY and last < house.taken:
            last += 5 * DAY
            if not luck.slips():
                log(client, "sales_order", course.key, "progress", "排产中", "生产中", last, client.supervisor)
        log(client, "sales_order", course.key, "status", before, name, moment, client.supervisor)
        before, last = name, max(last, moment)
    moment = course.received + 4 * DAY
    while moment < min(course.delivered, house.taken):
        if not luck.slips():
            look(client, client.owner, moment, "sales_order", course.key)
        moment += luck.between(4, 6) * DAY


def _talks(client: Client, course: Course) -> None:
    luck, desk = client.luck, client.desk
    if not luck.slips():
        talk(client, course.shipped - 4 * HOUR, client.owner, "product_guidance", "phone", order_id=course.key)
    draw = luck.draw()
    if draw < 0.5:
        return_visit(
            client, desk.at(course.delivered // DAY + luck.between(5, 25)), [client.service], "ad_hoc", "售后回访",
            order=course.key, channel="phone",
        )  # fmt: skip
    elif draw < 0.96:
        talk(
            client, desk.at(course.delivered // DAY + luck.between(5, 25)), client.owner, "order_follow_up", "phone",
            order_id=course.key,
        )  # fmt: skip


def _late(client: Client, course: Course) -> None:
    """A late order may bring the delivery manager to the client's side."""
    if client.luck.happens(0.2):
        decide(
            client.desk, "sales_order", course.key, client.head, course.due * DAY + 30 * HOUR, client.owner,
            step="exception",
        )  # fmt: skip
