"""Where a report goes: a file that appears whole or not at all, or stdout."""

import errno
import io
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

from checker.errors import NotWrittenError, Problem, UsageError

REFUSALS = frozenset(
    getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG", "EIO", "EBADF", "EROFS") if hasattr(errno, name)
)
Producer = Callable[[BinaryIO], None]


def to_file(produce: Producer, path: Path) -> None:
    """Write beside the target and rename; a link is followed, and a device or pipe (/dev/null) is written into, never
    replaced. Raises NotWrittenError and leaves nothing behind."""
    aside: Path | None = None
    try:
        path = path.resolve()
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as stream:
                produce(cast(BinaryIO, stream))
            return
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            aside = Path(file.name)
            produce(cast(BinaryIO, file))
        aside.chmod(_usual_mode())
        os.replace(aside, path)
        aside = None
    except OSError as error:
        remedy = "give --out another place" if error.errno else ""
        raise NotWrittenError(Problem(str(path), f"cannot be written: {error.strerror or error}", remedy)) from None
    finally:
        if aside is not None:
            aside.unlink(missing_ok=True)


def to_stdout(produce: Producer, *, binary: bool = False) -> None:
    """Write to stdout; a reader that closes early (`| head`) is no error.

    Raises UsageError: a binary format on a terminal; NotWrittenError: stdout refuses."""
    if binary and sys.stdout.isatty():
        raise UsageError(Problem("--format", "this format is not for a terminal", "give --out FILE"))
    stream = getattr(sys.stdout, "buffer", None)
    try:
        if stream is None:
            _as_text(produce)
        else:
            sys.stdout.flush()
            produce(stream)
            stream.flush()
    except BrokenPipeError:
        unread()
    except OSError as error:
        raise NotWrittenError(Problem("stdout", f"cannot be written: {error.strerror or error}")) from None


def unread() -> None:
    """The reader of stdout has gone: what still comes for him goes nowhere, and is no error at the end."""
    with suppress(io.UnsupportedOperation):  # no file of the system's
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def refused(error: OSError) -> NotWrittenError | None:
    """What to say of an error that names no file: stdout (or what was being written) takes no more, as on a full disk.

    Stdout goes nowhere from then on. None for any other error."""
    if error.filename is not None or error.errno not in REFUSALS:
        return None
    unread()
    return NotWrittenError(Problem("stdout", f"cannot be written: {error.strerror or error}"))


def _as_text(produce: Producer) -> None:
    stream = io.BytesIO()
    produce(stream)
    sys.stdout.write(stream.getvalue().decode())


def _usual_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
