"""The short notations of the plants: {column} in a text, `each`, a change in one line, a moment without its seconds."""

import itertools
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

Mapping = dict[str, Any]

BLANK = ("null", "~")
MINUTES = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
CHANGE = re.compile(
    r"(?P<entity>\w+) (?P<entity_id>\S+) (?P<field>\w+): (?P<old_value>.*?) > (?P<new_value>.*?)"
    r" at (?P<changed_at>\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?)( \(effective (?P<effective_at>[^)]+)\))?"
)


def moment(text: str) -> str:
    """A moment to the second; any other text as it is."""
    return f"{text}:00" if MINUTES.fullmatch(text) else text


def cell(value: Any) -> str:
    """The text of a cell: '' for null, lists joined by semicolons."""
    if isinstance(value, list):
        return ";".join(str(item) for item in value)
    return "" if value in BLANK else moment(str(value))


def filled_in(row: Mapping) -> dict[str, str]:
    """The cells of a row, every {column} replaced by the cell of that column; keys that begin with _ are left out.

    A mapping is a cell of JSON."""
    cells = {name: cell(value) for name, value in row.items() if not isinstance(value, dict)}
    while any("{" in value for value in cells.values()):
        done = {name: value for name, value in cells.items() if "{" not in value}
        known = {name: done.get(name, "") for name in cells} | {"created_by_id": ""}
        ready = {name: value for name, value in cells.items() if not _waits(value, cells)}
        cells |= {name: moment(value.format_map(_Blank(known))) for name, value in ready.items() if "{" in value}
    objects = {name: _json(value, cells) for name, value in row.items() if isinstance(value, dict)}
    return {name: value for name, value in (cells | objects).items() if not name.startswith("_")}


def _json(keys: Mapping, cells: Mapping) -> str:
    filled = {name: value for name, value in expanded(keys, cells).items() if value not in BLANK}
    return json.dumps(filled, ensure_ascii=False, sort_keys=True)


def expanded(template: Any, values: Mapping) -> Any:
    """A copy of the template with every {name} replaced by its value, in all texts inside it."""
    if isinstance(template, dict):
        return {name: expanded(value, values) for name, value in template.items()}
    if isinstance(template, list):
        return [expanded(value, values) for value in template]
    return template.format_map(_Kept(values)) if isinstance(template, str) else template


def each(spec: Mapping | None, lists: Mapping) -> Iterator[Mapping]:
    """Every combination of the named values; a text instead of a list names one of `lists`."""
    names = list(spec or {})
    columns = [lists[value] if isinstance(value, str) else value for value in (spec or {}).values()]
    for combination in itertools.product(*columns):
        yield dict(zip(names, combination, strict=True))


def change_row(line: str, key: str) -> dict[str, str]:
    """The field_change row of one line `entity id field: old > new at moment (effective moment)`."""
    found = CHANGE.fullmatch(line)
    if found is None:
        raise ValueError(f"not a change: {line}")
    cells = {name: moment((value or "").strip()) for name, value in found.groupdict().items() if name is not None}
    return {"id": key, "operation": "update", "changed_by_id": "e-keeper"} | cells


def as_list(value: Any) -> list[Any]:
    """The value, or its items when it is a list."""
    return list(value) if isinstance(value, list) else [value]


def _waits(value: str, cells: Mapping) -> bool:
    wanted: Iterable[str] = re.findall(r"\{(\w+)\}", value)
    return any("{" in cells.get(name, "") for name in wanted)


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


class _Kept(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
