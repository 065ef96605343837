"""chain.jsonl: one line per stored audit, each holding the hash of the line before."""

import json
import os
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from checker.errors import Problem, UsageError
from checker.store.canonical import compact_json, digest

CHAIN = "chain.jsonl"
NOTHING_BEFORE = ""


@dataclass(frozen=True)
class Link:
    """One audit's line. `previous`: SHA-256 of the line before, '' for the first; `line`: the bytes as stored."""

    audit_id: str
    manifest_sha256: str
    previous: str
    line: bytes


def read_chain(store: Path) -> tuple[Link, ...]:
    """The links in the order of writing; a last line without its newline is still being written and is left out.

    Raises UsageError for a line that is not a link or a file that cannot be read."""
    path = store / CHAIN
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise UsageError(Problem(str(path), f"cannot be read: {error.strerror}", "check its rights")) from error
    lines = content.split(b"\n")[:-1]
    return tuple(_link(line, f"{path}:{number}") for number, line in enumerate(lines, start=1))


def append_link(store: Path, audit_id: str, manifest_sha256: str) -> None:
    """Adds an audit at the end and forces it to the disk; to be called under the store's lock.

    A line torn by a crash is cut off first; when the line cannot be written whole, the file is left as it was.
    Raises OSError."""
    links = read_chain(store)
    previous = digest(links[-1].line) if links else NOTHING_BEFORE
    line = compact_json({"audit_id": audit_id, "manifest_sha256": manifest_sha256, "previous": previous})
    whole = sum(len(link.line) + 1 for link in links)
    with (store / CHAIN).open("ab", buffering=0) as file:
        file.truncate(whole)
        try:
            _write_all(file, line + b"\n")
            os.fsync(file.fileno())
        except OSError:
            file.truncate(whole)
            raise


def broken_links(links: tuple[Link, ...]) -> list[int]:
    """The line numbers, from 1, whose `previous` is not the hash of the line before."""
    hashes = [NOTHING_BEFORE, *(digest(link.line) for link in links)]
    return [number for number, link in enumerate(links, start=1) if link.previous != hashes[number - 1]]


def _link(line: bytes, where: str) -> Link:
    try:
        told = json.loads(line)
        fields = [told[name] for name in ("audit_id", "manifest_sha256", "previous")]
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(_damaged(where)) from error
    if not all(isinstance(field, str) for field in fields) or Path(fields[0]).name != fields[0]:
        raise UsageError(_damaged(where))
    return Link(fields[0], fields[1], fields[2], line)


def _damaged(where: str) -> Problem:
    return Problem(where, "is not a line of the chain of audits", "restore chain.jsonl from a backup of the store")


def _write_all(file: FileIO, content: bytes) -> None:
    """Unbuffered, so that nothing of a failed line can follow later; a full disk may take a part before it refuses."""
    rest = memoryview(content)
    while rest:
        rest = rest[file.write(rest) :]
