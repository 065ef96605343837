"""A foreign CSV file: its headings, and its rows with the line on which each begins."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from checker.errors import CheckerError, IncompleteError, Problem, UsageError, nearest
from checker.importing.profile import SourceFile

CELL_LIMIT = 1_000_000
SHOWN = 20
"""Broken rows that are named; of more than these only the number is told."""
Row = tuple[int, list[str]]


class Reader(Protocol):
    """What csv.reader returns."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


@dataclass(frozen=True)
class SourceTable:
    """A file of an export. Rows that do not fit its headings make it unreadable: none of it is taken over."""

    path: Path
    writing: SourceFile

    @property
    def name(self) -> str:
        """The file's name, as evidence cites it."""
        return self.path.name

    def headings(self) -> list[str]:
        """The names in the first line."""
        with self._reader() as reader:
            return self._first(reader)

    def place(self, heading: str, nth: int = 1, where: str = "") -> int:
        """Where a heading stands, counted from 0. UsageError names the nearest one, or that it occurs several times."""
        headings = self.headings()
        places = [index for index, name in enumerate(headings) if name == heading]
        if len(places) >= nth and (len(places) == 1 or nth > 1):
            return places[nth - 1]
        if not places:
            problem = Problem(where, f"{self.name} has no column '{heading}'", nearest(heading, headings))
        elif nth > 1:
            problem = Problem(where, f"{self.name} has only {len(places)} columns '{heading}'", "correct nth")
        else:
            problem = Problem(where, f"{self.name} has {len(places)} columns '{heading}'", "rename one in the export")
        raise UsageError(problem)

    def rows(self) -> Iterator[Row]:
        """Every row with its line; IncompleteError after the last one names those that do not fit the headings."""
        problems: list[Problem] = []
        broken = 0
        with self._reader() as reader:
            headings = self._first(reader)
            for line, cells in self._records(reader):
                cells = self._joined(cells, headings)
                if len(cells) == len(headings):
                    yield line, cells
                    continue
                broken += 1
                if broken <= SHOWN:
                    what = f"{len(cells)} cells under {len(headings)} headings"
                    problems.append(Problem(f"{self.name}, row {line}", what, _remedy(self, cells, headings)))
        if broken > SHOWN:
            problems.append(Problem(self.name, f"{broken - SHOWN} more rows like these"))
        if problems:
            raise IncompleteError(problems)

    def _joined(self, cells: list[str], headings: Sequence[str]) -> list[str]:
        """Cells beyond the headings belong to the overflowing column, with the delimiter that split them."""
        over = len(cells) - len(headings)
        if over <= 0 or self.writing.overflow not in headings:
            return cells
        at = headings.index(self.writing.overflow)
        whole = (self.writing.delimiter or ",").join(cells[at : at + over + 1])
        return [*cells[:at], whole, *cells[at + over + 1 :]]

    def _first(self, reader: Reader) -> list[str]:
        for _, cells in self._records(reader):
            return [cell.strip() for cell in cells]
        raise IncompleteError(Problem(self.name, "the file is empty", "export it with its headings"))

    def _records(self, reader: Reader) -> Iterator[Row]:
        """Records that are not blank lines, each with its first line."""
        line = reader.line_num + 1
        try:
            for cells in reader:
                if cells:
                    yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            raise IncompleteError(Problem(f"{self.name}, row {line}", str(error), "correct its quotes")) from None

    @contextmanager
    def _reader(self) -> Iterator[Reader]:
        """Bytes that are not of the encoding pass through, so that the snapshot's quarantine can name their cells."""
        encoding = self.writing.encoding or "utf-8"
        encoding = "utf-8-sig" if encoding.lower().replace("_", "-") in ("utf-8", "utf8") else encoding
        limit = csv.field_size_limit(CELL_LIMIT)
        try:
            with self.path.open(encoding=encoding, errors="surrogateescape", newline="") as stream:
                yield csv.reader(stream, delimiter=self.writing.delimiter or ",", strict=True)
        except (OSError, UnicodeError) as error:
            raise _unreadable(self, error) from None
        finally:
            csv.field_size_limit(limit)


def _unreadable(table: SourceTable, error: Exception) -> CheckerError:
    return IncompleteError(Problem(str(table.path), f"cannot be read: {error}", "export it again, or correct encoding"))


def _remedy(table: SourceTable, cells: Sequence[str], headings: Sequence[str]) -> str:
    if len(cells) > len(headings) and table.writing.overflow is None:
        return "quote the cell that holds a delimiter, or name its column as overflow in the profile"
    return "correct the row in the export; nothing of the file was taken over"
