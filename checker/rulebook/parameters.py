"""Parameters: defaults of the packs, replaced by the auditor's policy, as dated values."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from checker.errors import Problem, UsageError, nearest
from checker.expressions.world import DatedValue
from checker.rulebook.pack import Parameter

TRUE, FALSE = {"true", "yes", "1"}, {"false", "no", "0"}


def typed(value: Any, kind: str) -> Any:
    """Text from a file as the parameter's type. ValueError says what was expected."""
    if value is None:
        return None
    if kind == "list":
        return [str(item) for item in value] if isinstance(value, list) else [str(value)]
    text = str(value).strip()
    if kind == "text":
        return text
    if kind == "boolean":
        if text.lower() in TRUE | FALSE:
            return text.lower() in TRUE
        raise ValueError(f"'{text}' is neither true nor false")
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"'{text}' is not a number") from None
    if not number.is_finite():
        raise ValueError(f"'{text}' is not a finite number")
    return int(number) if number == number.to_integral_value() else number


def accepted(value: Any, parameter: Parameter) -> Any:
    """Text from a file as a value of a parameter. ValueError says what the parameter takes."""
    found = typed(value, parameter.type)
    if not parameter.takes(found):
        raise ValueError(f"'{found}' is none of {', '.join(parameter.one_of)}")
    return found


def dated_values(
    defaults: Mapping[str, Parameter], overrides: Iterable[Mapping[str, Any]], where: str = "compliance.yaml"
) -> dict[str, tuple[DatedValue, ...]]:
    """Every parameter's values, the first that is in force on a day being the one that counts.

    Overrides are {name, value, valid_from_on, valid_until_on}; of several in force the one from the latest day counts.
    UsageError names all mistakes at the `place` of the override, else `where`.
    """
    problems: list[Problem] = []
    given: dict[str, list[DatedValue]] = {}
    for entry in overrides:
        name, place = str(entry.get("name", "")), str(entry.get("place") or where)
        if name not in defaults:
            problems.append(Problem(place, f"unknown parameter '{name}'", nearest(name, defaults)))
            continue
        try:
            given.setdefault(name, []).append(_dated(entry, defaults[name]))
        except ValueError as error:
            problems.append(Problem(place, f"parameter '{name}': {error}"))
    if problems:
        raise UsageError(problems)
    return {name: _ordered(given.get(name, [])) + _defaults(parameter) for name, parameter in defaults.items()}


def _dated(entry: Mapping[str, Any], parameter: Parameter) -> DatedValue:
    return DatedValue(
        accepted(entry.get("value"), parameter), _day(entry.get("valid_from_on")), _day(entry.get("valid_until_on"))
    )


def _day(value: Any) -> date | None:
    return None if value in (None, "") else date.fromisoformat(str(value))


def _ordered(values: Iterable[DatedValue]) -> tuple[DatedValue, ...]:
    return tuple(sorted(values, key=lambda dated: dated.since or date.min, reverse=True))


def _defaults(parameter: Parameter) -> tuple[DatedValue, ...]:
    if parameter.values:
        return _ordered(
            DatedValue(typed(item.value, parameter.type), item.since, item.until) for item in parameter.values
        )
    return (DatedValue(typed(parameter.value, parameter.type)),)
