"""The rows of one source file as rows of one canonical table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from checker.errors import Problem, UsageError
from checker.importing.cells import Cell, compile_cell, plain
from checker.importing.load import fields_of
from checker.importing.profile import FILLED, TableFrom
from checker.importing.source import SourceTable
from checker.schema.model import load_schema


@dataclass
class Counts:
    """What became of the rows of a source: read = written + left_out (by `only`) + merged (by `distinct`).

    `misread` are cells that are not in their declared format and were written as they stand.
    """

    entity: str
    file: str
    read: int = 0
    written: int = 0
    left_out: int = 0
    merged: int = 0
    misread: int = 0


@dataclass(frozen=True)
class CanonicalRow:
    """One row to be written: its texts by field, and the row of the source it came from."""

    texts: dict[str, str]
    file: str
    row: int


@dataclass
class TableReading:
    """A table of the profile bound to its file: `rows` may be read once, `counts` is complete afterwards."""

    table: TableFrom
    source: SourceTable
    cells: Sequence[Cell]
    kept: Sequence[tuple[int, frozenset[str] | None]]
    counts: Counts = field(init=False)

    def __post_init__(self) -> None:
        self.counts = Counts(self.table.entity, self.source.name)

    def rows(self) -> Iterator[CanonicalRow]:
        """The rows to be written, in the order of the file. IncompleteError where the file is broken."""
        seen: set[tuple[str, ...]] = set()
        nulls = frozenset(self.source.writing.nulls or ())
        for line, cells in self.source.rows():
            self.counts.read += 1
            if not all(_is_kept(plain(cells[at], nulls), wanted) for at, wanted in self.kept):
                self.counts.left_out += 1
                continue
            found = [cell.of(cells) for cell in self.cells]
            texts = tuple(text for text, _ in found)
            if self.table.distinct:
                if texts in seen:
                    self.counts.merged += 1
                    continue
                seen.add(texts)
            self.counts.misread += sum(misread for _, misread in found)
            self.counts.written += 1
            yield CanonicalRow(
                {cell.name: text for cell, text in zip(self.cells, texts, strict=True)}, self.source.name, line
            )


def bind(table: TableFrom, source: SourceTable) -> TableReading:
    """The table bound to the headings of its file. UsageError names every heading that the file lacks."""
    types = fields_of(load_schema().entities[table.entity])
    problems: list[Problem] = []
    cells: list[Cell] = []
    kept: list[tuple[int, frozenset[str] | None]] = []
    for name, given in table.columns.items():
        try:
            cells.append(compile_cell(name, types[name], given, source))
        except UsageError as error:
            problems += [Problem(f"{table.entity}.{name}", p.what, p.remedy) for p in error.problems]
    for heading, wanted in table.only.items():
        try:
            kept.append((source.place(heading), None if wanted == FILLED else frozenset(wanted)))
        except UsageError as error:
            problems += [Problem(f"{table.entity}: only", p.what, p.remedy) for p in error.problems]
    if problems:
        raise UsageError(problems)
    return TableReading(table, source, cells, kept)


def _is_kept(text: str, wanted: frozenset[str] | None) -> bool:
    return bool(text) if wanted is None else text in wanted
