"""Sheets of a workbook: typed cells, frozen headings, filters over the true range, a new sheet before Excel's limit."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any, BinaryIO

from checker.report.headline import shown_of_characters
from checker.words.words import Words

ROW_LIMIT = 1_048_576
TEXT_LIMIT = 32_767
EXACT_INTEGERS = 2**53
FIRST_YEAR = 1900
_NOT_IN_XML = re.compile("[\ufffe\uffff]")
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd hh:mm:ss",
    "remove_timezone": True,
}


class Workbook:
    """An open workbook of one language; `row_limit` counts the heading's row."""

    def __init__(self, book: Any, words: Words, row_limit: int = ROW_LIMIT) -> None:
        self._book = book
        self._words = words
        self._row_limit = row_limit
        self._head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDE6F0", "border": 1}
        )
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._span = book.add_format({"num_format": "[h]:mm:ss"})
        self._percent = book.add_format({"num_format": "0.0%"})

    def table(
        self, name: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], widths: Sequence[int] = ()
    ) -> int:
        """Write a table with a filter, continued on `name (2)` and so on; the number of rows."""
        total, part = 0, 0
        source = iter(rows)
        waiting: Sequence[Any] | None = next(source, None)
        while waiting is not None or part == 0:
            part += 1
            sheet = self._sheet(name if part == 1 else f"{name} ({part})", headings, widths)
            row = 0
            while waiting is not None and row + 1 < self._row_limit:
                row += 1
                self._write_row(sheet, row, waiting)
                waiting = next(source, None)
            sheet.autofilter(0, 0, row, max(len(headings) - 1, 0))
            total += row
        return total

    def pairs(self, name: str, rows: Iterable[Sequence[Any]]) -> None:
        """Write a sheet of labels with their values beside them, without a filter; a row of one cell is a heading."""
        sheet = self._book.add_worksheet(name[:31])
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 6, 18)
        for number, row in enumerate(rows):
            if len(row) == 1:
                sheet.write_string(number, 0, self._text(str(row[0])), self._head)
            else:
                self._write_row(sheet, number, row)

    def _sheet(self, name: str, headings: Sequence[str], widths: Sequence[int]) -> Any:
        sheet = self._book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(headings):
            sheet.set_column(column, column, widths[column] if column < len(widths) else 18)
            sheet.write_string(0, column, self._text(heading), self._head)
        return sheet

    def _write_row(self, sheet: Any, row: int, values: Sequence[Any]) -> None:
        for column, value in enumerate(values):
            self._write_cell(sheet, row, column, value)

    def _write_cell(self, sheet: Any, row: int, column: int, value: Any) -> None:
        if value is None or value == "":
            return
        if isinstance(value, bool):
            sheet.write_string(row, column, self._words.label("term", str(value).lower()))
        elif isinstance(value, Share):
            sheet.write_number(row, column, float(value), self._percent)
        elif isinstance(value, int | float) and math.isfinite(value) and abs(value) <= EXACT_INTEGERS:
            sheet.write_number(row, column, value)
        elif isinstance(value, timedelta) or (isinstance(value, date) and value.year >= FIRST_YEAR):
            self._write_moment(sheet, row, column, value)
        else:
            sheet.write_string(row, column, self._text(_joined(value)))

    def _write_moment(self, sheet: Any, row: int, column: int, value: date | timedelta) -> None:
        if isinstance(value, timedelta):
            sheet.write_datetime(row, column, value, self._span)
        elif isinstance(value, datetime):
            sheet.write_datetime(row, column, value)
        else:
            sheet.write_datetime(row, column, value, self._day)

    def _text(self, text: str) -> str:
        clean = _NOT_IN_XML.sub("\ufffd", text)
        if len(clean) <= TEXT_LIMIT:
            return clean
        room = TEXT_LIMIT - 100
        return clean[:room] + shown_of_characters(room, len(clean), self._words)


class Share(float):
    """A share of one, shown as a percentage."""


@contextmanager
def workbook(
    out: BinaryIO, words: Words, made: datetime | None = None, row_limit: int = ROW_LIMIT
) -> Iterator[Workbook]:
    """A workbook written to a stream in bounded memory; it is dated `made`, so that equal content is equal bytes."""
    import xlsxwriter

    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"created": (made or datetime(2000, 1, 1, tzinfo=UTC)).replace(tzinfo=None)})
    yield Workbook(book, words, row_limit)
    book.close()


def _joined(value: Any) -> str:
    return ", ".join(str(item) for item in value) if isinstance(value, list | tuple) else str(value)
