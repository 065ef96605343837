"""YAML data to a pydantic model, every mistake with its file, line and column."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from checker.errors import Problem, near, nearest
from checker.rulebook.wording import worded
from checker.yaml_text import YamlText

Model = TypeVar("Model", bound=BaseModel)
LITERALS = re.compile(r"'([^']*)'")


def parse_model(model: type[Model], document: YamlText, name: str) -> tuple[Model | None, list[Problem]]:
    """The document as `model`, or None with its problems in the order of the file."""
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        return None, sorted((_problem(model, document, name, dict(item)) for item in error.errors()), key=by_place)


def by_place(problem: Problem) -> tuple[str, int, int]:
    """Sorts problems in the order of the file: line 10 comes after line 9."""
    file, _, rest = problem.where.partition(":")
    line, _, column = rest.partition(":")
    return file, int(line) if line.isdigit() else 0, int(column) if column.isdigit() else 0


def _problem(model: type[BaseModel], document: YamlText, name: str, item: Mapping[str, Any]) -> Problem:
    path = _path_in_file(item["loc"], document)
    what, remedy = _wording(model, item)
    subject = _rule_id(document, path)
    where = place_of(document, path, name)
    return Problem(where, f"{subject}: {what}" if subject else what, remedy)


def _path_in_file(location: tuple[int | str, ...], document: YamlText) -> tuple[str, ...]:
    """The part of pydantic's location that exists in the file (it adds the names of union members)."""
    path: tuple[str, ...] = ()
    for step in location:
        longer = (*path, str(step))
        if longer in document.places or str(step) == str(location[-1]):
            path = longer
    return path


def place_of(document: YamlText, path: tuple[str, ...], name: str) -> str:
    """file:line:column of a path of keys, or of the nearest one above it that stands in the file."""
    while path and path not in document.places:
        path = path[:-1]
    return document.places.get(path, name)


def _rule_id(document: YamlText, path: tuple[str, ...]) -> str:
    if len(path) < 2 or path[0] != "rules":
        return ""
    rule = document.data["rules"][int(path[1])] if path[1].isdigit() else {}
    return str(rule.get("id", "")) if isinstance(rule, dict) else ""


def _wording(model: type[BaseModel], item: Mapping[str, Any]) -> tuple[str, str]:
    last = str(item["loc"][-1]) if item["loc"] else ""
    kind = item["type"]
    if kind == "extra_forbidden":
        return f"unknown field '{last}'", nearest(last, _known_fields(model, item["loc"]))
    if kind == "missing":
        return f"field '{last}' is missing", "add it"
    if kind == "union_tag_invalid":
        return f"unknown kind '{item['ctx']['tag']}'", nearest(item["ctx"]["tag"], _kinds())
    if kind == "union_tag_not_found":
        return "a rule needs a kind", f"known: {', '.join(_kinds())}"
    if kind == "literal_error" and isinstance(item["input"], str):
        known = LITERALS.findall(item["ctx"]["expected"])
        return f"'{last}': '{item['input']}' is none of {', '.join(known)}", near(item["input"], known)
    if found := worded(item):
        return (f"'{last}': {found[0]}" if last else found[0]), found[1]
    message = str(item["msg"]).removeprefix("Value error, ")
    return f"'{last}': {message[0].lower() + message[1:]}" if last else message, ""


def _kinds() -> list[str]:
    from checker.kinds import KINDS

    return sorted(KINDS)


def _known_fields(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """The fields of the model that a location leads to."""
    from checker.kinds import KINDS

    current: Any = model
    for step in location[:-1]:
        if isinstance(step, str) and step in KINDS:
            current = KINDS[step]
        elif isinstance(step, str) and isinstance(current, type) and issubclass(current, BaseModel):
            found = _field(current, step)
            current = _innermost(found.annotation) if found else current
    if isinstance(current, type) and issubclass(current, BaseModel):
        return [field.alias or name for name, field in current.model_fields.items()]
    return []


def _field(model: type[BaseModel], step: str) -> Any:
    return next((f for name, f in model.model_fields.items() if step in (name, f.alias)), None)


def _innermost(annotation: Any) -> Any:
    """The model inside list[...], dict[..., ...] and unions, the first one found."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in get_args(annotation):
        found = _innermost(argument)
        if isinstance(found, type) and issubclass(found, BaseModel):
            return found
    return annotation
