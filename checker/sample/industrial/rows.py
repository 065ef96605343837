"""Streaming writers of the tables; rows are given by column names and go straight to disk."""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from checker.sample.columns import TRUTH_COLUMNS
from checker.sample.industrial.columns import AHEAD, BORN, COLUMNS
from checker.sample.times import DAY, day_text, moment_text

Cells = dict[str, Any]
Spoil = Callable[[str, Cells], str]
PLAIN, MOMENT, PLAN, DATE = range(4)


class Rows:
    """Open CSV files of a sample.

    Moments are seconds and days are day numbers of the company's wall clock. What lies after the export is not known
    to it: such moments stay empty, and rows that begin after it are left out.
    """

    def __init__(self, writers: dict[str, Any], truth: Any, taken: int, spoil: Spoil | None) -> None:
        self._writers = writers
        self._truth = truth
        self._taken = taken
        self._spoil = spoil
        self._places = {
            table: {name: (place, _sort(name)) for place, name in enumerate(columns)}
            for table, columns in COLUMNS.items()
        }
        self._blank = {table: [""] * len(columns) for table, columns in COLUMNS.items()}
        self.counts: Counter[str] = Counter()

    def put(self, table: str, cells: Cells) -> bool:
        """Write one row; False where it begins after the export. Columns that are not given stay empty."""
        taken = self._taken
        born = cells.get(BORN[table]) if table in BORN else None
        if born is not None and born > (taken if BORN[table].endswith("_at") else taken // DAY - 1):
            return False
        trouble = self._spoil(table, cells) if self._spoil is not None else ""
        places = self._places[table]
        row: list[Any] = self._blank[table].copy()
        for name, value in cells.items():
            if value is None:
                continue
            place, sort = places[name]
            if sort == PLAIN or value.__class__ is not int:
                row[place] = value if value.__class__ is str else _text(value)
            elif sort == DATE:
                row[place] = day_text(value)
            elif sort == PLAN or value <= taken:
                row[place] = moment_text(value)
        self._writers[table].writerow(row)
        self.counts[table] += 1
        if trouble:
            self.note(table, cells["id"], trouble)
        return True

    def note(self, table: str, key: str, trouble: str) -> None:
        """Write down in the truth file what is wrong with a row."""
        self._truth.writerow(("", table, key, "", trouble, ""))
        self.counts["truth"] += 1


def _sort(name: str) -> int:
    if name.endswith("_at"):
        return PLAN if name in AHEAD else MOMENT
    return DATE if name.endswith("_on") else PLAIN


def _text(value: Any) -> Any:
    kind = value.__class__
    if kind is bool:
        return "true" if value else "false"
    if kind is float:
        return int(value) if value == int(value) else f"{value:.2f}"
    if kind is dict:
        return json.dumps(value, ensure_ascii=False)
    return value if kind is int else ";".join(value)


@contextmanager
def open_rows(folder: Path, truth: Path, taken: int, spoil: Spoil | None) -> Iterator[Rows]:
    """Writers of all tables in `folder` and of the truth file, with their headings written."""
    with ExitStack() as stack:

        def opened(path: Path, columns: tuple[str, ...]) -> Any:
            stream = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(columns)
            return writer

        writers = {table: opened(folder / f"{table}.csv", columns) for table, columns in COLUMNS.items()}
        yield Rows(writers, opened(truth, TRUTH_COLUMNS), taken, spoil)
