"""From an opportunity to a contract."""

from dataclasses import dataclass

from checker.sample.industrial.client import Client
from checker.sample.industrial.papers import decide, file_report
from checker.sample.industrial.products import GOODS, MACHINES, Product
from checker.sample.industrial.talks import talk
from checker.sample.times import DAY, HOUR, day_date

STAGES = ("lead", "needs_confirmed", "demo", "negotiation", "closing")
APPROVAL_FROM = 100_000.0


@dataclass
class Line:
    """A line of an offer: product, quantity, price."""

    product: Product
    quantity: int
    price: float

    @property
    def amount(self) -> float:
        """Sum of the line."""
        return round(self.quantity * self.price, 2)


@dataclass
class Deal:
    """What was agreed: the contract, its lines, and by when and how it is paid."""

    contract: str | None
    lines: list[Line]
    signed: int
    method: str
    due: int
    opportunity: str | None = None
    framework: bool = False

    @property
    def amount(self) -> float:
        """Sum of the lines."""
        return round(sum(line.amount for line in self.lines), 2)


def draw_lines(client: Client) -> list[Line]:
    """What the client wants to buy."""
    luck = client.luck
    if luck.happens(0.04):
        product = luck.pick(MACHINES)
        return [Line(product, 1, product.price)]
    large = {"strategic": 30, "key": 12}.get(client.tier, 4)
    chosen = luck.some(GOODS, luck.between(1, 3))
    return [Line(one, luck.between(2, 10) * 50 * max(1, int(large * luck.draw())), one.price) for one in chosen]


