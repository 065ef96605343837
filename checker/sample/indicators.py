"""Yearly and quarterly figures of the company with their plans."""

from dataclasses import dataclass, replace

from checker.sample.plants import Plants
from checker.sample.surveys import quarters
from checker.sample.times import DAY, day_date, day_number, day_text, month_starts
from checker.sample.world import World
from checker.sample.write import Tables


@dataclass(frozen=True)
class Metric:
    """One figure; an empty value belongs to a period that is not over."""

    name: str
    mark: str
    first: int
    last: int
    value: str
    plan: str
    unit: str
    numerator: str = ""
    denominator: str = ""


def write_indicators(world: World, tables: Tables, plants: Plants) -> None:
    """Write plans and figures of the years around the span and of the quarters of the last two years."""
    year = day_date(world.last).year
    for ago in (1, 0, -1):
        for metric in _year(year - ago, ago):
            _write(tables, plants, metric, bool(metric.value) and metric.last >= world.first)
    begin = day_number(day_date(world.last).replace(year=year - 2))
    for place, (mark, first, last) in enumerate(quarters(begin, world.last + 1)):
        over = last <= world.last
        score = ("4.7", "4.82", "4.75", "4.91")[place % 4]
        sci = Metric("sci", mark, first, last, score if over else "", "4.7", "points")
        _write(tables, plants, sci, over and first >= world.first)
        share = ("78.1", "77.4", "79.0", "78.6")[place % 4]
        activity = Metric("client_activity", mark, first, last, share if over else "", "70", "percent")
        _write(tables, plants, activity, False)


def _year(year: int, ago: int) -> list[Metric]:
    first = month_starts(*(2 * [day_number(day_date(0).replace(year=year))]))[0]
    last = day_number(day_date(first).replace(month=12, day=31))
    plan = str(1_400_000_000 + 100_000_000 * (year - 2024))
    closed = ago >= 0
    # The year before the last meets every limit exactly.
    value = plan if ago else str(int(plan) + 37_400_000)
    margin, active = (("30", "70"), ("31.4", "78"))[ago == 0]
    figures = [
        Metric("revenue", str(year), first, last, value, plan, "money"),
        Metric("cash_receipts", str(year), first, last, value, plan, "money"),
        Metric("profitability", str(year), first, last, margin, "30", "percent", str(int(float(margin) * 10)), "1000"),
        Metric("active_client_share", str(year), first, last, active, "70", "percent", str(int(active) * 10), "1000"),
    ]
    return figures if closed else [replace(figure, value="", numerator="", denominator="") for figure in figures]


_BELOW = {
    "revenue": ("s4-1a", ""),
    "profitability": ("s4-2", "29.9"),
    "active_client_share": ("s4-3", "69.9"),
    "sci": ("s4-4a", "4.69"),
}


def _write(tables: Tables, plants: Plants, metric: Metric, judged: bool) -> None:
    if judged and metric.name in _BELOW and plants.draw("below"):
        clause, value = _BELOW[metric.name]
        plants.truth(clause, "company", "company", "below_limit", metric.first * DAY)
        value = value or str(int(metric.plan) - 1)
        parts = str(int(float(value) * 10)) if metric.numerator else ""
        metric = replace(metric, value=value, numerator=parts)
    elif judged and metric.name == "cash_receipts" and plants.draw("other_plan"):
        plants.truth("s4-1b", "company", "company", "plan_differs", metric.first * DAY)
        metric = replace(metric, plan=str(int(metric.plan) - 5_000_000))
    tables.add("metric", (
        f"Z-{metric.name}-{metric.mark}", metric.name, "company", "U-00", day_text(metric.first), day_text(metric.last),
        metric.value, metric.plan, metric.unit, "RUB" if metric.unit == "money" else "", metric.numerator,
        metric.denominator, day_text(metric.first - 10),
    ))  # fmt: skip
