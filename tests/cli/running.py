"""A command line run inside the tests: what it said, and how it ended."""

from dataclasses import dataclass

import pytest

from checker.cli import run


@dataclass(frozen=True)
class Ended:
    """Exit code, stdout and stderr of one command line."""

    code: int
    out: str
    err: str


def command(capsys: pytest.CaptureFixture[str], *arguments: str) -> Ended:
    """Run one command line."""
    code = run(arguments)
    said = capsys.readouterr()
    return Ended(code, said.out, said.err)
