"""The other readings of the rules of an audit: which of them can be judged, and in which world."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from checker.auditing.settled import Settled
from checker.expressions.world import DatedValue, World
from checker.rulebook.book import BookRule
from checker.rulebook.in_words import in_force
from checker.rulebook.parameters import dated_values
from checker.rulebook.readings import Choice, choices

NO_VALUE, SAME = "no_value", "in_force"


@dataclass(frozen=True)
class Alternative:
    """One other reading of one rule. `now` is the value in force; `status`: why it is not judged, or ''."""

    entry: BookRule
    choice: Choice
    now: Any
    status: str = ""

    @property
    def param(self) -> str:
        """The parameter that carries the reading."""
        return self.choice.reading.param

    @property
    def key(self) -> tuple[str, str]:
        """Equal for alternatives that are judged in the same world."""
        return self.param, repr(self.choice.value)

    def world(self, world: World) -> World:
        """The world in which the parameter has the value of this reading on every day, all else equal."""
        return replace(world, parameters={**world.parameters, self.param: (DatedValue(self.choice.value),)})


def alternatives(settled: Settled) -> list[Alternative]:
    """Every other reading of every rule of the audit, in the order of the files.

    Where the auditor set a parameter otherwise, the reading of the pack is another one and comes first.
    """
    return [
        _alternative(entry, choice, settled.world)
        for entry in settled.rules
        for choice in [*_of_the_pack(entry, settled), *choices(entry.rule, settled.book.parameters)]
    ]


def _alternative(entry: BookRule, choice: Choice, world: World) -> Alternative:
    values = _effective(world.parameters.get(choice.reading.param, ()))
    now = in_force(values, world.as_of_day)
    if choice.value is None:
        return Alternative(entry, choice, now, NO_VALUE)
    return Alternative(entry, choice, now, SAME if all(dated.value == choice.value for dated in values) else "")


def _of_the_pack(entry: BookRule, settled: Settled) -> list[Choice]:
    """Our own readings that the policy or the command line replaced, where one value says them."""
    found = []
    for place, reading in enumerate(entry.rule.readings, 1):
        parameter = settled.book.parameters.get(reading.param)
        if parameter is None:
            continue
        (ours, *more) = dated_values({reading.param: parameter}, [])[reading.param]
        values = _effective(settled.world.parameters[reading.param])
        told = {repr(choice.value) for choice in choices(entry.rule, settled.book.parameters)}
        if not more and ours.value is not None and values[0] != ours and repr(ours.value) not in told:
            found.append(Choice(place, reading, reading.ours, ours.value))
    return found


def _effective(values: Sequence[DatedValue]) -> Sequence[DatedValue]:
    """The values up to the first that holds on every day: those after it never count."""
    for number, dated in enumerate(values, 1):
        if dated.since is None and dated.until is None:
            return values[:number]
    return values
