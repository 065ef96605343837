"""The folder in which an audit works before anything is stored; a disk that is full there is told as such."""

import errno
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from checker.errors import NotWrittenError, Problem

FULL = {errno.ENOSPC, errno.EDQUOT}
NO_SPACE = "No space left on device"
REMEDY = "free some space there, or name another folder with the variable TMPDIR"


@contextmanager
def work_folder() -> Iterator[Path]:
    """An empty folder in the system's place for temporary files, gone afterwards. NotWrittenError: no room there."""
    try:
        made = tempfile.TemporaryDirectory(prefix="checker-")
    except OSError as error:
        problem = Problem("TMPDIR", f"no folder to work in can be made: {error.strerror or error}", REMEDY)
        raise NotWrittenError(problem) from error
    with made as folder:
        try:
            yield Path(folder).resolve()
        except (OSError, duckdb.Error) as error:
            if NO_SPACE not in str(error) and not (isinstance(error, OSError) and error.errno in FULL):
                raise
            problem = Problem(tempfile.gettempdir(), "the disk that the audit works on is full", REMEDY)
            raise NotWrittenError(problem) from error
