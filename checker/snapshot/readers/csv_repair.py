"""The exact reader of CSV: keeps every row that can be read, names every row and cell that cannot."""

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from checker.snapshot.readers.csv_lines import Lines
from checker.snapshot.readers.raw import CELL_LIMIT, clip

_AFTER_QUOTE = re.compile(r'" +(?=,|\r?\n?$)')


@dataclass(frozen=True)
class Refusal:
    """A row refused, or a cell emptied when `column` is named; `place` is then its place in the row."""

    row: int
    column: str
    raw: str
    reason: str
    detail: str = ""
    place: int = -1


def repair(path: Path, clean: Path, refused: Path, header: Sequence[str], header_lines: int) -> None:
    """Write the readable rows to `clean` and everything else to `refused`, both as plain CSV.

    Before the cells of a row stand source_row and `emptied`, the places of the cells that held garbage.
    """
    with (
        Lines(path) as lines,
        clean.open("w", encoding="utf-8", newline="") as clean_file,
        refused.open("w", encoding="utf-8", newline="") as refused_file,
        _cell_limit(),
    ):
        rows = csv.writer(clean_file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        refusals = csv.writer(refused_file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        rows.writerow(["source_row", "emptied", *(f"c{i}" for i in range(len(header)))])
        refusals.writerow(["row", "column", "raw", "reason", "refused", "detail"])
        lines.skip(header_lines)
        for found in _records(lines):
            if isinstance(found, Refusal):
                refusals.writerow([found.row, found.column, clip(found.raw), found.reason, "1", found.detail])
                continue
            row, cells = found
            emptied: list[int] = []
            for fault in _check(row, cells, header):
                is_row = not fault.column
                refusals.writerow(
                    [row, fault.column, clip(fault.raw), fault.reason, "1" if is_row else "0", fault.detail]
                )
                if is_row:
                    break
                emptied.append(fault.place)
            else:
                rows.writerow([row, " ".join(map(str, emptied)), *cells])


@contextmanager
def _cell_limit() -> Iterator[None]:
    before = csv.field_size_limit(CELL_LIMIT)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _records(lines: Lines) -> Iterator[tuple[int, list[str]] | Refusal]:
    """Every record with its first line; after a record that cannot be parsed reading goes on at its second line."""
    while lines.more():
        row = lines.begin()
        if lines.overlong:
            yield Refusal(row, "", next(lines), "too_long", f"the line is longer than {CELL_LIMIT} characters")
            continue
        try:
            cells = _parse(lines)
        except csv.Error as error:
            yield _unparsed(row, lines.rewind(), str(error))
            continue
        if any(cell.strip() for cell in cells) or len(cells) > 1:
            yield row, cells


def _parse(lines: Lines) -> list[str]:
    """One record; blanks around a quoted cell are no part of it, a quote after a blank that nothing closes is text."""
    for is_tidied in (False, True):
        source = (_AFTER_QUOTE.sub('"', line) for line in lines) if is_tidied else lines
        try:
            return next(csv.reader(source, strict=True, skipinitialspace=True))
        except csv.Error:
            lines.rewind(all_lines=True)
    return next(csv.reader([next(lines)], strict=True))


def _unparsed(row: int, raw: str, message: str) -> Refusal:
    if "limit" in message or message == Lines.TOO_LONG:
        return Refusal(row, "", raw, "too_long", f"a cell is longer than {CELL_LIMIT} characters")
    return Refusal(row, "", raw, "stray_newline" if "new-line" in message else "bad_quotes", message)


def _check(row: int, cells: list[str], header: Sequence[str]) -> Iterator[Refusal]:
    """What is wrong with a parsed record; cells that hold garbage are emptied in place."""
    while len(cells) > len(header) and not cells[-1].strip():
        cells.pop()
    if len(cells) != len(header):
        reason = "too_many_fields" if len(cells) > len(header) else "too_few_fields"
        yield Refusal(row, "", ",".join(cells), reason, f"{len(cells)} fields instead of {len(header)}")
        return
    for index, cell in enumerate(cells):
        reason = _garbage(cell)
        if reason:
            cells[index] = ""
            yield Refusal(row, header[index], cell, reason, place=index)


def _garbage(cell: str) -> str:
    if cell.isascii():
        return "nul_byte" if "\0" in cell else ""
    if any("\udc80" <= character <= "\udcff" for character in cell):
        return "not_utf8"
    return "nul_byte" if "\0" in cell else ""
