"""Codes that stand for people, clients and records in a redacted report."""

import hmac
from base64 import b32encode
from hashlib import sha256
from pathlib import Path

from checker.errors import Problem, UsageError

LETTERS = {"employee": "P", "contact_person": "P", "client": "C", "waiver": "W"}
RECORD = "R"
LENGTH = 10
"""Signs of a code, five bits each: among 100,000 people two share one once in two hundred thousand reports."""
SHORTEST_KEY = 16
TOLD_BY_NAME = ("org_unit", "company")
"""Entities that keep their ids and names: neither people nor clients."""


class Codes:
    """The same code for the same thing under the same key; without the key nobody can tell from a code what it is."""

    def __init__(self, key: bytes, *, keyed: bool) -> None:
        self._key, self.keyed = key, keyed

    def code(self, entity: str, key: str | None) -> str:
        """`P-…` for a person, `C-…` for a client, `R-…` for any other record; '' for nothing, units as they are."""
        if not key or entity in TOLD_BY_NAME:
            return key or ""
        sign = hmac.new(self._key, f"{entity}\0{key}".encode("utf-8", "replace"), sha256).digest()
        return f"{LETTERS.get(entity, RECORD)}-{b32encode(sign).decode()[:LENGTH]}"


def codes_of(folder: Path, key_file: Path | None = None) -> Codes:
    """Codes under the key of a file, else under one that only the stored audit itself gives away.

    Raises UsageError: the file cannot be read or holds too little."""
    if key_file is None:
        return Codes(sha256(b"codes\0" + (folder / "manifest.json").read_bytes()).digest(), keyed=False)
    return Codes(sha256(secret_of(key_file)).digest(), keyed=True)


def secret_of(key_file: Path) -> bytes:
    """The secret in a file. Raises UsageError: the file cannot be read or holds too little."""
    try:
        key = key_file.read_bytes().strip()
    except OSError as error:
        raise UsageError(
            Problem(str(key_file), f"cannot be read: {error.strerror}", "give --redact-key a file")
        ) from None
    if len(key) < SHORTEST_KEY:
        what, remedy = f"holds {len(key)} bytes", f"a key needs at least {SHORTEST_KEY}; keep it secret"
        raise UsageError(Problem(str(key_file), what, remedy))
    return key
