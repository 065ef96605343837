"""readings.parquet: what every other reading would change, most flips first, those that are not judged last."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from checker.auditing.alternatives import NO_VALUE
from checker.auditing.other_readings import Compared, compare_readings
from checker.auditing.record import LANGUAGES, write_rows
from checker.auditing.settled import Settled
from checker.cases.engine import DuckDBEngine
from checker.cases.judge import Ran
from checker.rulebook.pack import Parameter
from checker.rulebook.readings import plain_value
from checker.tables import READINGS

COUNTS = ("violated", "vanished", "appeared", "changed", "violated_then", "vanished_ids", "appeared_subjects")
NAME = "readings.parquet"


def write_readings(
    settled: Settled,
    engine: DuckDBEngine,
    ran: Mapping[str, Ran],
    folder: Path,
    progress: Callable[[str, int, int], None],
) -> None:
    """Judge the other readings where they were asked for; without that, write nothing."""
    if not settled.request.readings:
        return
    compared = sorted(compare_readings(settled, engine, ran, progress), key=_most_flips_first)
    rows = [_row(line, one, settled.book.parameters) for line, one in enumerate(compared, 1)]
    write_rows(engine, READINGS, rows, folder / NAME, "line")


def _most_flips_first(one: Compared) -> tuple[Any, ...]:
    choice, flips = one.alternative.choice, one.flips
    name = (one.alternative.entry.rule.id, choice.place)
    if flips is None:
        return one.status == NO_VALUE, one.status, 0, *name
    return False, "", -(flips.vanished + flips.appeared), *name, -flips.changed


def _row(line: int, one: Compared, parameters: Mapping[str, Parameter]) -> dict[str, Any]:
    entry, choice = one.alternative.entry, one.alternative.choice
    parameter = parameters.get(choice.reading.param)
    return {
        "line": line,
        "rule_id": entry.rule.id,
        "pack": entry.pack,
        "effect": entry.rule.effect,
        "place": choice.place,
        "param": choice.reading.param,
        "unit": parameter.unit if parameter else "",
        **{f"says_{lang}": getattr(parameter.says, lang) if parameter else "" for lang in LANGUAGES},
        "ours": choice.reading.ours,
        "in_force": _json(one.alternative.now),
        "other": choice.says,
        "value": _json(choice.value),
        "status": one.status,
        "detail": one.detail,
        **{name: getattr(one.flips, name) if one.flips else None for name in COUNTS},
    }


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(plain_value(value), ensure_ascii=False)
