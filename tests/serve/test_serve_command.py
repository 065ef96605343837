"""`checker serve` as it is typed: a real socket, a clean end, and plain words about mistakes."""

import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from checker.cli import run, serve
from checker.serve import running
from checker.serve.running import is_loopback, listen


@contextmanager
def started(store: Path, *options: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """The running command and the address that it printed."""
    arguments = [sys.executable, "-m", "checker", "serve", str(store), "--port", "0", *options]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as it:
        try:
            assert it.stdout is not None
            yield it, it.stdout.readline().strip()
        finally:
            it.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_interrupted(months: Path, number: signal.Signals) -> None:
    with started(months) as (it, address):
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(f"{address}api/audits", timeout=60) as answer:
            assert answer.status == 200
            assert b'"total": 3' in answer.read()
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(urllib.request.Request(address, headers={"Host": "evil.example"}), timeout=60)
        assert refused.value.code == 400
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(address, data=b"x", timeout=60)
        assert refused.value.code == 405
        it.send_signal(number)
        assert it.wait(60) == 0
        assert it.stderr is not None
        assert it.stderr.read().splitlines() == ["checker: Ctrl-C ends it", "checker: ended"]


def test_a_port_that_is_taken(months: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert run(["serve", str(months), "--port", str(taken.getsockname()[1])]) == 2
    said = capsys.readouterr().err
    assert "cannot listen on 127.0.0.1" in said
    assert "--port 0" in said


def test_a_store_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", str(tmp_path / "none")]) == 2
    assert "is no folder" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_a_host_that_is_not_ours(months: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", str(months), "--host", "no.such.host.invalid", "--port", "0"]) == 2
    assert "no.such.host.invalid" in capsys.readouterr().err


def test_without_its_libraries_it_says_how_to_install_them(
    months: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serve, "find_spec", lambda name: None)
    assert run(["serve", str(months)]) == 2
    said = capsys.readouterr().err
    assert "needs fastapi and uvicorn" in said
    assert "pip install 'compliance-checker[serve]'" in said


@pytest.mark.parametrize(("host", "warned"), [("127.0.0.1", False), ("localhost", False), ("0.0.0.0", True)])
def test_a_warning_where_others_can_reach_it(
    months: Path, host: str, warned: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = {}

    def serving(store: Path, at: running.Listening, host: str, also: list[str], clock: object) -> None:
        asked.update(store=store, host=host, also=also)
        at.socket.close()
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "serve", serving)
    opened: list[str] = []
    monkeypatch.setattr(running, "open_browser", opened.append)
    monkeypatch.setattr(signal, "signal", lambda number, handler: None)
    assert run(["serve", str(months), "--host", host, "--port", "0", "--allow-host", "audits.example", "--open"]) == 0
    said = capsys.readouterr()
    assert ("warning" in said.err) is warned
    assert asked["also"] == ["audits.example"]
    assert opened == [said.out.strip()]
    assert said.out.startswith(f"http://{'127.0.0.1' if warned else host}:")


def test_what_is_loopback() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.0.0.9", "localhost", "::1", "[::1]")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.0.1", "example.org")))


def test_each_free_port_is_its_own() -> None:
    first, second = listen("127.0.0.1", 0), listen("127.0.0.1", 0)
    with first.socket, second.socket:
        assert first.address != second.address


def test_the_command_is_found_without_loading_the_server() -> None:
    heavy = "fastapi", "uvicorn", "duckdb", "jinja2"
    code = f"import sys, checker.cli.serve\nprint([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
