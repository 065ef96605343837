"""Canonical JSON and hashes: the same facts always give the same bytes."""

import json
from datetime import date
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any


def pretty_json(value: Any) -> bytes:
    """Indented JSON for files: sorted keys, UTF-8, newline at the end. Raises ValueError on NaN and infinity."""
    return (
        json.dumps(value, sort_keys=True, ensure_ascii=False, indent=2, allow_nan=False, default=_plain) + "\n"
    ).encode()


def compact_json(value: Any) -> bytes:
    """One line of JSON without the newline, sorted keys, UTF-8. Raises ValueError on NaN and infinity."""
    written = json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_plain
    )
    return written.encode()


def digest(content: bytes) -> str:
    """SHA-256 in hex."""
    return sha256(content).hexdigest()


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes in hex. Raises OSError."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def folder_hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder, by its path inside the folder with forward slashes. Raises OSError."""
    found = sorted(path for path in folder.rglob("*") if not path.is_dir())
    return {path.relative_to(folder).as_posix(): file_hash(path) for path in found}


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a manifest")
