"""Where a case can be seen: the file of the snapshot and the line in it, for formats that point at lines."""

from typing import NamedTuple

from checker.report.cases import Case
from checker.report.content import Report

HEADER = "snapshot.yaml"
# In these a row is a line, the heading counted; rows of others have no line that a viewer could open.
WITH_LINES = (".csv", ".tsv", ".txt")
# Told as an earlier audit told them: their rows are those of an earlier export.
GONE = ("lost", "void")


class Place(NamedTuple):
    """A path with slashes, and a line counted from one; None where the file as a whole is meant."""

    path: str
    line: int | None


class Places:
    """The places of an audit's cases; paths begin with where the report says that the snapshot lies."""

    def __init__(self, report: Report) -> None:
        names = [str(file["name"]) for file in (report.manifest.get("snapshot") or {}).get("files", ())]
        self._tables = {name.split(".")[0]: name for name in names if name != HEADER}
        self._folder = report.showing.sources.replace("\\", "/").rstrip("/").removeprefix("./")

    def of(self, case: Case) -> Place:
        """The row; for what has none (a call never made, a lost record) the table of its subject, else the header."""
        source = None if case.standing in GONE else case.source_file
        file = source or self._tables.get(case.subject_type, HEADER)
        line = case.source_row if source and file.lower().endswith(WITH_LINES) else None
        return Place(self.path(file), line if line and line > 0 else None)

    def path(self, file: str) -> str:
        """A file of the snapshot."""
        name = file.replace("\\", "/")
        return f"{self._folder}/{name}" if self._folder not in ("", ".") else name
