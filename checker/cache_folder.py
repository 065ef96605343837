"""A folder of the user's for what can be computed again: entries appear whole, and nobody else's are read.

`CHECKER_CACHE` moves it or, as `off`, does without. A folder that cannot be used is no mistake: nothing is kept.
"""

import os
import stat
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

VARIABLE = "CHECKER_CACHE"
OFF = ("", "0", "off", "no", "false", "none")
SUFFIX = ".kept"
MOST_ENTRIES = 16
MOST_BYTES = 128 * 1024 * 1024
_HEAD = b"checker 1 "
_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True)
class CacheFolder:
    """Entries by name, each with a checksum of its own."""

    folder: Path

    def read(self, name: str) -> bytes | None:
        """What was kept under a name; None where there is nothing, or nothing that this user alone could have written.

        Reading marks an entry as used, which keeps it longest.
        """
        path = self._path(name)
        try:
            if not _ours_alone(os.stat(self.folder)):
                return None
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
            with open(handle, "rb") as file:
                found = os.fstat(handle)
                if not stat.S_ISREG(found.st_mode) or not _ours_alone(found):
                    return None
                content = file.read()
            os.utime(path)
        except OSError:
            return None
        return _unsealed(content)

    def write(self, name: str, content: bytes) -> None:
        """Keep this under a name, in one step; entries used longest ago make room. Failures keep nothing."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _ours_alone(os.stat(self.folder)):
                return
            handle, aside = tempfile.mkstemp(prefix=".", suffix=SUFFIX, dir=self.folder)
            try:
                with open(handle, "wb") as file:
                    file.write(_sealed(content))
                os.replace(aside, self._path(name))
            except OSError:
                os.unlink(aside)
                raise
            self._make_room()
        except OSError:
            return

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}{SUFFIX}"

    def _make_room(self) -> None:
        """Keep the entries used last, as far as number and size allow; what a killed process left is the oldest."""
        entries = [(entry.stat(), entry.path) for entry in os.scandir(self.folder) if entry.name.endswith(SUFFIX)]
        total = 0
        for place, (found, path) in enumerate(sorted(entries, key=lambda pair: -pair[0].st_mtime)):
            total += found.st_size
            if place > 0 and (place >= MOST_ENTRIES or total > MOST_BYTES):
                os.unlink(path)


def cache_folder(environment: Mapping[str, str] = os.environ) -> CacheFolder | None:
    """The folder that `CHECKER_CACHE` names, else `checker` in the user's cache folder; None where it is off."""
    said = environment.get(VARIABLE)
    if said is not None:
        return None if said.strip().lower() in OFF else CacheFolder(Path(said).expanduser().absolute())
    users = _users_folder(environment)
    return CacheFolder(users / "checker") if users else None


def _users_folder(environment: Mapping[str, str]) -> Path | None:
    named = environment.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    if named and Path(named).is_absolute():
        return Path(named)
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache")


def _ours_alone(found: os.stat_result) -> bool:
    """Whether this user owns it and nobody else may write to it; where there are no such owners, always."""
    if not hasattr(os, "geteuid"):
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & _WRITABLE_BY_OTHERS


def _sealed(content: bytes) -> bytes:
    return _HEAD + sha256(content).hexdigest().encode() + b"\n" + content


def _unsealed(kept: bytes) -> bytes | None:
    """The content, None where it is not what was written."""
    head, _, content = kept.partition(b"\n")
    return content if head == _HEAD + sha256(content).hexdigest().encode() else None
