"""Rows of a query in the tabular formats; the columns are named, the values are as they were found."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from checker.report.csv_rows import write_csv
from checker.report.labels import said, said_fields
from checker.report.table import finite, heading
from checker.words.words import Words

CODED = {
    **{
        name: name
        for name in ("verdict", "outcome", "standing", "severity", "basis", "effect", "judged", "scope", "reason")
    },
    **{"kind": "rule_kind", "measure": "unit", "subject_type": "entity"},
}
NUMBERS = frozenset({"cases", "violated", "undetermined", "pending", "open", "measured", "limit_value", "source_row"})


@dataclass(frozen=True)
class Rows:
    """Rows under column names, of `total` that there are. Instants are local."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]
    total: int


def write_rows(name: str, found: Rows, out: BinaryIO, words: Words) -> None:
    """Write rows in one of ROW_FORMATS."""
    ROW_FORMATS[name](found, out, words)


def _table(found: Rows, out: BinaryIO, words: Words) -> None:
    from checker.report.aligned import aligned

    heads = [_heading(words, name) for name in found.columns]
    lines = [[_said(value, name, words) for value, name in zip(row, found.columns, strict=True)] for row in found.rows]
    numbers = frozenset(place for place, name in enumerate(found.columns) if name in NUMBERS)
    limits = [60] * (len(heads) - 1)
    for line in aligned([heads, *lines], numbers, limits):
        out.write(f"{line}\n".encode())
    cut = len(found.rows) < found.total
    total = words.number(found.total)
    closing = words.text("query.cut", shown=words.number(len(found.rows)), total=total) if cut else None
    out.write(f"\n{closing or words.text('query.found', total=total)}\n".encode())


def _json(found: Rows, out: BinaryIO, words: Words) -> None:
    head = {"total": found.total, "shown": len(found.rows), "columns": list(found.columns)}
    out.write(f'{json.dumps(head)[:-1]}, "rows": ['.encode())
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
        heads = [_heading(words, name) for name in found.columns]
        book.table(
            words.text("report.sheet.rows"),
            heads,
            ([_cell(value, name, words) for value, name in zip(row, found.columns, strict=True)] for row in found.rows),
        )


ROW_FORMATS: dict[str, Callable[[Rows, BinaryIO, Words], None]] = {
    "table": _table,
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "xlsx": _xlsx,
}
BINARY_ROW_FORMATS = frozenset({"xlsx"})


def _heading(words: Words, name: str) -> str:
    return words.text("report.column.cases") if name == "cases" else heading(words, name)


def _records(found: Rows) -> list[str]:
    named = (dict(zip(found.columns, map(_plain, row), strict=True)) for row in found.rows)
    return [json.dumps(record, ensure_ascii=False, allow_nan=False) for record in named]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return finite(value) if isinstance(value, float) else value


def _cell(value: Any, name: str, words: Words) -> Any:
    return said(words, CODED[name], value) if name in CODED else value


def _said(value: Any, name: str, words: Words) -> str:
    if value is None:
        return ""
    if name in CODED:
        return said(words, CODED[name], str(value))
    if name == "missing":
        return said_fields(words, value)
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    if isinstance(value, bool):
        return words.label("term", str(value).lower())
    if isinstance(value, datetime):
        return words.instant(value, "UTC")
    if isinstance(value, date):
        return words.date(value)
    return words.number(value) if isinstance(value, int | float) else str(value)
