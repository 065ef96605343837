"""The formats of a report, found by their files, and the one way to write any of them."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from checker.errors import Problem, UsageError, nearest
from checker.report import formats
from checker.report.content import Report
from checker.report.output import to_file, to_stdout
from checker.words.words import Words

FORMATS = formats.NAMES


@dataclass(frozen=True)
class Format:
    """One format: the ending of its files, whether only programs can read it, and its writer.

    `ready` raises NotWrittenError where what it needs beside this package is not there."""

    name: str
    suffix: str
    binary: bool
    write: Callable[[Report, BinaryIO, Words], None]
    ready: Callable[[], None]


def get_format(name: str) -> Format:
    """A format by name. Raises UsageError: no such format."""
    if name not in FORMATS:
        raise UsageError(Problem("--format", f"unknown format '{name}'", nearest(name, FORMATS)))
    module = importlib.import_module(f"{formats.__name__}.{name}")
    return Format(name, module.SUFFIX, getattr(module, "BINARY", False), module.write, getattr(module, "ready", _ready))


def _ready() -> None:
    """Most formats need nothing else."""


def write(name: str, report: Report, out: Path | None = None, lang: str = "en") -> None:
    """Write a report to a file (whole or not at all), or to stdout where `out` is None.

    Raises UsageError: unknown format or language; NotWrittenError: the file cannot be written."""
    chosen = get_format(name)
    words = Words(lang)

    def produce(stream: BinaryIO) -> None:
        chosen.write(report, stream, words)

    if out is None:
        to_stdout(produce, binary=chosen.binary)
    else:
        to_file(produce, out)
