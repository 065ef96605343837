"""Service on site by grade, the plan lines of the year, and gifts."""

from checker.sample.industrial.calls import plan_visit
from checker.sample.industrial.client import STANDING, Client
from checker.sample.industrial.papers import decide
from checker.sample.industrial.revisits import return_visit
from checker.sample.times import DAY, HOUR, day_date, day_number, month_starts

EVERY = {"A": (18, 29), "B": (38, 58), "C": (60, 88), "D": (120, 175)}
GUIDANCE = ("product_guidance", "technical_guidance", "technical_guidance", "technical_guidance")


def write_service(client: Client) -> None:
    """Write the service visits of a client and the lines of the plans that count them."""
    if client.kind != STANDING:
        return
    house, luck, desk = client.desk.house, client.luck, client.desk
    least, most = EVERY[client.grade]
    day = house.first + luck.between(2, most)
    while day <= house.last:
        who = client.service if not luck.slips(0.4) else client.owner
        cells: dict[str, object] = {
            "findings": {
                "operations": luck.kept("产能利用率八成"), "stock": luck.kept("库存两周"),
                "market": luck.kept("订单回升"),
            },
            "feedback": luck.kept("对交付满意"),
            "topics": luck.pick((["business", "stock"], ["market"], ["opinions", "business", "stock", "market"])),
        }  # fmt: skip
        if luck.happens(0.06) and (client.ka_type != "important" or luck.slips()):
            cells |= _gift(client, day)
        visit = plan_visit(client, desk.at(day), who, "service", "定期服务", **cells)
        if visit and luck.happens(0.2):
            return_visit(client, desk.at(day + 1), [client.service], "regular", "服务回访")
        if luck.happens(0.03):
            _ad_hoc(client, day + 2)
        if luck.happens(0.5):
            plan_visit(
                client, desk.at(day + 4), f"E-{client.province.id}-T{luck.between(1, 2)}", luck.pick(GUIDANCE),
                "现场指导",
            )  # fmt: skip
        day += luck.between(least, most) if not luck.slips(0.7) else most + luck.between(8, 60)
    _lines(client)


def _gift(client: Client, day: int) -> dict[str, object]:
    """A gift of the visit: asked for, granted by a superior, given."""
    luck, desk = client.luck, client.desk
    value = float(luck.between(1, 5) * 80) if not luck.slips() else 900.0
    request = client.next("E")
    asked = desk.at(day - 6)
    if not luck.slips():
        desk.add(
            "expense_request", id=request, kind="gift", client_id=client.id, requested_at=asked,
            requested_by_id=client.service, purpose="节日礼品", amount=value, actual_amount=value, currency="CNY",
            status="settled", spent_at=(day - 1) * DAY + 15 * HOUR, settled_at=(day + 6) * DAY + 12 * HOUR,
            settled_by_id="E-FI3",
        )  # fmt: skip
        approver = "E-CM" if not luck.slips() else "E-HR2"
        decide(desk, "expense_request", request, approver, asked + 22 * HOUR, client.service)
    return {"gift_given": True, "gift_value_amount": value, "currency": "CNY"}


def _ad_hoc(client: Client, day: int) -> None:
    """A return visit that no plan foresaw: a leader agrees first."""
    luck, desk = client.luck, client.desk
    key, visited = client.next("U"), desk.at(day)
    desk.add(
        "visit_plan", id=key, kind="ad_hoc", unit_id=client.unit, client_id=client.id, client_name=client.name,
        visitor_id=client.service, prepared_by_id=client.service_supervisor, prepared_at=visited - 50 * HOUR,
        planned_on=visited // DAY, reason="客户临时提出", status="done",
    )  # fmt: skip
    if not luck.slips():
        decide(desk, "visit_plan", key, "E-VP1", visited - 20 * HOUR, client.service_supervisor)
    return_visit(client, visited, [client.service], "ad_hoc", "临时回访", plan=key)


def _lines(client: Client) -> None:
    """The annual line of the year with the visits counted, and the one for the coming year."""
    house, luck = client.desk.house, client.luck
    per_year = 365 // EVERY[client.grade][1]
    for start in month_starts(house.first, house.last)[::12]:
        year = day_date(start).year
        last = min(day_number(day_date(start).replace(year=year, month=12, day=31)), house.last)
        made = sum(start <= day <= last for day in client.visits)
        _line(client, start, last, start - 18, per_year, made + 1 if luck.slips(0.8) else made)
    if not luck.slips():
        _line(client, house.last + 1, house.last + 365, house.last - 20, per_year, None)


def _line(client: Client, first: int, last: int, prepared: int, planned: int, made: int | None) -> None:
    luck = client.luck
    client.desk.add(
        "visit_plan", id=client.next("U"), kind="annual", unit_id=client.unit, client_id=client.id,
        client_name=client.name, client_level="important" if client.grade == "A" else "general",
        contact_person_id=luck.kept(client.buyer, 0.5), contact_details=luck.kept("见客户卡", 0.5),
        visitor_id=client.service, role="service_specialist", prepared_by_id=client.service_supervisor,
        prepared_at=client.desk.at(prepared), period_start_on=first, period_end_on=last, planned_count=planned,
        actual_count=made, status="planned",
    )  # fmt: skip


def write_plan_lines(client: Client) -> None:
    """The specialist's own visit of the month to this client: a line of the plan, approved, assigned, made."""
    house, luck, desk = client.desk.house, client.luck, client.desk
    if client.kind != STANDING:
        return
    months = month_starts(house.first, house.last)
    turn = client.number // len(house.provinces) // house.sellers_of_a_unit
    month = months[turn % len(months)]
    day = house.days.roll(month + luck.between(8, 25))
    line = client.next("U")
    prepared = desk.at(house.days.after(month - 1, 1), late=0.8)
    assigned = desk.at(house.days.after(prepared // DAY, 2), late=0.9)
    visited = not luck.slips()
    desk.add(
        "visit_plan", id=line, kind="client_visit", unit_id=client.unit, client_id=client.id,
        client_name=luck.kept(client.name), client_level=luck.kept("important" if client.grade == "A" else "general"),
        contact_person_id=client.buyer, position=luck.kept("采购经理"), department="采购部",
        address=client.cells.get("address"), contact_details=luck.kept("采购部座机"), line_number=luck.kept(turn + 1),
        visitor_id=client.owner, prepared_by_id=client.service_supervisor, prepared_at=prepared, assigned_at=assigned,
        period_start_on=month, planned_on=luck.kept(day, 0.4), due_on=luck.kept(day + 5), purpose=luck.kept("了解需求"),
        target_effect=luck.kept("签订年度协议"), appointment_confirmed=luck.kept(True, 0.5),
        status="done" if visited and house.seen(day * DAY + 60_000) else "planned",
        result_note=luck.kept("已拜访", 0.5),
    )  # fmt: skip
    if not luck.slips():
        decide(desk, "visit_plan", line, "E-CM", assigned - 4 * HOUR, client.service_supervisor)
    if visited:
        plan_visit(client, desk.at(day), client.owner, "development", "按计划拜访", visit_plan_id=line)
