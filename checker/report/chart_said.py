"""What the charts say in words: names, notes, and a sentence for those who cannot see them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from checker.report.chart_trend import Point, TrendPoints
from checker.report.triple import Triple, triple
from checker.words.words import Words

TOLD = 3
LEFT_OUT = ("gone", "length", "otherwise", "older")
WHOLE_MONTHS = {1: "%Y-%m", 12: "%Y"}


def tier_name(code: str) -> str | Triple:
    """The label of a tier; a site's own tiers are called by their code."""
    return triple(lambda words: words.find("value", f"client.tier.{code}") or code)


def said_most(items: Sequence[Mapping[str, Any]]) -> Triple:
    """How many violations there are, and who has most of them."""
    total = sum(map(_violations, items))
    worst = sorted((item for item in items if _violations(item)), key=_violations, reverse=True)[:TOLD]

    def say(words: Words) -> str:
        parts = [
            words.text("charts.said.one", name=_in(item["name"], words), n=words.number(_violations(item)))
            for item in worst
        ]
        if not parts:
            return words.text("charts.no_violations")
        return words.text(
            "charts.said.bars", total=words.number(total), worst=words.text("charts.said.between").join(parts)
        )

    return triple(say)


def said_points(found: TrendPoints, zone: str) -> list[dict[str, Any]]:
    """The points as the page reads them."""
    return [
        {
            "name": _label(point),
            "days": triple(partial(_days, point)),
            "as_of": triple(partial(Words.instant, moment=point.as_of, zone=zone)),
            "complete": point.complete,
            "violated": point.rate.violated,
            "met": point.rate.met,
            "judged": point.rate.judged,
            "rate": point.rate.shown(),
        }
        for point in found.points
    ]


def said_trend(found: TrendPoints) -> Triple:
    """From the first point to the last."""
    first, last = found.points[0], found.points[-1]

    def share(point: Point, words: Words) -> str:
        shown = point.rate.shown()
        return "–" if shown is None else words.percent(shown, 1)

    def say(words: Words) -> str:
        violated = [words.number(point.rate.violated) for point in (first, last)]
        rates = [share(point, words) for point in (first, last)]
        change = {
            name: words.text("charts.said.change", **{"from": before, "to": after})
            for name, (before, after) in (("violated", violated), ("rate", rates))
        }
        return words.text("charts.said.trend", first=_label(first), last=_label(last), **change)

    return triple(say)


def trend_notes(found: TrendPoints) -> list[Triple]:
    """Which audits the trend does not show, and why."""
    notes = [] if len(found.points) > 1 else [triple(lambda words: words.text("charts.note.first"))]
    for name in LEFT_OUT:
        if n := getattr(found, name):
            notes.append(triple(partial(Words.text, key=f"charts.note.{name}", n=n)))
    return notes


def _label(point: Point) -> str:
    """`2026-10`, `2026-Q4`, `2026`, or the first and last day."""
    start, end = point.start, point.end
    months = (end.year - start.year) * 12 + end.month - start.month
    if start.day == end.day == 1 and (start.month - 1) % (months or 1) == 0:
        if months in WHOLE_MONTHS:
            return start.strftime(WHOLE_MONTHS[months])
        if months == 3:
            return f"{start:%Y}-Q{(start.month + 2) // 3}"
    last = end - timedelta(days=1)
    return start.isoformat() if last == start else f"{start.isoformat()} – {last.isoformat()}"


def _days(point: Point, words: Words) -> str:
    first: date = point.start
    return f"{words.date(first)} – {words.date(point.end - timedelta(days=1))}"


def _violations(item: Mapping[str, Any]) -> int:
    return int(item["violated"] + item["carried"])


def _in(name: str | Triple, words: Words) -> str:
    return name if isinstance(name, str) else name[("en", "ru", "zh").index(words.lang)]
