"""The charts of a report as plain JSON: figures, names, and every text in three languages.

`trend` is the figures of this audit and of earlier ones, `bars` the violations by rule, unit, tier and severity, `heat`
by rule and unit together. A name is a plain string, or a triple where it differs between the languages."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from checker.report.chart_counts import Count, Sum, added, counts
from checker.report.chart_heat import heat
from checker.report.chart_ranked import figures, ranked
from checker.report.chart_said import said_most, said_points, said_trend, tier_name, trend_notes
from checker.report.chart_trend import trend_points
from checker.report.content import Report, RuleLine
from checker.report.stored import opened
from checker.report.triple import Triple, triple
from checker.words.texts import LANGUAGES, texts
from checker.words.words import Words

Name = str | Triple


def chart_data(report: Report, earlier: Sequence[Path] = ()) -> dict[str, Any]:
    """`earlier`: folders of earlier audits, by default those that the audit knew and that lie beside it."""
    with opened(report.folder) as connection:
        counted = counts(connection)
    names = _names(report)
    by: dict[str, Callable[[Count], str]] = {
        "rule": lambda count: count.rule_id,
        "unit": lambda count: count.unit_id,
        "tier": lambda count: count.tier,
    }
    bars = [_bars(of, added(counted, key), names[of]) for of, key in by.items()]
    return {
        "texts": _texts(),
        "trend": _trend(report, earlier),
        "bars": [*bars, _severities(report)],
        "heat": heat(counted, names["rule"], names["unit"]),
    }


def _names(report: Report) -> dict[str, dict[str, Name]]:
    names: dict[str, dict[str, Name]] = {
        "rule": {rule.rule_id: triple(partial(_title, rule)) for rule in report.rules},
        "unit": {group.key: group.name or group.key for group in report.by_unit},
        "tier": {group.key: tier_name(group.key) for group in report.by_tier},
    }
    for of in ("unit", "tier"):
        names[of][""] = triple(partial(Words.text, key=f"charts.no_{of}"))
    return names


def _title(rule: RuleLine, words: Words) -> str:
    return rule.title(words.lang)


def _bars(of: str, sums: dict[str, Sum], names: dict[str, Name]) -> dict[str, Any]:
    """`items`: every key with violations, the worst first; only the first `top` are drawn for themselves."""
    order = ranked(sums)
    rest = Sum(*(sum(figures) for figures in zip(*(sums[key] for key in order.others), strict=True)))
    items = [_item(of, key, names.get(key, key), figures(sums[key])) for key in order.with_violations]
    clean = len(order.clean)
    return {
        "by": of,
        "title": triple(lambda words: words.text(f"charts.title.{of}")),
        "items": items,
        "top": len(order.worst),
        "rest": {"name": _others(of, len(order.others)), **figures(rest)} if order.others else None,
        "notes": [triple(lambda words: words.text(f"charts.clean.{of}", n=clean))] if clean else [],
        "said": said_most(items),
    }


def _severities(report: Report) -> dict[str, Any]:
    """From the cases: a rule may grade one more gravely than another, so nothing is known of those that were met."""
    items = [
        _item(
            "severity",
            line.severity,
            triple(partial(Words.label, kind="severity", name=line.severity)),
            {"violated": line.period, "carried": line.carried, "open": line.open},
        )
        for line in report.severities
    ]
    return {
        "by": "severity",
        "title": triple(lambda words: words.text("charts.title.severity")),
        "items": items,
        "top": len(items),
        "rest": None,
        "notes": [],
        "said": said_most(items),
    }


def _trend(report: Report, earlier: Sequence[Path]) -> dict[str, Any]:
    found = trend_points(report.folder, report.manifest, earlier)
    return {
        "title": triple(lambda words: words.text("charts.title.trend")),
        "points": said_points(found, report.zone),
        "notes": trend_notes(found),
        "said": said_trend(found) if len(found.points) > 1 else None,
    }


def _item(of: str, key: str, name: Name, told: dict[str, Any]) -> dict[str, Any]:
    return {"key": key, "name": name, **told}


def _texts() -> dict[str, list[Any]]:
    """What the script says; counted things are said here, where their plurals are known."""
    return {
        key: [leaf[lang] for lang in LANGUAGES] for key, leaf in texts("charts").items() if isinstance(leaf["en"], str)
    }


def _others(of: str, n: int) -> Triple:
    return triple(lambda words: words.text(f"charts.others.{of}", n=n))
