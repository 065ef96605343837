"""One field of a table: from the cells of a row to its canonical text."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.errors import Problem, UsageError
from checker.importing.date_format import DateFormat, read_date
from checker.importing.formula import calculate, columns_of
from checker.importing.numbers import NumberFormat
from checker.importing.profile import CellWriting, Source
from checker.importing.source import SourceTable

Cells = Sequence[str]
Take = Callable[[Cells], str]
Reading = Callable[[str], str | None]
REMARK = "not in the declared format: "
"""Stands before a cell that is not in its declared format but would be read as if nothing had been declared."""
_CANONICAL = re.compile(r"[+-]?\d+(\.\d+)?|\d{4}-\d\d-\d\d.*")


@dataclass(frozen=True)
class Cell:
    """A field of the table: where its text comes from, and how it is read."""

    name: str
    take: Take
    read: Reading

    def of(self, cells: Cells) -> tuple[str, bool]:
        """The canonical text, or the cell as it was written where it is not in the declared format (then True)."""
        written = self.take(cells)
        if not written:
            return "", False
        reading = self.read(written)
        if reading is not None:
            return reading, False
        return (REMARK + written if _CANONICAL.fullmatch(written) else written), True


def compile_cell(name: str, type_: str, source: Source, table: SourceTable) -> Cell:
    """The field `name` of canonical type `type_` out of the rows of `table`. UsageError for headings it lacks."""
    writing = CellWriting(
        **{n: v for n, v in (table.writing.said() | source.said()).items() if n in CellWriting.model_fields}
    )
    taken = _taken(source, table, writing)
    return Cell(name, _mapped(taken, source), _reading(type_, source, writing))


def _taken(source: Source, table: SourceTable, writing: CellWriting) -> Take:
    nulls = frozenset(writing.nulls or ())
    if source.constant is not None:
        constant = source.constant
        return lambda cells: constant
    if source.calculate is not None:
        return _calculated(source.calculate, table, writing.number_format, nulls)
    if source.join:
        places = _places(source.join, table)
        return lambda cells: source.with_.join(text for at in places if (text := plain(cells[at], nulls)))
    place = table.place(source.column or "", source.nth)
    if source.split is None:
        return lambda cells: plain(cells[place], nulls)
    by, part = source.split.by, source.split.part
    return lambda cells: _part(plain(cells[place], nulls), by, part)


def _places(headings: Sequence[str], table: SourceTable) -> list[int]:
    problems: list[Problem] = []
    places: list[int] = []
    for heading in headings:
        try:
            places.append(table.place(heading))
        except UsageError as error:
            problems.extend(error.problems)
    if problems:
        raise UsageError(problems)
    return places


def _calculated(formula: str, table: SourceTable, form: NumberFormat, nulls: frozenset[str]) -> Take:
    names = list(columns_of(formula))
    places = dict(zip(names, _places(names, table), strict=True))

    def result(cells: Cells) -> str:
        written = {name: plain(cells[at], nulls) for name, at in places.items()}
        if not all(written.values()):
            return ""
        values = {name: form.read(text) for name, text in written.items()}
        total = None
        if None not in values.values():
            total = calculate(formula, {name: Decimal(value or 0) for name, value in values.items()})
        if total is None:
            return f"{formula} with {', '.join(f'{name}={text}' for name, text in written.items())}"
        return format(total, "f").replace(".", form.decimal)

    return result


def _mapped(take: Take, source: Source) -> Take:
    if not source.values:
        return take
    values: Mapping[str, str] = source.values

    def mapped(cells: Cells) -> str:
        written = take(cells)
        if not written or written in values:
            return values.get(written, "")
        return written if source.otherwise is None else source.otherwise

    return mapped


def _reading(type_: str, source: Source, writing: CellWriting) -> Reading:
    if source.constant is not None:
        return lambda text: text
    if type_ in ("date", "timestamp") and writing.date_formats:
        formats: tuple[DateFormat, ...] = writing.date_formats
        return lambda text: read_date(formats, text)
    if type_ in ("decimal", "integer"):
        form: NumberFormat = writing.number_format
        return form.read
    if type_ == "list<text>" and source.list_by:
        by = source.list_by
        return lambda text: ";".join(part.strip() for part in text.split(by) if part.strip())
    return lambda text: text


def plain(cell: str, nulls: frozenset[str]) -> str:
    """The cell without blanks around it; empty for a null marker."""
    text = cell.strip()
    return "" if text in nulls else text


def _part(cell: str, by: str, part: int) -> str:
    parts = cell.split(by)
    at = part - 1 if part > 0 else len(parts) + part
    return parts[at].strip() if 0 <= at < len(parts) else ""
