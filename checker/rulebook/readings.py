"""Other readings as values of parameters: which of a rule's alternatives can be judged, and mistakes in them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from checker.errors import Problem, nearest
from checker.kinds.rule import Alternative, Reading, Rule
from checker.rulebook.pack import Parameter, Part
from checker.rulebook.parameters import accepted, dated_values
from checker.rulebook.parse import place_of
from checker.yaml_text import YamlText

WITH_UNIT = re.compile(r"([\d.]+) +([a-z]+(?:[ _][a-z]+)?)")


@dataclass(frozen=True)
class Choice:
    """One other reading of a rule. `value` is what the parameter would be under it; None where only a sentence says it.

    `place` is the number of the reading in the rule, from 1.
    """

    place: int
    reading: Reading
    says: str
    value: Any


def choices(rule: Rule, parameters: Mapping[str, Parameter]) -> list[Choice]:
    """Every other reading of a rule, in the order in which it names them."""
    return [
        Choice(place, reading, alternative.says, value_of(alternative, parameters.get(reading.param)))
        for place, reading in enumerate(rule.readings, 1)
        for alternative in reading.other
    ]


def value_of(alternative: Alternative, parameter: Parameter | None) -> Any:
    """The value that an alternative gives a parameter, None where it is a sentence. ValueError: no such value.

    A text alone is a value where the parameter can take it: a number, with or without its unit, true or false, a word
    of `one_of`. Free texts and lists take any sentence, so theirs stands under `value`.
    """
    if alternative.value is not None:
        if parameter is None:
            raise ValueError("the parameter is not declared, so it has no value")
        if isinstance(alternative.value, list) and parameter.type != "list":
            raise ValueError(f"a list is no value of a parameter of type {parameter.type}")
        return accepted(alternative.value, parameter)
    return None if parameter is None else value_in(alternative.says, parameter)


def value_in(text: str, parameter: Parameter) -> Any:
    """The value that a text alone is, None where it is a sentence."""
    if parameter.type == "list" or (parameter.type == "text" and not parameter.one_of):
        return None
    try:
        return accepted(_without_unit(text, parameter.unit), parameter)
    except ValueError:
        return None


def _without_unit(text: str, unit: str) -> str:
    found = WITH_UNIT.fullmatch(text.strip())
    if found is None or not unit or found[2].replace(" ", "_").rstrip("s") != unit.rstrip("s"):
        return text
    return found[1]


def plain_value(value: Any) -> Any:
    """A parameter's value as JSON has it."""
    if isinstance(value, Decimal):
        return float(value)
    return list(value) if isinstance(value, tuple) else value


def reading_problems(part: Part, document: YamlText, name: str, parameters: Mapping[str, Parameter]) -> list[Problem]:
    """Alternatives that their parameter does not take, or that are what holds already, each with its place."""
    return [
        Problem(place_of(document, path, name), f"{rule.id}: {what}", remedy)
        for number, rule in enumerate(part.rules)
        for order, reading in enumerate(rule.readings)
        for steps, what, remedy in _mistakes(reading, parameters)
        for path in [("rules", str(number), "readings", str(order), *steps)]
    ]


def _mistakes(reading: Reading, parameters: Mapping[str, Parameter]) -> Iterator[tuple[tuple[str, ...], str, str]]:
    parameter = parameters.get(reading.param)
    held = _defaults(reading.param, parameter)
    ours = None if parameter is None else value_in(reading.ours, parameter)
    if ours is not None and held and ours not in held:
        yield ("ours",), f"our reading is '{reading.ours}', but ${reading.param} is {_said(held)}", "make them agree"
    for number, alternative in enumerate(reading.other):
        where = ("other", str(number))
        try:
            value = value_of(alternative, parameter)
        except ValueError as error:
            unknown = nearest(reading.param, parameters) if parameter is None else ""
            yield (*where, "value"), f"reading '{alternative.says}' of ${reading.param}: {error}", unknown
            continue
        if value is None and parameter is not None and parameter.one_of and " " not in alternative.says:
            what = f"reading '{alternative.says}' of ${reading.param} is none of {', '.join(parameter.one_of)}"
            yield where, what, nearest(alternative.says, parameter.one_of)
        if value is not None and held == [value]:
            what = f"reading '{alternative.says}' of ${reading.param} is our own: {_said(held)}"
            yield where, what, "give the value that it would have under the other reading"


def _defaults(name: str, parameter: Parameter | None) -> list[Any]:
    if parameter is None:
        return []
    return [dated.value for dated in dated_values({name: parameter}, [])[name] if dated.value is not None]


def _said(values: list[Any]) -> str:
    return " or ".join(str(plain_value(value)) for value in values)
