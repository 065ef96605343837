"""One pass over the bytes of a CSV file: its hash, and whether its lines are plain enough for the fast reader."""

import csv
import gzip
import hashlib
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from checker.snapshot.model import FileFacts

CHUNK = 1 << 22
BOM = b"\xef\xbb\xbf"
HEADER_LIMIT = 1_000_000
_BLANK_THEN_QUOTE = re.compile(rb'[,\n] +"(?:[^"]|"[,\r\n])')
_OVERLAP = 4096
"""Bytes of a chunk that are searched again with the next one; longer runs of blanks are not worth the care."""


@dataclass(frozen=True)
class Scan:
    """What the bytes say: physical lines without trailing blank ones, and what the fast reader could stumble over."""

    facts: FileFacts
    lines: int
    has_quotes: bool
    is_plain: bool
    """Line ends are all alike, no byte is NUL, and no cell begins with blanks and a quote."""


def open_bytes(path: Path) -> BinaryIO:
    """The bytes of the text, unpacked where the file is packed."""
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]


def scan(path: Path) -> Scan:
    """Read the file once. Raises OSError and its kin when the packing is broken."""
    counts = {"lf": 0, "cr": 0, "crlf": 0}
    has_quotes = is_odd = False
    trailing, last = 0, b""
    with open_bytes(path) as stream:
        while chunk := stream.read(CHUNK):
            counts["lf"] += chunk.count(b"\n")
            counts["cr"] += chunk.count(b"\r")
            counts["crlf"] += chunk.count(b"\r\n") + (last[-1:] == b"\r" and chunk[:1] == b"\n")
            has_quotes = has_quotes or b'"' in chunk
            is_odd = is_odd or b"\0" in chunk or (has_quotes and _is_odd(last + chunk))
            kept = chunk.rstrip(b"\r\n")
            trailing = chunk.count(b"\n", len(kept)) + (0 if kept else trailing)
            last = (last + chunk)[-_OVERLAP:]
    is_odd = is_odd or _is_odd(last + b"\n")
    alike = counts["cr"] == 0 or counts["cr"] == counts["lf"] == counts["crlf"]
    return Scan(file_facts(path), counts["lf"] - trailing + 1, has_quotes, alike and not is_odd)


def _is_odd(data: bytes) -> bool:
    return b' "' in data and _BLANK_THEN_QUOTE.search(data) is not None


def file_facts(path: Path) -> FileFacts:
    """Size and SHA-256 of the file as it lies on disk."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return FileFacts(path.name, path.stat().st_size, digest)


def header_line(path: Path) -> tuple[tuple[str, ...], int]:
    """The column names and how many physical lines they take; no names when the file is empty.

    Raises ValueError with the reason when the first line is no header.
    """
    with open_bytes(path) as stream:
        start = stream.read(HEADER_LIMIT).removeprefix(BOM)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValueError("the file is UTF-16")
    first = start.split(b"\n", 1)[0]
    if b"\r" in first.rstrip(b"\r"):
        raise ValueError("lines end in a lone carriage return")
    if first.count(b'"') % 2:
        first = start
    try:
        reader = csv.reader(io.StringIO(first.decode("utf-8"), newline=""), strict=True)
        names = next(reader, [])
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"the first line is no header: {error}") from None
    return tuple(name.strip() for name in names), reader.line_num or 1
