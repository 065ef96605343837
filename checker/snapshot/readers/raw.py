"""What every reader of an input format hands on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from checker.snapshot.model import FileFacts

CELL_LIMIT = 1_000_000
"""Longest cell in characters that is read; longer ones are garbage."""
RAW_LIMIT = 200
"""Characters of a refused value that are kept."""


@dataclass(frozen=True)
class RawTable:
    """A file as texts. `sql` selects source_row and one VARCHAR per header name, called c0, c1, ...

    `refusals` selects what could not be read: row, column (header name or NULL), raw, reason, refused, detail.
    `families` tells per header name what the format itself says of the cells; text formats say text of all.
    `tells_emptied`: `sql` also selects `emptied`, the places of cells that are empty only because of a refusal, with
    blanks between, NULL for none.
    """

    sql: str
    header: tuple[str, ...]
    families: Mapping[str, str] = field(default_factory=dict)
    refusals: str | None = None
    tells_emptied: bool = False


@dataclass(frozen=True)
class Opened:
    """A file that a reader looked through: its facts and its table. Raises nothing later."""

    facts: FileFacts
    table: RawTable


Reader = Callable[[duckdb.DuckDBPyConnection, Path, Path], Opened]
"""Reads (connection, file, scratch folder); raises UnreadableError with the problem when nothing can be read."""


class UnreadableError(Exception):
    """The file as a whole cannot be read; `what` and `remedy` say why and what to do."""

    def __init__(self, facts: FileFacts, what: str, remedy: str) -> None:
        super().__init__(what)
        self.facts, self.what, self.remedy = facts, what, remedy


def clip(raw: str) -> str:
    """A refused value as printable text of bounded length: bytes that are not UTF-8 as \\xNN, NUL as \\0."""
    head = raw[:RAW_LIMIT].rstrip("\r\n").replace("\0", "\\0")
    return "".join(f"\\x{ord(c) - 0xDC00:02x}" if "\udc80" <= c <= "\udcff" else c for c in head)[:RAW_LIMIT]
