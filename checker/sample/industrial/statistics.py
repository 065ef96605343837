"""The yearly table of a client's orders."""

from checker.sample.industrial.card import client_paper
from checker.sample.industrial.client import Client
from checker.sample.times import day_date, day_number


def write_statistics(client: Client) -> None:
    """One table for every year in which the client ordered, handed in during the January after it."""
    luck, house = client.luck, client.desk.house
    for year, amount in sorted(client.ordered.items()):
        first = day_number(day_date(house.last).replace(year=year, month=1, day=1))
        last = day_number(day_date(house.last).replace(year=year, month=12, day=31))
        made = client.desk.by_day(last + 2, last + 28)
        if made is None:
            continue
        total = round(amount, 2) if not luck.slips() else round(amount, 2) + 900
        client_paper(
            client, f"OS{year}", "order_statistics", "年度订货统计表", made, client.owner, period_start_on=first,
            period_end_on=last, fiscal_year=year, amount=total, currency="CNY",
        )  # fmt: skip
