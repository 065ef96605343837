"""Rule books kept in the user's cache: taken from there while every file they came from says what it said."""

import json
import pickle
import platform
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

import pydantic
import sqlglot

import checker
from checker.cache_folder import CacheFolder
from checker.rulebook.entries import RuleBook
from checker.rulebook.packed import packed, unpacked

# Whatever decides what a rule book made of the same files is.
ROOMS = ("expressions", "kinds", "rulebook", "schema")


def kept_book(folder: CacheFolder, files: Sequence[Path]) -> RuleBook | None:
    """The book kept of these rule files; None where there is none, or a file it came from has changed."""
    content = folder.read(_name(files))
    if content is None:
        return None
    head, _, body = content.partition(b"\n")
    try:
        digests = json.loads(head)
        if any(_digest(Path(name)) != digest for name, digest in digests.items()):
            return None
        return unpacked(body)
    except (ValueError, OSError, pickle.UnpicklingError, AttributeError, TypeError, EOFError, LookupError):
        return None


def keep_book(folder: CacheFolder, files: Sequence[Path], book: RuleBook, digests: Mapping[Path, str]) -> None:
    """Keep the book of these rule files; `digests` are the sha256 of every file that was read for it."""
    head = json.dumps({str(path.absolute()): digest for path, digest in digests.items()})
    folder.write(_name(files), head.encode() + b"\n" + packed(book))


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _name(files: Iterable[Path]) -> str:
    said = json.dumps([_program(), *(str(path.absolute()) for path in files)])
    return "book-" + sha256(said.encode()).hexdigest()[:32]


@cache
def _program() -> str:
    """The program that reads rule files: its own text, and the versions of what it stands on."""
    root = Path(checker.__file__).parent
    hashed = sha256(
        json.dumps([platform.python_version(), pydantic.VERSION, getattr(sqlglot, "__version__", "")]).encode()
    )
    files = sorted(root.glob("*.py"))
    for room in ROOMS:
        files += sorted(path for path in (root / room).rglob("*") if path.suffix in (".py", ".yaml"))
    for path in files:
        hashed.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{checker.__version__} {hashed.hexdigest()}"
