"""Sheets of a workbook: frozen headings, filters over the true range, a new sheet before Excel's limit, links."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

from checker.report.workbook_cells import MOMENT_FORMAT, Cells, Link
from checker.report.workbook_names import SheetNames
from checker.report.workbook_text import cell_text
from checker.report.workbook_widths import HIGHEST_HEADING, SAMPLED, height, widths
from checker.words.words import Words

ROW_LIMIT = 1_048_576
MOST_LINKS = 65_530
LABELS_WIDTH, VALUES_WIDTH, VALUE_COLUMNS = 36, 28, 4
OPTIONS = {
    "constant_memory": True,
    "use_zip64": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": MOMENT_FORMAT,
    "remove_timezone": True,
}
A4 = 9


class Workbook:
    """An open workbook of one language; `row_limit` counts the heading's row."""

    def __init__(self, book: Any, words: Words, row_limit: int = ROW_LIMIT) -> None:
        self._book = book
        self._words = words
        self._row_limit = row_limit
        self._names = SheetNames()
        self._head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDE6F0", "border": 1}
        )
        self._band = book.add_format({"bold": True, "bg_color": "#DDE6F0"})
        self._title = book.add_format({"bold": True, "font_size": 15})
        self._cells = {wrapped: Cells(book, words, wrapped=wrapped) for wrapped in (False, True)}

    def named(self, title: str) -> Any:
        """A new sheet in the next place, to be filled when what it says is known."""
        return self._sheet(self._names.of(title))

    def table(
        self,
        title: str,
        headings: Sequence[str],
        rows: Iterable[Sequence[Any]],
        *,
        wrapped: bool = False,
        marked: Mapping[str, str] | None = None,
        printed: int | None = None,
        widest: Sequence[int] = (),
    ) -> tuple[int, int]:
        """Write a table with a filter, continued on `title (2)` and so on; the number of its rows and of its sheets.

        `wrapped`: long texts go on below. `marked`: colours of the texts of the first column. `printed`: how many
        columns are printed, all of them unless said. `widest`: the greatest width of each column."""
        source = iter(rows)
        first = list(islice(source, SAMPLED))
        wide = widths(headings, first, widest)
        source = chain(first, source)
        total, part = 0, 0
        waiting: Sequence[Any] | None = next(source, None)
        while waiting is not None or part == 0:
            part += 1
            sheet = self._listed(self._names.of(title, part), headings, wide)
            row = 0
            while waiting is not None and row + 1 < self._row_limit:
                row += 1
                if wrapped:
                    sheet.set_row(row, height(waiting, wide))
                self._cells[wrapped].write_row(sheet, row, waiting)
                waiting = next(source, None)
            last = max(len(headings) - 1, 0)
            sheet.autofilter(0, 0, row, last)
            sheet.print_area(0, 0, row, min(last, (printed or len(headings)) - 1))
            self._colour(sheet, row, marked or {})
            total += row
        return total, part

    def pairs(self, sheet: Any, title: str, rows: Iterable[Sequence[Any]]) -> None:
        """Fill a sheet with labels and their values beside them, without a filter; a row of one cell is a heading."""
        sheet.set_portrait()
        sheet.fit_to_pages(1, 1)
        sheet.set_column(0, 0, LABELS_WIDTH)
        sheet.set_column(1, VALUE_COLUMNS, VALUES_WIDTH)
        sheet.write_string(0, 0, self._text(title), self._title)
        for number, row in enumerate(rows, 1):
            if len(row) == 1:
                sheet.write_string(number, 0, self._text(str(row[0])), self._band)
                for column in range(1, VALUE_COLUMNS + 1):
                    sheet.write_blank(number, column, None, self._band)
            else:
                self._cells[False].write_row(sheet, number, row)

    def place(self, title: str, position: int = 0) -> str:
        """Where a row of a table stands, counted from 0; the table may still have to be written."""
        part, row = divmod(position, self._row_limit - 1)
        name = self._names.of(title, part + 1).replace("'", "''")
        return f"'{name}'!A{row + 2}"

    def link(self, text: str, title: str, position: int = 0) -> Link:
        """Text that leads to a row of a table."""
        return Link(text, self.place(title, position))

    def _listed(self, name: str, headings: Sequence[str], wide: Sequence[int]) -> Any:
        sheet = self._sheet(name)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_row(0, min(HIGHEST_HEADING, height(headings, wide)))
        for column, heading in enumerate(headings):
            sheet.set_column(column, column, wide[column])
            sheet.write_string(0, column, self._text(heading), self._head)
        return sheet

    def _sheet(self, name: str) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.6, 0.6)
        sheet.set_footer("&L&8&A&R&8&P / &N")
        # An id of digits alone is text, and no mistake that Excel would have to mark.
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{ROW_LIMIT}"})
        return sheet

    def _colour(self, sheet: Any, last: int, marked: Mapping[str, str]) -> None:
        for text, colour in marked.items():
            fill = self._book.add_format({"bg_color": colour})
            rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": fill}
            sheet.conditional_format(1, 0, max(last, 1), 0, rule)

    def _text(self, text: str) -> str:
        return cell_text(text, self._words)


@contextmanager
def workbook(
    out: BinaryIO, words: Words, made: datetime | None = None, row_limit: int = ROW_LIMIT, title: str = ""
) -> Iterator[Workbook]:
    """A workbook written to a stream in bounded memory; it is dated `made`, so that equal content is equal bytes."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    with tempfile.TemporaryDirectory(prefix="checker-report-") as aside:
        # Written whole beside the stream: the library leaves an archive open that it cannot finish.
        finished = Path(aside) / "workbook.xlsx"
        book = xlsxwriter.Workbook(finished, {**OPTIONS, "tmpdir": aside})
        created = (made or datetime(2000, 1, 1, tzinfo=UTC)).replace(tzinfo=None)
        book.set_properties({"created": created, "title": cell_text(title, words)[:255]})
        yield Workbook(book, words, row_limit)
        try:
            book.close()
        except FileCreateError as failed:
            raise failed.__cause__ or OSError(str(failed)) from None
        with finished.open("rb") as file:
            shutil.copyfileobj(file, out)
