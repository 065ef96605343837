"""chain.jsonl: one line per stored or pruned audit, each holding the hash of the line before."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any

from checker.errors import UsageError
from checker.store.canonical import compact_json, digest
from checker.store.damage import damage

CHAIN = "chain.jsonl"
NOTHING_BEFORE = ""


@dataclass(frozen=True)
class Pruned:
    """What a tombstone says: when (ISO, UTC), by whom, on which machine, and why an audit was taken out of the store.

    `kept`: SHA-256 of each file that was left behind, by name."""

    at: str
    by: str
    host: str
    why: str
    kept: Mapping[str, str]


@dataclass(frozen=True)
class Link:
    """One line: an audit was stored or, with `pruned`, taken out.

    `previous`: SHA-256 of the line before, '' for the first; `line`: the bytes as stored."""

    audit_id: str
    manifest_sha256: str
    previous: str
    line: bytes
    pruned: Pruned | None = None

    @property
    def sha256(self) -> str:
        """What the next line holds of this one."""
        return digest(self.line)


def read_chain(store: Path) -> tuple[Link, ...]:
    """The links in the order of writing; a last line without its newline is still being written and is left out.

    Raises UsageError for a line that is not a link or a file that cannot be read."""
    path = store / CHAIN
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise UsageError(damage("chain_unreadable", path, why=error.strerror or error)) from error
    lines = content.split(b"\n")[:-1]
    return tuple(_link(line, f"{path}:{number}") for number, line in enumerate(lines, start=1))


def last_links(links: Sequence[Link]) -> dict[str, Link]:
    """What the chain says of each audit at last, in the order of storing; one stored anew after pruning stands anew."""
    found: dict[str, Link] = {}
    for link in links:
        before = found.get(link.audit_id)
        if before and before.pruned and not link.pruned:
            del found[link.audit_id]
        if before is None or (before.pruned is None) != (link.pruned is None):
            found[link.audit_id] = link
    return found


def append_link(store: Path, audit_id: str, manifest_sha256: str, pruned: Pruned | None = None) -> None:
    """Adds an audit, or with `pruned` its tombstone, at the end and forces it to the disk; under the store's lock only.

    A line torn by a crash is cut off first; when the line cannot be written whole, the file is left as it was.
    Raises OSError."""
    links = read_chain(store)
    told: dict[str, Any] = {"audit_id": audit_id, "manifest_sha256": manifest_sha256}
    told["previous"] = links[-1].sha256 if links else NOTHING_BEFORE
    line = compact_json(told | ({"pruned": vars(pruned)} if pruned else {}))
    whole = sum(len(link.line) + 1 for link in links)
    with (store / CHAIN).open("ab", buffering=0) as file:
        file.truncate(whole)
        try:
            _write_all(file, line + b"\n")
            os.fsync(file.fileno())
        except OSError:
            file.truncate(whole)
            raise


def broken_links(links: Sequence[Link]) -> list[int]:
    """The line numbers, from 1, whose `previous` is not the hash of the line before."""
    hashes = [NOTHING_BEFORE, *(link.sha256 for link in links)]
    return [number for number, link in enumerate(links, start=1) if link.previous != hashes[number - 1]]


def _link(line: bytes, where: str) -> Link:
    try:
        told = json.loads(line)
        fields = [told[name] for name in ("audit_id", "manifest_sha256", "previous")]
        tombstone = told.get("pruned")
        pruned = None if tombstone is None else Pruned(**tombstone)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(damage("no_link", where)) from error
    if not all(isinstance(field, str) for field in fields) or Path(fields[0]).name != fields[0]:
        raise UsageError(damage("no_link", where))
    if pruned and not _is_whole(pruned):
        raise UsageError(damage("no_link", where))
    return Link(fields[0], fields[1], fields[2], line, pruned)


def _is_whole(pruned: Pruned) -> bool:
    texts: list[Any] = [pruned.at, pruned.by, pruned.host, pruned.why]
    kept: Any = pruned.kept
    return isinstance(kept, dict) and all(isinstance(text, str) for text in [*texts, *kept.values()])


def _write_all(file: FileIO, content: bytes) -> None:
    """Unbuffered, so that nothing of a failed line can follow later; a full disk may take a part before it refuses."""
    rest = memoryview(content)
    while rest:
        rest = rest[file.write(rest) :]