def write_opportunity(client: Client, day: int, kind: str = "sale") -> Deal | None:
    """A chance to sell, followed up to its end; the deal if it was won."""
    luck, desk, house = client.luck, client.desk, client.desk.house
    found = desk.at(day, late=0.6)
    key = client.next("O")
    lines = draw_lines(client)
    entered = desk.in_hours(found + 900, 23, never=0.0) or found + HOUR
    if not house.seen(entered):
        return None
    ends = desk.at(day + luck.between(18, 55), late=0.7)
    draw = luck.draw()
    status = "won" if draw < 0.66 else "lost" if draw < 0.88 else "open"
    talk(client, found, client.owner, "development", "phone", opportunity_id=key, interest_outcome="interested")
    if status == "open":
        ends = max(ends, (house.last + luck.between(5, 40)) * DAY + 40_000)
    blocked = desk.at(day + 12) if luck.happens(0.12) and ends > (day + 22) * DAY else None
    stages = _stages(client, key, entered, ends, status)
    _follow(client, key, entered, ends if status != "open" else house.taken, stages)
    over = status != "open" and house.seen(ends)
    now = [stage for moment, stage in stages if house.seen(moment)][-1]
    amount = round(sum(line.amount for line in lines), 2)
    flagged = desk.in_hours(blocked, 24) if blocked else None
    assessed = desk.in_workdays(entered, 5)
    desk.add(
        "opportunity", id=key, name=luck.kept(f"{client.town.name}{lines[0].product.group}项目"), kind=kind,
        client_id=client.id, owner_id=client.owner, unit_id=client.unit, product_id=luck.kept(lines[0].product.id),
        description=luck.kept("年度配套需求"), needs=luck.kept("耐油、交期两周"),
        stage=now if not luck.slips(0.5) else None,
        status=status if over else "blocked" if blocked and house.seen(
            blocked
        ) and not over and luck.happens(0.5) else "open",
        expected_close_on=luck.kept(ends // DAY, 0.5), expected_amount=luck.kept(amount, 0.5), currency="CNY",
        competitor_info=luck.kept("本地同行报价低 3%", 0.6), assessment=luck.kept("成交可能较大", 0.5),
        assessed_at=assessed, strategy=luck.kept("突出质量", 0.5), action_plan=luck.kept("送样、技术交流", 0.5),
        next_action_on=entered // DAY + luck.between(3, 9), discovered_at=found, created_at=entered, updated_at=entered,
        blocked_at=blocked, flagged_at=flagged, flag_reason=luck.kept("客户预算冻结") if blocked else None,
        won_at=ends if status == "won" else None, closed_at=ends if over else None,
        lost_reason=luck.kept("价格未达成一致") if status == "lost" else None,
    )  # fmt: skip
    if blocked:
        _report_block(client, key, min(blocked, flagged or blocked))
    if luck.happens(0.5) and status != "open":
        write_quote(client, key, ends - 8 * DAY, lines)
    if status != "won" or not house.seen(ends):
        return None
    deal = sign(client, ends // DAY, lines, key)
    deal.opportunity = key
    return deal


def _stages(client: Client, key: str, entered: int, ends: int, status: str) -> list[tuple[int, str]]:
    """The stages of an opportunity with their moments, logged."""
    last = len(STAGES) if status == "won" else client.luck.between(2, 4)
    step = (ends - entered) // (last + 1)
    moments = [(entered, STAGES[0])]
    for place in range(1, last):
        moment = entered + step * place
        moments.append((moment, STAGES[place]))
        log(client, "opportunity", key, "stage", STAGES[place - 1], STAGES[place], moment, client.owner)
    if status != "open":
        log(client, "opportunity", key, "status", "open", status, ends, client.owner)
    return moments


def log(client: Client, entity: str, key: str, column: str, old: str, new: str, moment: int, by: str) -> None:
    """One logged change of a record of the client."""
    client.desk.add(
        "field_change", id=client.next("F"), entity=entity, entity_id=key, field=column, old_value=old, new_value=new,
        operation="update", effective_at=moment, changed_at=moment, changed_by_id=by,
    )  # fmt: skip


def _follow(client: Client, key: str, entered: int, ends: int, stages: list[tuple[int, str]]) -> None:
    luck, desk, house = client.luck, client.desk, client.desk.house
    day = entered // DAY + luck.between(2, 3)
    while day * DAY < min(ends, house.taken):
        stage = [name for moment, name in stages if moment <= day * DAY + DAY][-1]
        cells: dict[str, object] = {"opportunity_id": key}
        if luck.happens(0.1):
            cells |= {"problems": "客户要求延长账期", "solution": luck.kept("提交信用评审")}
        talk(
            client, desk.at(day), client.owner, "negotiation" if stage == "negotiation" else "follow_up",
            luck.pick(("phone", "chat", "in_person")), **cells,
        )  # fmt: skip
        most = 5 if stage in ("negotiation", "demo") else 11
        day = house.days.roll(day + luck.between(most - 2, most)) if not luck.slips(0.5) else day + luck.between(16, 30)


def _report_block(client: Client, key: str, moment: int) -> None:
    luck, desk = client.luck, client.desk
    boss = desk.people.by_id[client.owner].manager
    file_report(
        desk, f"RB-{key}", "escalation", client.owner, desk.in_workdays(moment, 2), client_id=client.id,
        subject_type="opportunity", subject_id=key, recipient_id=boss, topic="商机受阻",
        fields={"problems": luck.kept("客户预算冻结")},
    )  # fmt: skip


def write_quote(client: Client, opportunity: str | None, moment: int, lines: list[Line]) -> None:
    """An offer to the client."""
    luck = client.luck
    client.desk.add(
        "quote", id=client.next("Z"), client_id=client.id, opportunity_id=opportunity,
        segment=client.cells.get("segment"), product_group=lines[0].product.group, prepared_by_id=client.owner,
        template_id="BJ-01",
        discount_pct=float(luck.between(1, 5)) if client.cells.get("preferential_terms") or luck.slips(0.05) else 0.0,
        created_at=moment - 3 * HOUR, sent_at=moment,
    )  # fmt: skip


def sign(client: Client, day: int, lines: list[Line], opportunity: str | None) -> Deal:
    """Sign a contract for these lines, after the approval that its sum asks for."""
    luck, desk, house = client.luck, client.desk, client.desk.house
    method = client.cells.get("payment_method") or "银行转账"
    due = day + luck.between(22, 40)
    deal = Deal(client.next("T"), lines, day, method, due, opportunity)
    year = day_date(day).year
    client.signed[year] = client.signed.get(year, 0.0) + deal.amount
    contract = deal.contract or ""
    if luck.slips(0.6):
        return Deal(None, lines, day, method, due, opportunity)
    prepaid = luck.happens(0.05)
    desk.add(
        "contract", id=contract, kind="sales", client_id=client.id, opportunity_id=opportunity, unit_id=client.unit,
        owner_id=client.owner, amount=deal.amount, currency="CNY", payment_method=method,
        payment_terms="预付" if prepaid else "货到付款", has_confidentiality_clause=luck.kept(True), signed_on=day,
        valid_from_on=day, valid_until_on=day + 400, delivery_due_on=due,
        delivery_status_updated_at=min(house.taken - 9 * DAY, (due + 2) * DAY) if not luck.slips() else None,
        status="fulfilled" if due + 45 < house.last else "in_force", created_at=day * DAY - 30 * HOUR,
    )  # fmt: skip
    for place, line in enumerate(lines, 1):
        desk.add(
            "contract_item", id=f"{contract}-{place}", contract_id=contract, product_id=line.product.id,
            product_name=line.product.name, quantity=line.quantity, unit_price_amount=line.price, amount=line.amount,
            currency="CNY",
        )  # fmt: skip
    if client.signed[year] >= APPROVAL_FROM and not luck.slips():
        decide(
            desk, "contract", contract, client.head if deal.amount < 500_000 else "E-VP1", day * DAY - 6 * HOUR,
            client.owner,
        )  # fmt: skip
    if luck.happens(0.3):
        _instalments(client, contract, deal)
    return deal


def _instalments(client: Client, contract: str, deal: Deal) -> None:
    luck, desk = client.luck, client.desk
    for place, share in ((1, 0.3), (2, 0.7)):
        due = deal.signed + 30 * place
        desk.add(
            "contract_instalment", id=f"{contract}-P{place}", contract_id=contract, due_on=due,
            amount=round(deal.amount * share, 2), currency="CNY",
        )  # fmt: skip
        if not luck.slips():
            talk(
                client, desk.at(due - luck.between(4, 6), late=0.9), client.owner, "payment_reminder", "phone",
                contract_instalment_id=f"{contract}-P{place}",
            )  # fmt: skip
