"""Parameters that the auditor set to something else than their pack does."""

from datetime import date
from typing import Any

from checker.expressions.world import DatedValue, World
from checker.rulebook.book import RuleBook
from checker.rulebook.parameters import dated_values
from checker.rulebook.readings import plain_value


def changed_parameters(book: RuleBook, world: World) -> list[dict[str, Any]]:
    """Each with its unit and meaning, the values of the pack and those set beside them, as plain JSON values."""
    found = []
    for name, parameter in sorted(book.parameters.items()):
        shipped = dated_values({name: parameter}, [])[name]
        given = world.parameters[name][: len(world.parameters[name]) - len(shipped)]
        if any(_differs(value, shipped) for value in given):
            told = {"default": [_plain(value) for value in shipped], "set": [_plain(value) for value in given]}
            found.append({"name": name, "unit": parameter.unit, "says": parameter.says.model_dump(), **told})
    return found


def _differs(value: DatedValue, shipped: tuple[DatedValue, ...]) -> bool:
    return any(value.value != other.value for other in shipped if _overlap(value, other))


def _overlap(one: DatedValue, other: DatedValue) -> bool:
    begins = max(one.since or date.min, other.since or date.min)
    return begins <= min(one.until or date.max, other.until or date.max)


def _plain(dated: DatedValue) -> dict[str, Any]:
    return {
        "value": plain_value(dated.value),
        "since": dated.since and dated.since.isoformat(),
        "until": dated.until and dated.until.isoformat(),
    }
