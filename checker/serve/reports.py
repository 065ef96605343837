"""The reports of audits, written when somebody asks for them and kept in a folder of our own, never in the store."""

from collections import OrderedDict
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from checker.report.output import to_file
from checker.report.registry import FORMATS, get_format
from checker.serve.kept import Kept
from checker.serve.shelf import OnShelf, Shelf
from checker.words.words import Words

MOST_BYTES = 2_000_000_000
CONTENT = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".csv": "text/csv; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
FIRST = ("html", "xlsx", "pdf", "docx", "markdown", "csv")
"""What people open stands first."""
NAMES = tuple(sorted(FORMATS, key=lambda name: (FIRST.index(name) if name in FIRST else len(FIRST), name)))


@dataclass
class Reports:
    """Reports by audit, format and language, in `folder`; those unused for longest are deleted beyond MOST_BYTES."""

    shelf: Shelf
    folder: Path
    _turns: "Kept[None]" = field(default_factory=lambda: Kept(0))
    _there: OrderedDict[str, tuple[Path, int]] = field(default_factory=OrderedDict)
    _numbers: "count[int]" = field(default_factory=count)
    _lock: Lock = field(default_factory=Lock)

    def opened(self, audit: OnShelf, name: str, lang: str) -> tuple[BinaryIO, int]:
        """A report opened for reading, and its length; it stays whole though it be deleted meanwhile.

        Raises UsageError: no such format, or the audit cannot be read; NotWrittenError: no room for it."""
        key = f"{audit.stamp} {name} {lang}"
        while (found := self._opened(key)) is None:
            self._turns.get(key, lambda: self._write(key, audit, name, lang))
        return found

    def _opened(self, key: str) -> tuple[BinaryIO, int] | None:
        with self._lock:
            if key not in self._there:
                return None
            self._there.move_to_end(key)
            path, size = self._there[key]
            return path.open("rb"), size

    def _write(self, key: str, audit: OnShelf, name: str, lang: str) -> None:
        if key in self._there:
            return
        form, words = get_format(name), Words(lang)
        report = self.shelf.report(audit)
        path = self.folder / f"{next(self._numbers)}{form.suffix}"
        to_file(lambda stream: form.write(report, stream, words), path)
        with self._lock:
            self._there[key] = (path, path.stat().st_size)
            self._make_room()

    def _make_room(self) -> None:
        """Keep at least the newest; what is being read stays readable after it is unlinked."""
        while len(self._there) > 1 and sum(size for _, size in self._there.values()) > MOST_BYTES:
            _, (path, _) = self._there.popitem(last=False)
            path.unlink(missing_ok=True)


def content_type(name: str) -> str:
    """The type of a format's files."""
    return CONTENT.get(get_format(name).suffix, "application/octet-stream")
