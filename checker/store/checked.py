"""One file hashed again: what was recorded of it, and what is there now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from checker.store.canonical import file_hash

SAME, CHANGED, GONE, ADDED, UNREADABLE = "same", "changed", "gone", "added", "unreadable"
STATES = (SAME, CHANGED, GONE, ADDED, UNREADABLE)


@dataclass(frozen=True)
class Checked:
    """A file of one part of an audit (stored, snapshot, rules, policy ...); `where` is its place, '' if nobody told.

    `recorded` and `found` are SHA-256 in hex, '' where there is none."""

    part: str
    name: str
    state: str
    where: str = ""
    recorded: str = ""
    found: str = ""


def check_file(part: str, name: str, path: Path | None, recorded: str) -> Checked:
    """A recorded file against the file that lies at `path` (None: nobody knows where)."""
    if path is None:
        return Checked(part, name, GONE, "", recorded)
    try:
        found = file_hash(path)
    except (FileNotFoundError, NotADirectoryError):
        return Checked(part, name, GONE, str(path), recorded)
    except OSError:
        return Checked(part, name, UNREADABLE, str(path), recorded)
    return Checked(part, name, SAME if found == recorded else CHANGED, str(path), recorded, found)


def check_folder(part: str, folder: Path, recorded: Mapping[str, str], there: Iterable[str]) -> list[Checked]:
    """Every recorded file of a folder, and those of `there` that were not recorded; by name."""
    known = [check_file(part, name, folder / name, sha256) for name, sha256 in recorded.items()]
    new = [Checked(part, name, ADDED, str(folder / name)) for name in there if name not in recorded]
    return sorted([*known, *new], key=lambda file: file.name)
