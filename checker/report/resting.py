"""How much of an audit rests on readings of ours: rules, and violations of the period."""

import json
from typing import Any, NamedTuple

from checker.report.content import Report, RuleLine
from checker.words.words import Words


class Resting(NamedTuple):
    """Rules that name a reading among all, and violations of such rules among those of rules of effect violation."""

    rules: int
    of: int
    violations: int
    total: int


def resting(report: Report) -> Resting:
    """What rests on a reading of ours, scope period."""
    binding = [rule for rule in report.rules if rule.effect == "violation"]
    return Resting(
        sum(bool(readings_of(rule)) for rule in report.rules),
        len(report.rules),
        sum(rule.violated for rule in binding if readings_of(rule)),
        sum(rule.violated for rule in binding),
    )


def said_resting(report: Report, words: Words) -> str:
    """One sentence of it."""
    return words.text("report.resting", **{name: words.number(n) for name, n in resting(report)._asdict().items()})


def readings_of(rule: RuleLine) -> list[Any]:
    """The readings as stored: {param, ours, other} each; none where they are damaged."""
    try:
        found = json.loads(rule.readings or "[]")
    except ValueError:
        return []
    return found if isinstance(found, list) else []
