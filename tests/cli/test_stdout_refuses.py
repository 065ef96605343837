"""Stdout on a full disk, and closed: a clear code and no fault of the program."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .months import arguments, audit_month

ROOT = Path(__file__).parents[2]
FULL = Path("/dev/full")
COMMANDS = {
    "query": ["query"],
    "count": ["query", "--count"],
    "trend": ["trend"],
    "due": ["due"],
    "verify": ["verify"],
    "store": ["store", "list"],
    "report": ["report", "latest", "--format", "json"],
}

pytestmark = pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")


@pytest.fixture(scope="module")
def march(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("march")
    assert audit_month(folder, 3) == 1
    return folder


def said(stdout: str, *words: str) -> tuple[int, str]:
    """Exit code and stderr of a command whose stdout the shell has redirected."""
    line = ["sh", "-c", f'"$@" {stdout}', "sh", sys.executable, "-m", "checker", *words]
    ended = subprocess.run(
        line, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True, check=False, timeout=120
    )
    return ended.returncode, ended.stderr


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_on_a_full_disk_every_command_ends_with_4(march: Path, words: list[str]) -> None:
    code, err = said(">/dev/full", *words, "--store", str(march / "s"))
    assert (code, err) == (4, "checker: stdout: cannot be written: No space left on device\n")


def test_help_and_version_too() -> None:
    for words in (["version"], ["--help"], ["audit", "--help"]):
        assert said(">/dev/full", *words) == (4, "checker: stdout: cannot be written: No space left on device\n")


def test_an_audit_says_that_it_is_stored(march: Path) -> None:
    code, err = said(">/dev/full", *arguments(march, 4))
    assert code == 4
    assert "checker: the audit is stored; `checker report 2024-04_" in err
    assert "fault of the program" not in err


def test_closed_stdout_and_stderr_change_no_code(march: Path) -> None:
    asked = ["query", "--count", "--store", str(march / "s")]
    assert [said(how, *asked) for how in (">&-", "2>&-", ">&- 2>&-")] == [(0, "")] * 3
    assert said(">&-", *arguments(march, 3))[0] == 1
