"""What reading a snapshot yields: facts of files and tables, notes, and where the canonical tables lie."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from checker.errors import Problem
from checker.snapshot.header import Header

Progress = Callable[[str, int, int], None]
"""Called with what is being read, files done and files in all."""


def silent(what: str, done: int, total: int) -> None:
    """The progress that nobody watches."""


@dataclass(frozen=True, order=True)
class Note:
    """Something worth knowing that refuses nothing. `rows` are the first rows concerned, `count` how many there are."""

    code: str
    entity: str
    column: str
    text: str
    count: int = 1
    rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class FileFacts:
    """One input file as it was read: bytes and SHA-256 of the file itself."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class TableFacts:
    """One delivered table. Rows delivered = `rows` (kept) + `refused`.

    `exported` names the columns of the file (keys of JSON columns as column.key), `filled` counts the non-empty cells
    of each exported column among the kept rows.
    """

    entity: str
    rows: int
    refused: int
    exported: frozenset[str]
    filled: Mapping[str, int]


@dataclass(frozen=True)
class Snapshot:
    """Canonical tables in `work`: `<entity>.parquet` for every key of `tables`, and `quarantine.parquet`.

    `problems` make an audit incomplete: files that could not be read or were mostly refused.
    """

    folder: Path
    work: Path
    header: Header
    tables: Mapping[str, TableFacts]
    files: tuple[FileFacts, ...]
    quarantine_count: int
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()

    def path(self, entity: str) -> Path:
        """The canonical Parquet file of an entity."""
        return self.work / f"{entity}.parquet"

    @property
    def quarantine(self) -> Path:
        """The Parquet file of refused rows and emptied cells."""
        return self.work / "quarantine.parquet"
