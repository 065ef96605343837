"""Rows of a query in the tabular formats; the columns are named, the values are as they were found."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from math import floor
from typing import Any, BinaryIO

from checker.one_line import one_line
from checker.report.csv_rows import write_csv
from checker.report.labels import said, said_fields
from checker.report.table import finite, heading
from checker.words.words import Words

CODED = {
    **{
        name: name
        for name in ("verdict", "outcome", "standing", "severity", "basis", "effect", "judged", "scope", "reason")
    },
    **{name: name for name in ("change", "rectification", "dispute")},
    **{"kind": "rule_kind", "measure": "unit", "subject_type": "entity"},
}
NUMBERS = frozenset({"cases", "violated", "undetermined", "pending", "open", "measured", "limit_value", "source_row"})
NUMBERS |= {"met", "judged_cases", "rate", "waived", "rate_after_waivers", "seconds_left", "days_left"}
SHARES = ("rate", "rate_after_waivers")


@dataclass(frozen=True)
class Rows:
    """Rows under column names, of `total` that there are. Instants are local.

    `about`: what JSON says of them beside. `coded`: whether columns and codes are ours, and are called by their labels
    where people read them; what somebody asked for in SQL stays as it is."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]
    total: int
    about: Mapping[str, Any] = field(default_factory=dict)
    coded: bool = True


def write_rows(name: str, found: Rows, out: BinaryIO, words: Words) -> None:
    """Write rows in one of ROW_FORMATS."""
    ROW_FORMATS[name](found, out, words)


def _table(found: Rows, out: BinaryIO, words: Words) -> None:
    from checker.report.aligned import aligned

    heads, lines = _heads(found, words), _lines(found, words)
    numbers = frozenset(place for place in range(len(heads)) if _is_number(found, place))
    limits = [60] * (len(heads) - 1)
    for line in aligned([heads, *lines], numbers, limits):
        out.write(f"{line}\n".encode())
    cut = len(found.rows) < found.total
    total = words.number(found.total)
    closing = words.text("query.cut", shown=words.number(len(found.rows)), total=total) if cut else None
    out.write(f"\n{closing or words.text('query.found', total=total)}\n".encode())


def _md(found: Rows, out: BinaryIO, words: Words) -> None:
    heads, lines = _heads(found, words), _lines(found, words)
    marks = ["---:" if _is_number(found, place) else "---" for place in range(len(heads))]
    for line in ([_cell_md(head) for head in heads], marks, *([_cell_md(cell) for cell in line] for line in lines)):
        out.write(f"| {' | '.join(line)} |\n".encode())


def _json(found: Rows, out: BinaryIO, words: Words) -> None:
    head = {"total": found.total, "shown": len(found.rows), **found.about, "columns": list(found.columns)}
    out.write(f'{json.dumps(head, ensure_ascii=False)[:-1]}, "rows": ['.encode())
    for place, record in enumerate(_records(found)):
        out.write(f"{',' if place else ''}\n{record}".encode())
    out.write(b"\n]}\n")


def _jsonl(found: Rows, out: BinaryIO, words: Words) -> None:
    for record in _records(found):
        out.write(f"{record}\n".encode())


def _csv(found: Rows, out: BinaryIO, words: Words) -> None:
    write_csv(out, found.columns, ([_plain(value) for value in row] for row in found.rows))


def _xlsx(found: Rows, out: BinaryIO, words: Words) -> None:
    from checker.report.sheets import workbook

    with workbook(out, words) as book:
        names = found.columns if found.coded else ("",) * len(found.columns)
        rows = ([_cell(value, name, words) for value, name in zip(row, names, strict=True)] for row in found.rows)
        book.table(words.text("report.sheet.rows"), _heads(found, words), rows)


ROW_FORMATS: dict[str, Callable[[Rows, BinaryIO, Words], None]] = {
    "table": _table,
    "md": _md,
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "xlsx": _xlsx,
}
BINARY_ROW_FORMATS = frozenset({"xlsx"})


def _heads(found: Rows, words: Words) -> list[str]:
    if not found.coded:
        return list(found.columns)
    return [words.text("report.column.cases") if name == "cases" else heading(words, name) for name in found.columns]


def _lines(found: Rows, words: Words) -> list[list[str]]:
    if not found.coded:
        return [[_as_is(value) for value in row] for row in found.rows]
    return [[_said(value, name, words) for value, name in zip(row, found.columns, strict=True)] for row in found.rows]


def _is_number(found: Rows, place: int) -> bool:
    if found.coded:
        return found.columns[place] in NUMBERS
    values = [row[place] for row in found.rows if row[place] is not None]
    return bool(values) and all(isinstance(one, int | float | Decimal) and not isinstance(one, bool) for one in values)


def _records(found: Rows) -> list[str]:
    named = (dict(zip(found.columns, map(_plain, row), strict=True)) for row in found.rows)
    return [json.dumps(record, ensure_ascii=False, allow_nan=False) for record in named]


def _plain(value: Any) -> Any:
    """As JSON and CSV hold it."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return finite(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {str(_plain(key)): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.hex() if isinstance(value, bytes) else str(value)


def _cell(value: Any, name: str, words: Words) -> Any:
    if name in CODED:
        return said(words, CODED[name], value)
    if isinstance(value, Decimal):
        return float(value)
    return value if value is None or isinstance(value, str | int | float | date) else _said(value, name, words)


def _cell_md(text: str) -> str:
    """Text on one line in which nothing marks up and nothing ends the cell."""
    return "".join(f"\\{letter}" if letter in "\\|`*_<>[]#~" else letter for letter in one_line(text))


def _said(value: Any, name: str, words: Words) -> str:
    if value is None:
        return ""
    if name in CODED:
        return said(words, CODED[name], str(value))
    if name == "missing":
        return said_fields(words, value)
    if name in SHARES:
        return words.percent(floor(value * 1000) / 1000, 1)
    return _said_plain(value, words)


def _said_plain(value: Any, words: Words) -> str:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    if isinstance(value, bool):
        return words.label("term", str(value).lower())
    if isinstance(value, datetime):
        return words.instant(value, "UTC")
    if isinstance(value, date):
        return words.date(value)
    if isinstance(value, int | float):
        return words.number(value) if finite(value) is not None else ""
    return _as_is(value)


def _as_is(value: Any) -> str:
    plain = _plain(value)
    if plain is None or isinstance(plain, str):
        return plain or ""
    return json.dumps(plain, ensure_ascii=False)
