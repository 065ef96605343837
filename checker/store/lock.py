"""One writer at a time: an advisory lock that the system releases when its holder dies."""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # not a POSIX system
    fcntl = None  # type: ignore[assignment]

CANNOT_LOCK = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}
STALE_AFTER = 600.0
PAUSE = 0.05


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds the lock file `path`, waiting for whoever holds it. Raises OSError where the file cannot be made.

    Where the system has no file locks, a file made exclusively stands in; one left by a dead holder is taken over after
    ten minutes (the lock is held for moments only)."""
    with path.open("a+b") as file:
        if not _flock(file, wait=True):
            with _exclusive(path.with_name(path.name + ".held")):
                yield
            return
        yield


def wait_for(path: Path) -> None:
    """Waits until nobody holds the lock file `path`, and writes nothing: a reader may not be allowed to."""
    with suppress(OSError), path.open("rb") as file:
        _flock(file, wait=True)


def try_lock(file: IO[bytes]) -> bool | None:
    """Takes the lock of an open file at once: True taken, False held by another, None where there are no locks."""
    try:
        return True if _flock(file, wait=False) else None
    except BlockingIOError:
        return False


def _flock(file: IO[bytes], wait: bool) -> bool:
    """Whether the system's lock was taken; False where there are none. Raises BlockingIOError when held by another."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in CANNOT_LOCK:
            return False
        raise
    return True


@contextmanager
def _exclusive(path: Path) -> Iterator[None]:
    while True:
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > STALE_AFTER:
                    path.unlink()
            time.sleep(PAUSE)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
