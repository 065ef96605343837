"""Parameters that differ from their packs, with both values."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from checker.report.content import Report
from checker.report.readings import said_value
from checker.words.words import Words

HEADINGS = ("parameter", "says", "default", "set")


class SetParameter(NamedTuple):
    """One parameter in one language: what it means, its values in the pack and in the audit."""

    name: str
    says: str
    default: str
    set: str


def set_parameters(report: Report, words: Words) -> list[SetParameter]:
    """Every parameter that the auditor set to something else than its pack does, by name."""
    return said_parameters((report.manifest.get("configuration") or {}).get("changed_parameters") or (), words)


def said_parameters(told: Any, words: Words) -> list[SetParameter]:
    """The same of what auditing.changed_parameters found."""
    return [
        SetParameter(
            str(one["name"]),
            str((one.get("says") or {}).get(words.lang, "")),
            _values(one["default"], str(one["unit"]), words),
            _values(one["set"], str(one["unit"]), words),
        )
        for one in told
    ]


def said_parameter(one: SetParameter, words: Words) -> str:
    """One line of it."""
    return words.text("set_parameters.line", **one._asdict())


def said_heading(name: str, words: Words) -> str:
    """The heading of a column."""
    return words.text(f"set_parameters.column.{name}")


def _values(values: list[Mapping[str, Any]], unit: str, words: Words) -> str:
    return "; ".join(_dated(value, unit, words) for value in values)


def _dated(dated: Mapping[str, Any], unit: str, words: Words) -> str:
    value = dated["value"]
    said = words.text("set_parameters.none") if value is None else said_value(json.dumps(value), unit, words)
    days = {name: words.date(date.fromisoformat(dated[name])) for name in ("since", "until") if dated.get(name)}
    if not days:
        return said
    return words.text(f"set_parameters.spans.{'both' if len(days) == 2 else next(iter(days))}", value=said, **days)
