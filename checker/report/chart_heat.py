"""The heat map: rules against units, the worst of both for themselves, the others as one row and one column."""

from collections.abc import Mapping, Sequence
from typing import Any

from checker.report.chart_counts import Count, Sum, added
from checker.report.chart_ranked import Ranked, figures, ranked
from checker.report.triple import Triple, triple


def heat(
    counted: Sequence[Count], rules: Mapping[str, str | Triple], units: Mapping[str, str | Triple]
) -> dict[str, Any] | None:
    """`rows` are rules and `columns` units with violations; a cell names its row and column by their places.

    The key of a row or column that stands for several is None. Cells without a judged case and without a violation are
    left out. None where there is no violation."""
    by_rule = ranked(added(counted, lambda count: count.rule_id))
    by_unit = ranked(added(counted, lambda count: count.unit_id))
    if not by_rule.worst:
        return None
    cells: dict[tuple[int, int], Sum] = added(
        counted, lambda count: (by_rule.place(count.rule_id), by_unit.place(count.unit_id))
    )
    return {
        "title": triple(lambda words: words.text("charts.title.heat")),
        "rows": _axis("rule", by_rule, rules),
        "columns": _axis("unit", by_unit, units),
        "cells": [
            {"row": row, "column": column, **figures(sum_)}
            for (row, column), sum_ in sorted(cells.items())
            if row >= 0 and column >= 0
        ],
    }


def _axis(of: str, order: Ranked, names: Mapping[str, str | Triple]) -> list[dict[str, Any]]:
    axis: list[dict[str, Any]] = [{"key": key, "name": names.get(key, key)} for key in order.worst]
    if order.others:
        name = triple(lambda words: words.text(f"charts.others.{of}", n=len(order.others)))
        axis.append({"key": None, "name": name})
    return axis
