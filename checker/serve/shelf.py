"""The audits of a store as they stand at this moment, damaged and pruned ones among them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import duckdb

from checker.errors import CheckerError
from checker.report import figures
from checker.report.content import Report, read_report
from checker.report.figures import Rate
from checker.report.stored import TABLES, opened, read_manifest
from checker.serve.kept import Kept
from checker.store.audits import CASES, LATEST, MANIFEST, StoredAudit, named, remembered
from checker.store.canonical import digest
from checker.store.chain import Pruned

Found = TypeVar("Found")
REPORTS = 8
ANSWERS = 64


class NoAudit(Exception):
    """No audit goes by that name; `near`: the nearest ids, `several`: those whose ids begin so."""

    def __init__(self, name: str, near: list[str], several: list[str] | None = None) -> None:
        super().__init__(name)
        self.name, self.near, self.several = name, near, several or []


class Gone(Exception):
    """The audit was pruned."""

    def __init__(self, audit_id: str, pruned: Pruned) -> None:
        super().__init__(audit_id)
        self.audit_id, self.pruned = audit_id, pruned


class Damaged(Exception):
    """The audit cannot be read; `why` is what the system or the engine says."""

    def __init__(self, audit_id: str, why: str) -> None:
        super().__init__(audit_id)
        self.audit_id, self.why = audit_id, why


class NoStore(Exception):
    """The folder of the store is not there any more."""

    def __init__(self, store: Path) -> None:
        super().__init__(str(store))
        self.store = store


@dataclass(frozen=True)
class OnShelf:
    """One audit with what identifies its present bytes; `damage` says why it cannot be read, '' where it can."""

    stored: StoredAudit
    stamp: str
    damage: str = ""
    rate: Rate | None = None

    @property
    def audit_id(self) -> str:
        """The name of the audit."""
        return self.stored.audit_id

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.stored.folder

    @property
    def readable(self) -> bool:
        """Whether it can be asked anything."""
        return not self.damage and self.stored.pruned is None


@dataclass
class Shelf:
    """A store that is only read. Every question looks at the folder anew; what was computed is kept by its stamp."""

    store: Path
    _seen: dict[str, OnShelf] = field(default_factory=dict)
    _reports: "Kept[Report]" = field(default_factory=lambda: Kept(REPORTS))
    _answers: "Kept[Any]" = field(default_factory=lambda: Kept(ANSWERS))
    _lock: Lock = field(default_factory=Lock)

    def everything(self) -> list[OnShelf]:
        """All audits in the order of storing. Raises NoStore, UsageError: the chain of the store is damaged."""
        if not self.store.is_dir():
            raise NoStore(self.store)
        stamped = [(stored, _stamp(stored)) for stored in remembered(self.store)]
        with self._lock:
            seen = dict(self._seen)
        new = [(stored, stamp) for stored, stamp in stamped if stamp not in seen]
        if new:
            seen |= _looked_at(new)
        found = [seen[stamp] for _, stamp in stamped]
        with self._lock:
            self._seen = {one.stamp: one for one in found if not one.damage}
        return found

    def readable(self) -> list[OnShelf]:
        """The audits that can be asked."""
        return [one for one in self.everything() if one.readable]

    def stamp(self) -> str:
        """What changes whenever an audit comes, goes or is damaged."""
        return digest("\n".join(one.stamp for one in self.everything()).encode())

    def find(self, name: str) -> OnShelf:
        """The audit `latest`, of that id, or of the only id that begins so; it may be damaged. Raises NoAudit, Gone."""
        everything = self.everything()
        there = [one for one in everything if one.stored.pruned is None]
        if name == LATEST and there:
            return next((one for one in reversed(there) if one.readable), there[-1])
        by_id = {one.audit_id: one for one in everything}
        chosen = [by_id[stored.audit_id] for stored in named((one.stored for one in there), name)]
        if len(chosen) == 1:
            return chosen[0]
        gone = by_id.get(name)
        if gone is not None and gone.stored.pruned:
            raise Gone(gone.audit_id, gone.stored.pruned)
        raise NoAudit(name, _nearest(name, [one.audit_id for one in there]), [one.audit_id for one in chosen])

    def report(self, audit: OnShelf) -> Report:
        """The content of an audit, kept for the next who asks. Raises UsageError: it cannot be read."""
        return self._reports.get(audit.stamp, lambda: read_report(audit.folder))

    def answered(self, key: str, compute: Callable[[], Found]) -> Found:
        """What a question came to; `key` names the question and the stamps of what it was put to."""
        found: Found = self._answers.get(key, compute)
        return found


def _nearest(name: str, ids: list[str]) -> list[str]:
    """The id that begins most like the name, or is most like it; none where none is like it at all."""
    begins = {audit_id[: len(name)]: audit_id for audit_id in ids}
    close = get_close_matches(name, [*begins, *ids], n=1, cutoff=0.6)
    return [begins.get(one, one) for one in close]


def _stamp(stored: StoredAudit) -> str:
    """Of the files that are always there; an audit's bytes never change, but a disk may lose them."""
    told = [stored.audit_id, "pruned" if stored.pruned else ""]
    for name in (MANIFEST, CASES, "rules.parquet", "tallies.parquet"):
        try:
            found = (stored.folder / name).stat()
            told.append(f"{name} {found.st_size} {found.st_mtime_ns}")
        except OSError:
            told.append(f"{name} -")
    return digest("\n".join(told).encode())


def _looked_at(new: Sequence[tuple[StoredAudit, str]]) -> dict[str, OnShelf]:
    """Each audit by its stamp: whether its files can be opened, and what it tells of itself."""
    with duckdb.connect() as engine:
        return {stamp: _told(engine, stored, stamp) for stored, stamp in new}


def _told(engine: Any, stored: StoredAudit, stamp: str) -> OnShelf:
    if stored.pruned:
        return OnShelf(stored, stamp)
    try:
        read_manifest(stored.folder)
        for table in TABLES:
            engine.read_parquet(str(stored.folder / f"{table}.parquet"))
        rate = _rate(stored)
        _ = stored.period, stored.as_of, int(stored.manifest.get("exit_code", 0))
        ZoneInfo(str(stored.manifest["zone"]))
    except (CheckerError, duckdb.Error, LookupError, TypeError, ValueError, AttributeError, OSError) as error:
        return OnShelf(stored, stamp, damage=str(error).splitlines()[0] if str(error) else type(error).__name__)
    return OnShelf(stored, stamp, rate=rate)


def _rate(stored: StoredAudit) -> Rate:
    """Told by the manifest, or counted where an audit of an earlier version does not tell."""
    if "met" in stored.manifest and "violated" in stored.manifest:
        return Rate(int(stored.manifest["met"]), int(stored.manifest["violated"]))
    with opened(stored.folder) as connection:
        return figures.rate(connection)
