"""Cells of a workbook: real dates, numbers and spans of time; text that is never a formula; links inside the file."""

import math
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from checker.report.workbook_text import cell_text, could_be_formula
from checker.words.words import Words

EXACT_INTEGERS = 2**53
FIRST_YEAR = 1900
DAY_FORMAT, MOMENT_FORMAT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"


class Share(float):
    """A share of one, shown as a percentage."""


class Link(str):
    """Text that leads to a cell of this workbook."""

    place: str

    def __new__(cls, text: str, place: str) -> "Link":
        """`place` as in `'Rules'!A2`."""
        made = super().__new__(cls, text)
        made.place = place
        return made


class Cells:
    """Writes values into the cells of one workbook. `wrapped`: long text goes on below, within its cell."""

    def __init__(self, book: Any, words: Words, *, wrapped: bool = False) -> None:
        self._words = words
        base = {"valign": "top"} | ({"text_wrap": True} if wrapped else {})
        self._plain = book.add_format(base)
        # Excel takes what somebody edits for typed anew: this keeps `=1+1` text even then.
        self._quoted = book.add_format(base | {"quote_prefix": True})
        self._link = book.add_format(base | {"font_color": "#0563C1", "underline": 1})
        self._day = book.add_format(base | {"num_format": DAY_FORMAT, "align": "left"})
        self._moment = book.add_format(base | {"num_format": MOMENT_FORMAT, "align": "left"})
        figure = base | {"align": "right", "indent": 1}
        self._span = book.add_format(figure | {"num_format": "[h]:mm:ss"})
        self._percent = book.add_format(figure | {"num_format": "0.0%"})
        self._number = book.add_format(figure)

    def write_row(self, sheet: Any, row: int, values: Sequence[Any]) -> None:
        """Write values side by side; nothing is written for None and ''."""
        for column, value in enumerate(values):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                self._write_text(sheet, row, column, value)
            else:
                self._write_value(sheet, row, column, value)

    def _write_text(self, sheet: Any, row: int, column: int, value: str) -> None:
        text = cell_text(value, self._words)
        if isinstance(value, Link):
            sheet.write_url(row, column, f"internal:{value.place}", self._link, text)
        else:
            sheet.write_string(row, column, text, self._quoted if could_be_formula(text) else self._plain)

    def _write_value(self, sheet: Any, row: int, column: int, value: Any) -> None:
        if isinstance(value, bool):
            self._write_text(sheet, row, column, self._words.label("term", str(value).lower()))
        elif isinstance(value, Share):
            sheet.write_number(row, column, float(value), self._percent)
        elif isinstance(value, int | float) and math.isfinite(value) and abs(value) <= EXACT_INTEGERS:
            sheet.write_number(row, column, value, self._number)
        elif isinstance(value, timedelta):
            sheet.write_datetime(row, column, value, self._span)
        elif isinstance(value, date) and value.year >= FIRST_YEAR:
            sheet.write_datetime(row, column, value, self._moment if isinstance(value, datetime) else self._day)
        elif isinstance(value, list | tuple):
            self._write_text(sheet, row, column, ", ".join(map(str, value)))
        else:
            self._write_text(sheet, row, column, str(value))
