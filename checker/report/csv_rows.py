"""Rows as CSV that no spreadsheet can be tricked with."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from checker.report.plain import defused


def write_csv(out: BinaryIO, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """UTF-8 without a mark, comma, CRLF. Text that could be a formula gets an apostrophe; numbers stay numbers."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=False)
    try:
        writer = csv.writer(text)
        writer.writerow([defused(name) for name in headings])
        writer.writerows([_cell(value) for value in row] for row in rows)
        text.flush()
    finally:
        text.detach()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return defused(value)
    if isinstance(value, list):
        return defused(";".join(str(item) for item in value))
    return value
