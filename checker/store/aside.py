"""A place inside the store where an audit is written before it becomes visible."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checker.store.lock import locked, try_lock
from checker.store.recovery import recover

ASIDE = ".aside"
LOCK = ".lock"
ABANDONED_AFTER = 7 * 24 * 3600.0


@contextmanager
def written_aside(store: Path) -> Iterator[Path]:
    """An empty folder on the store's own disk, removed afterwards unless it was moved away.

    What dead processes had begun is finished or removed first, and what the caller had, when it is interrupted in the
    midst of it. Raises OSError."""
    aside = store / ASIDE
    aside.mkdir(parents=True, exist_ok=True)
    with locked(store / LOCK):
        for left in aside.iterdir():
            if _is_abandoned(left):
                recover(store, left)
                shutil.rmtree(left, ignore_errors=True)
        place = Path(tempfile.mkdtemp(dir=aside))
        owner = (place / "owner").open("wb")
        try_lock(owner)
    try:
        (place / "audit").mkdir()
        yield place / "audit"
    finally:
        owner.close()
        with locked(store / LOCK):  # interrupted here, all of it is left to the next writer
            recover(store, place)
        shutil.rmtree(place, ignore_errors=True)


def flush_folder(folder: Path) -> None:
    """Forces a folder's files and entries to the disk, so that a later rename never shows less. Raises OSError."""
    for path in sorted(folder.rglob("*")):
        flush(path)
    flush(folder)


def flush(path: Path) -> None:
    """Forces one file or folder to the disk; systems that cannot open a folder skip it. Raises OSError."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _is_abandoned(place: Path) -> bool:
    """A living writer holds the lock of `owner`, which it made under the store's lock; without locks, age decides."""
    try:
        with (place / "owner").open("r+b") as owner:
            free = try_lock(owner)
    except OSError:
        free = True
    if free is None:
        return time.time() - place.stat().st_mtime > ABANDONED_AFTER
    return free
