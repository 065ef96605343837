"""Strict YAML: no duplicate keys, every scalar stays the text that was written, every place is known."""

from dataclasses import dataclass, field
from typing import Any

import yaml

from checker.errors import Problem, UsageError

_NULLS = ("", "~", "null", "Null", "NULL")


@dataclass
class YamlText:
    """A document as plain dicts, lists, texts and None; `places` gives file:line:column of each path of keys."""

    data: Any
    places: dict[tuple[str, ...], str] = field(default_factory=dict)


def load_yaml(text: str, name: str) -> YamlText:
    """Parse `text`; raises UsageError with every duplicate or non-text key, or the first syntax error."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(text, Loader=loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UsageError(_syntax_problem(error, name)) from None
    document = YamlText(None)
    problems: list[Problem] = []
    if root is not None:
        document.data = _plain(root, (), name, document, problems)
    if problems:
        raise UsageError(problems)
    return document


def _syntax_problem(error: Exception, name: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    where = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name
    return Problem(where, f"not valid YAML: {getattr(error, 'problem', None) or error}", "correct the file")


def _plain(node: yaml.Node, path: tuple[str, ...], name: str, document: YamlText, problems: list[Problem]) -> Any:
    document.places[path] = _place(node, name)
    if len(path) > 20:
        problems.append(Problem(document.places[path], "nested too deeply", "at most 20 levels"))
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, name, document, problems)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, str(i)), name, document, problems) for i, child in enumerate(node.value)]
    # The C loader says "" for the style of a plain scalar, the other one None.
    is_null = isinstance(node, yaml.ScalarNode) and not node.style and node.value in _NULLS
    return None if is_null else str(node.value)


def _mapping(
    node: yaml.MappingNode, path: tuple[str, ...], name: str, document: YamlText, problems: list[Problem]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        place = _place(key_node, name)
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(Problem(place, "a key must be a plain text", "write key: value"))
            continue
        key = str(key_node.value)
        if key in found:
            problems.append(Problem(place, f"key '{key}' is given twice", "keep one of them"))
        found[key] = _plain(value_node, (*path, key), name, document, problems)
        document.places[(*path, key)] = place
    return found


def _place(node: yaml.Node, name: str) -> str:
    return f"{name}:{node.start_mark.line + 1}:{node.start_mark.column + 1}"
