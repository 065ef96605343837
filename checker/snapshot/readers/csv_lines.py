"""Physical lines of a file with their numbers, one record of them kept so that reading can go back."""

import csv
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from checker.snapshot.readers.csv_scan import BOM, open_bytes
from checker.snapshot.readers.raw import CELL_LIMIT

LINE_BYTES = 4 * CELL_LIMIT
RECORD_BYTES = 16 * CELL_LIMIT


class Lines:
    """An iterator over decoded lines; bytes that are not UTF-8 become lone surrogates. A line longer than the limit
    is cut and skipped; `overlong` tells that the next line is one."""

    TOO_LONG = "a record is too long"

    def __init__(self, path: Path) -> None:
        self._stream: BinaryIO = open_bytes(path)
        self._ahead: list[bytes] = []
        self._record: list[bytes] = []
        self._size = 0
        self.number = 0
        self._is_start = True

    def __enter__(self) -> "Lines":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        """The next line of the record; raises csv.Error where the record grows past all bounds."""
        if not self.more():
            raise StopIteration
        line = self._ahead.pop()
        self._record.append(line)
        self._size += len(line)
        self.number += 1
        if len(self._record) > 1 and (self._size > RECORD_BYTES or len(line) > LINE_BYTES):
            raise csv.Error(self.TOO_LONG)
        return line.decode("utf-8", "surrogateescape")

    def more(self) -> bool:
        """Whether a line is left."""
        if not self._ahead and (line := self._read()):
            self._ahead.append(line)
        return bool(self._ahead)

    @property
    def overlong(self) -> bool:
        """Whether the next line was cut."""
        return self.more() and len(self._ahead[-1]) > LINE_BYTES

    def begin(self) -> int:
        """Start a record; the number of its first line."""
        self._record, self._size = [], 0
        return self.number + 1

    def rewind(self, all_lines: bool = False) -> str:
        """Give back all lines of the record, or all but the first, which is returned."""
        first = self._record[0]
        kept = 0 if all_lines else 1
        self._ahead.extend(reversed(self._record[kept:]))
        self.number -= len(self._record) - kept
        self._record, self._size = [], 0
        return first.decode("utf-8", "surrogateescape")

    def skip(self, count: int) -> None:
        """Pass over the first lines."""
        for _ in range(count):
            self.begin()
            next(self, None)

    def _read(self) -> bytes:
        line = self._stream.readline(LINE_BYTES + 1)
        if len(line) > LINE_BYTES:
            while (rest := self._stream.readline(LINE_BYTES)) and not rest.endswith(b"\n"):
                pass
        if self._is_start:
            self._is_start = False
            line = line.removeprefix(BOM)
        return line
