"""Why the system did not let the store be written, and what to do about it."""

import errno
import os
from pathlib import Path

from checker.errors import Problem

ELSEWHERE = "or name another folder with --store"
REMEDIES = {
    errno.ENOSPC: f"free some space, {ELSEWHERE}",
    errno.EDQUOT: f"free some of your quota, {ELSEWHERE}",
    errno.EACCES: f"check your rights there, {ELSEWHERE}",
    errno.EPERM: f"check your rights there, {ELSEWHERE}",
    errno.EROFS: "name a folder that can be written with --store",
    errno.EEXIST: f"move what is in the way, {ELSEWHERE}",
    errno.ENOTDIR: f"move the file that is in the way, {ELSEWHERE}",
}


def not_written(store: Path, error: OSError, what: str) -> Problem:
    """The problem that a system error makes of `what`."""
    where = str(error.filename) if isinstance(error.filename, str | os.PathLike) else str(store)
    remedy = REMEDIES.get(error.errno or 0, f"check the disk, {ELSEWHERE}")
    return Problem(where, f"{what}: {error.strerror or error}", remedy)
