"""Stock of the branches: order points, falls below them, and the branch's own orders."""

from typing import NamedTuple

from checker.sample.industrial.desk import Desk
from checker.sample.industrial.house import BASE, BRANCHES
from checker.sample.industrial.papers import decide
from checker.sample.industrial.products import BRANCH_GOODS, Product
from checker.sample.industrial.spans import mark, months
from checker.sample.times import DAY, HOUR

CEILING = 900_000.0
PAID_AFTER = 12


class Need(NamedTuple):
    """An order that a branch must place, for stock has fallen below its order point."""

    received: int
    key: str
    product: Product
    quantity: int

    @property
    def amount(self) -> float:
        """What it costs."""
        return round(self.quantity * self.product.price, 2)

    @property
    def released(self) -> int:
        """When the base lets the goods go."""
        return self.received + 30 * HOUR

    @property
    def paid_on(self) -> int:
        """The day on which the branch pays."""
        return self.released // DAY + PAID_AFTER


def write_stock(desk: Desk) -> None:
    """Write the stock of every branch, month by month, and the orders that follow from it."""
    for branch in BRANCHES:
        needs: list[Need] = []
        for first, _ in months(desk.house, 14):
            for product in BRANCH_GOODS:
                needs += _point(desk.of("stock", branch, first, product.id), branch, first, product)
        needs.sort()
        for place, need in enumerate(needs):
            unpaid = sum(one.amount for one in needs[:place] if one.paid_on >= need.received // DAY)
            _order(desk.of("stock order", need.key), branch, need, need.amount + unpaid > CEILING)


def _point(desk: Desk, branch: str, first: int, product: Product) -> list[Need]:
    luck, days, house = desk.luck, desk.house.days, desk.house
    key = f"SP-{branch[2:]}-{product.id}-{mark(first)}"
    if luck.slips(0.5):
        return []
    set_on = days.after(first - 1, luck.between(1, 3)) if not luck.slips() else days.after(first - 1, 6)
    measured = desk.at(first + luck.between(10, 25))
    low = luck.happens(0.5) and first >= house.first
    added = desk.add(
        "stock_point", id=key, unit_id=branch, product_id=product.id, period_start_on=first, reorder_point_qty=500,
        set_on=set_on, set_by_id=f"E-{branch[2:]}-K", prev_month_avg_daily_sales=luck.kept(20),
        prior_year_avg_daily_sales=luck.kept(18), transit_days=luck.kept(5),
        stock_qty=luck.between(300, 500) if low else luck.between(600, 2_000),
        measured_at=measured if house.seen(measured) else None, breached_at=measured if low else None,
    )  # fmt: skip
    if not (added and low and house.seen(measured)):
        return []
    ordered = desk.in_workdays(measured, 1)
    quantity = luck.between(8, 20) * 100 if not luck.happens(0.08) else 60_000
    return [Need(ordered, f"S{key[1:]}", product, quantity)] if ordered else []


def _order(desk: Desk, branch: str, need: Need, over: bool) -> None:
    """An order of the branch itself; beyond the ceiling it needs the marketing director."""
    luck, code = desk.luck, branch[2:]
    received, key, product, quantity = need
    amount, released = need.amount, need.released
    desk.add(
        "sales_order", id=key, number=f"FH{key[2:]}", kind="stock", source="branch", channel="fax",
        buyer_unit_id=branch, unit_id=BASE, owner_id="E-PB-C", prepared_by_id=f"E-{code}-C", created_by_id="E-PB-C",
        supervisor_id="E-PB-H", total_amount=amount, currency="CNY", payment_method="内部结算",
        status="completed" if desk.house.seen(released + 3 * DAY) else "released", received_at=received,
        created_at=received + 600, registered_at=desk.in_workdays(received, 1), registered_by_id="E-PB-C",
        over_limit=over, released_at=released, due_on=received // DAY + 12, delivered_at=released + 3 * DAY,
        distributed_marketing_at=received + HOUR, distributed_finance_at=received + HOUR,
        distributed_production_at=received + HOUR,
    )  # fmt: skip
    desk.add(
        "order_item", id=f"{key}-1", order_id=key, product_id=product.id, product_name=product.name, spec="标准",
        lot_grade="一等", purpose="补库", quantity=quantity, partial_quantity=0, unit_price_amount=product.price,
        amount=amount, currency="CNY", ship_on=released // DAY, completion_on=released // DAY,
        packing={
            "packaging": "纸箱", "volume": 2.0, "colour_code": "蓝", "boxes": 10, "box_number": "1-10",
            "gross_weight": quantity * 1.02, "net_weight": quantity, "tail_box_weight": 5,
        },
    )  # fmt: skip
    desk.add(
        "payment", id=f"M{key[1:]}", kind="receipt", order_id=key, unit_id=BASE, amount=amount, currency="CNY",
        method="transfer", received_on=need.paid_on, recorded_at=released + 12 * DAY + 5 * HOUR,
        recorded_by_id="E-FI2", reconciled_at=released + 13 * DAY, ledger_entry_at=released + 13 * DAY,
    )  # fmt: skip
    if over and not luck.slips(2):
        decide(desk, "sales_order", key, "E-MD", received + 20 * HOUR, f"E-{code}-C")
