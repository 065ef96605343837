"""An entry added to the end of a list in one of the auditor's files, as text: comments and layout above it stay."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import yaml

from checker.errors import Problem, UsageError
from checker.yaml_text import load_yaml

INDENT = 2
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_NULLS = ("null", "Null", "NULL")
# YAML takes these for ends of lines, or refuses them, where JSON leaves them as they are.
_UNWRITABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


def appended(text: str, name: str, key: str, entry: Mapping[str, Any], notes: Mapping[str, str]) -> str:
    """The text with the entry at the end of its only list, under `key`, with `notes` as comments behind some values.

    Values are texts, days, lists of texts, mappings of texts, and lists of mappings. UsageError where the file cannot
    be continued so.
    """
    ends = "\r\n" if "\r\n" in text else "\n"
    column, head = _place(text, name, key)
    written = head + list(_lines(entry, notes, column))
    begin = text if not text or text.endswith("\n") else text + ends
    return begin + "".join(line + ends for line in written)


def of_entry(error: UsageError, name: str) -> UsageError:
    """Mistakes of an entry that does not stand in the file yet: without a line that nobody could look up."""
    return UsageError(Problem(name, problem.what, problem.remedy) for problem in error.problems)


def _place(text: str, name: str, key: str) -> tuple[int, list[str]]:
    """The column in which entries of the list begin, and the lines that are wanted before the first one."""
    document = load_yaml(text, name)
    if document.data is None:
        return INDENT, [f"{key}:"]
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    values = {node.value: value for node, value in root.value} if isinstance(root, yaml.MappingNode) else {}
    listed = values.get(key)
    if isinstance(listed, yaml.SequenceNode) and not listed.flow_style:
        return listed.start_mark.column, []
    if isinstance(listed, yaml.ScalarNode) and document.data.get(key) is None and not listed.value:
        return INDENT, []
    where = document.places.get((key,), name)
    raise UsageError(Problem(where, f"nothing can be added below '{key}'", "write it as a list, one '- ' an entry"))


def _lines(entry: Mapping[str, Any], notes: Mapping[str, str], column: int) -> Iterator[str]:
    """The lines of an entry: a dash before its first key, the other keys below that."""
    mark = "- "
    for key, value in entry.items():
        note = f"  # {_one_line(notes[key])}" if notes.get(key) else ""
        head, *below = _value(value)
        yield f"{' ' * column}{mark}{key}:{f' {head}' if head else ''}{note}"
        mark = "  "
        yield from (f"{' ' * (column + 2 * INDENT)}{line}" for line in below)


def _value(value: Any) -> list[str]:
    """What stands behind the colon, and the lines below it."""
    if isinstance(value, Mapping):
        return ["", *(f"{_scalar(name)}: {_scalar(one)}" for name, one in value.items())]
    if isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
        return ["", *(f"- {{{', '.join(f'{name}: {_scalar(one)}' for name, one in item.items())}}}" for item in value)]
    if isinstance(value, list | tuple):
        return [f"[{', '.join(_scalar(one) for one in value)}]" if len(value) != 1 else _scalar(value[0])]
    return [_scalar(value)]


def _scalar(value: Any) -> str:
    said = value.isoformat() if isinstance(value, date) else str(value)
    if _PLAIN.fullmatch(said) and said not in _NULLS:
        return said
    return _UNWRITABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(said, ensure_ascii=False))


def _one_line(text: str) -> str:
    return " ".join(_UNWRITABLE.sub(" ", text).split())
