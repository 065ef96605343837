"""Figures: of clients by quarter, of units by month, of teams, of the branches."""

from checker.sample.industrial.client import Client
from checker.sample.industrial.desk import Desk
from checker.sample.industrial.house import BRANCHES, unit_id
from checker.sample.industrial.papers import decide, file_document
from checker.sample.industrial.spans import Span, longer, mark, months
from checker.sample.industrial.stock import CEILING
from checker.sample.industrial.tally import RANKED, Tally
from checker.sample.times import DAY, HOUR


def write_client_figures(client: Client) -> None:
    """The sales of a client in every quarter; growth and margin where it bought."""
    luck, desk, tally = client.luck, client.desk, client.tally
    for first, last in longer(desk.house, 3):
        if first + 20 > desk.house.last or luck.slips(0.01) or client.created // DAY > last:
            continue
        sales = round(client.bought.get(first, 0.0), 2)
        values = {"sales": sales}
        if sales:
            values |= {
                "sales_growth": float(luck.between(-30, 60)) + luck.between(0, 99) / 100,
                "profit_margin": float(luck.between(8, 35)) + luck.between(0, 99) / 100,
            }  # fmt: skip
            if client.is_key:
                tally.team[client.supervisor, first] += sales
        for name, value in values.items():
            key = f"N-{name[:7]}-{client.id}-{mark(first)}"
            money = name == "sales"
            added = desk.add(
                "metric", id=key, name=name, scope_type="client", scope_id=client.id, period_start_on=first,
                period_end_on=last, value=value, unit="money" if money else "percent",
                currency="CNY" if money else None, set_on=min(last + 3, desk.house.last),
            )  # fmt: skip
            if added:
                tally.rank(name, first, value, client.id)


def write_figures(desk: Desk, tally: Tally) -> None:
    """Write what all clients together come to."""
    for first, last in months(desk.house):
        for province in desk.house.provinces:
            _unit_month(desk.of("figures", first, province.id), tally, (first, last), unit_id(province))
    for span in longer(desk.house, 3):
        _rankings(desk.of("rankings", span[0]), tally, span)
        for territory, unit in (
            (f"T-{town.name}", unit_id(province)) for province in desk.house.provinces for town in province.towns
        ):
            here = desk.of("region", span[0], territory)
            made = here.by_day(span[1] + 1, span[1] + 27)
            if made:
                file_document(
                    here, f"D-RA-{territory}-{mark(span[0])}", "region_analysis", "区域客户分析", made,
                    f"E-{unit[2:]}-V", territory_id=territory, unit_id=unit, period_start_on=span[0],
                    period_end_on=span[1],
                )  # fmt: skip
    _teams(desk)
    _branches(desk)
    _satisfaction(desk)


def _unit_month(desk: Desk, tally: Tally, span: Span, unit: str) -> None:
    first, last = span
    if first < desk.house.first:
        return
    for name, sums in (("goods_sent", tally.sent), ("money_collected", tally.collected)):
        value = round(sums.get((unit, first), 0.0), 2)
        if desk.luck.slips():
            value += 1_000.0
        desk.add(
            "metric", id=f"N-{name[:5]}-{unit[2:]}-{mark(first)}", name=name, scope_type="unit", scope_id=unit,
            period_start_on=first, period_end_on=last, value=value, unit="money", currency="CNY",
            set_on=min(last + 2, desk.house.last),
        )  # fmt: skip


def _rankings(desk: Desk, tally: Tally, span: Span) -> None:
    """The quarterly form of key clients with its three rankings and the advice of two managers."""
    luck, first, last = desk.luck, *span
    made = desk.by_day(last + 1, last + 27)
    if made is None or not desk.house.seen(made):
        return
    fields = {}
    for figure, name in (("sales", "sales_top10"), ("sales_growth", "growth_top10"), ("profit_margin", "margin_top10")):
        best = sorted(tally.ranked.get((figure, first), []), key=lambda one: (-one[0], one[1]))[:RANKED]
        clients = [client for _, client in best]
        if luck.slips() and len(clients) > 2:
            clients[0], clients[2] = clients[2], clients[0]
        fields[name] = clients
    paper = file_document(
        desk, f"D-KC-{mark(first)}", "key_client_form", "重要客户季度表", made, "E-CS1", period_start_on=first,
        period_end_on=last, fields=fields,
    )  # fmt: skip
    for who in ("E-CM", "E-GM"):
        if not luck.slips(0.5):
            decide(desk, "document", paper, who, made + 26 * HOUR, "E-CS1", remarks="同意，重点跟进前三名")


def _teams(desk: Desk) -> None:
    for person in desk.people.all:
        if person.role != "sales_supervisor":
            continue
        for first, last in longer(desk.house, 3):
            luck = desk.house.luck("team", person.id, first)
            plan = luck.money(400_000, 3_000_000, 10_000)
            desk.add(
                "metric", id=f"N-team-{person.id[2:]}-{mark(first)}", name="sales", scope_type="team",
                scope_id=person.id, period_start_on=first, period_end_on=last,
                value=round(plan * (0.7 + 0.25 * luck.draw() if luck.slips(2) else 1 + 0.3 * luck.draw()), 2),
                plan_value=plan, unit="money", currency="CNY", set_on=min(last + 5, desk.house.last),
            )  # fmt: skip


def _branches(desk: Desk) -> None:
    for branch in BRANCHES:
        luck = desk.house.luck("branch", branch)
        for first, last in longer(desk.house, 12):
            desk.add(
                "metric", id=f"N-cap-{branch[2:]}-{mark(first)}", name="branch_capital_limit", scope_type="unit",
                scope_id=branch, period_start_on=first, period_end_on=last + 30, value=CEILING, plan_value=CEILING,
                unit="money", currency="CNY", set_on=first,
            )  # fmt: skip
        for first, last in months(desk.house):
            for name, value in (
                ("demand_accuracy", luck.between(70, 99)),
                ("stock_structure", luck.between(71, 96) if not luck.slips() else 60),
            ):  # fmt: skip
                desk.add(
                    "metric", id=f"N-{name[:6]}-{branch[2:]}-{mark(first)}", name=name, scope_type="unit",
                    scope_id=branch, period_start_on=first, period_end_on=last, value=value,
                    numerator=value if name == "demand_accuracy" else None,
                    denominator=100 if name == "demand_accuracy" else None, unit="percent",
                    set_on=min(last + 2, desk.house.last),
                )  # fmt: skip


def _satisfaction(desk: Desk) -> None:
    for province in desk.house.provinces:
        luck = desk.house.luck("satisfied", province.id)
        value = float(luck.between(80, 88))
        for first, last in longer(desk.house, 6):
            value = round(value + luck.between(1, 30) / 10, 1) if not luck.slips(3) else round(value - 2, 1)
            desk.add(
                "metric", id=f"N-sat-{province.id}-{mark(first)}", name="client_satisfaction", scope_type="unit",
                scope_id=unit_id(province), period_start_on=first, period_end_on=last, value=value, unit="points",
                set_on=min(last + 6, desk.house.last),
            )  # fmt: skip
