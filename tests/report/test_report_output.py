"""Where reports go, and what happens when they cannot."""

import io
import json
import os
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from checker.errors import NotWrittenError, UsageError
from checker.report.content import read_report
from checker.report.output import to_file, to_stdout
from checker.report.registry import get_format, write


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    target.write_text("before")

    def produce(stream: BinaryIO) -> None:
        stream.write(b"half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        to_file(produce, target)
    assert target.read_text() == "before"
    assert list(tmp_path.iterdir()) == [target]


def _told(stream: BinaryIO) -> None:
    stream.write(b"told")


def test_a_pipe_or_device_is_written_into_and_stays(tmp_path: Path) -> None:
    """`--format json:/dev/null` must not put a file in the place of the device."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        to_file(_told, pipe)
        assert os.read(reader, 100) == b"told"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_link_is_followed(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    link.symlink_to(real)
    to_file(_told, link)
    assert link.is_symlink()
    assert real.read_bytes() == b"told"


def test_a_folder_that_is_not_there(audit: Path, tmp_path: Path) -> None:
    with pytest.raises(NotWrittenError) as caught:
        write("json", read_report(audit), tmp_path / "nowhere" / "report.json")
    assert caught.value.exit_code == 4


def test_unknown_format_and_language(audit: Path) -> None:
    with pytest.raises(UsageError, match="did you mean 'json'"):
        get_format("jsn")
    with pytest.raises(UsageError, match="unknown language"):
        write("json", read_report(audit), None, "de")


def test_stdout_takes_bytes(audit: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    write("json", read_report(audit), None, "ru")
    assert json.loads(capsysbinary.readouterr().out)["lang"] == "ru"


def test_a_binary_format_is_not_for_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdout", terminal)
    with pytest.raises(UsageError, match="terminal"):
        to_stdout(lambda stream: None, binary=True)
