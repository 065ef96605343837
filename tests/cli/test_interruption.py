"""Ctrl-C, a cancelled job, a reader that has gone: told as such, nothing left behind, never a code that means more."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from checker.cli import run
from checker.cli.interruption import interruptible
from checker.store.audits import audits
from checker.store.verify import verify_store

from .months import arguments, audit_month
from .running import command

ROOT = Path(__file__).parents[2]
STRUCK = """
import importlib, os, sys
module, name, when, number = sys.argv[1:5]
home = importlib.import_module(module)
real = getattr(home, name)
def struck(*given, **named):
    found = real(*given, **named) if when == "after" else None
    os.kill(os.getpid(), int(number))
    return found
setattr(home, name, struck)
from checker.cli import run
sys.exit(run(sys.argv[5:]))
"""
INT, TERM, HUP = 2, 15, 1
ENDLESS = """
import os, signal, sys, threading
from checker.cli import run
threading.Timer(1.5, os.kill, (os.getpid(), signal.SIGINT)).start()
sys.exit(run(sys.argv[1:]))
"""
# What is struck, before or after it is done, and whether the audit is stored then.
MOMENTS = [
    ("checker.pipeline", "read_snapshot", "after", False),
    ("checker.store.publish", "flush_folder", "before", False),
    ("checker.store.publish", "intend", "after", False),
    ("checker.store.publish", "flush", "before", True),
    ("checker.store.publish", "append_link", "before", True),
    ("checker.store.publish", "append_link", "after", True),
    ("checker.cli.report", "report", "before", True),
]

STRIKES = [*((INT, moment) for moment in MOMENTS), *((number, MOMENTS[4]) for number in (TERM, HUP))]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")


@pytest.fixture(scope="module")
def march(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with March in it."""
    folder = tmp_path_factory.mktemp("march")
    assert audit_month(folder, 3) == 1
    return folder / "s"


@pytest.fixture
def store(march: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(march, tmp_path / "s"))


def ended(script: str, temporary: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)}
    temporary.mkdir(exist_ok=True)
    asked = [sys.executable, "-c", script, *words]
    return subprocess.run(asked, env=environment, text=True, capture_output=True, check=False, timeout=120, cwd=ROOT)


@pytest.mark.parametrize(("number", "moment"), STRIKES)
def test_an_audit_is_stored_whole_or_not_at_all(
    tmp_path: Path, store: Path, number: int, moment: tuple[str, str, str, bool]
) -> None:
    module, name, when, stored = moment
    temporary = tmp_path / "temporary"
    done = ended(STRUCK, temporary, module, name, when, str(number), *arguments(tmp_path, 4))
    assert done.returncode == 128 + number
    assert done.stderr.splitlines()[-1] == "checker: interrupted"
    assert "Traceback" not in done.stderr
    assert [one.audit_id[:7] for one in audits(store)] == ["2024-03", *(["2024-04"] if stored else [])]
    assert verify_store(store) == []
    assert list((store / ".aside").iterdir()) == []
    assert list(temporary.iterdir()) == []


def test_pruning_is_done_or_not_begun(tmp_path: Path, store: Path) -> None:
    assert audit_month(tmp_path, 4) == 1
    words = ["store", "prune", "--store", str(store), "--before", "2024-04-01", "--reason", "old", "--by", "e1"]
    for when, left in (("before", ["2024-03", "2024-04"]), ("after", ["2024-04"])):
        done = ended(STRUCK, tmp_path / "temporary", "checker.store.prune", "append_link", when, str(TERM), *words)
        assert (done.returncode, done.stderr) == (143, "checker: interrupted\n")
        assert [one.audit_id[:7] for one in audits(store)] == left
        assert verify_store(store) == []
        assert list((store / ".aside").iterdir()) == []


def test_a_query_without_end_can_be_interrupted(tmp_path: Path, store: Path) -> None:
    endless = "SELECT count(*) FROM range(1000000000000000)"
    words = ["query", "--store", str(store), "--sql", endless]
    done = ended(ENDLESS, tmp_path / "temporary", *words)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "checker: interrupted\n")
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.parametrize("words", [["rules", "list"], ["--help"], ["rules", "schema"]])
def test_a_reader_that_has_gone_is_no_success_and_no_traceback(words: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    asked = [sys.executable, "-m", "checker", *words]
    with os.fdopen(writing, "wb") as gone:
        done = subprocess.run(asked, stdout=gone, stderr=subprocess.PIPE, check=False, timeout=120, cwd=ROOT)
    assert (done.returncode, done.stderr) == (141, b"")


def test_an_audit_keeps_its_code_and_writes_its_other_reports_when_the_reader_has_gone(tmp_path: Path) -> None:
    formats = ["--format", "console", "--format", f"csv:{tmp_path / 'out.csv'}"]
    reading, writing = os.pipe()
    os.close(reading)
    asked = [sys.executable, "-m", "checker", *arguments(tmp_path, 3, *formats)]
    with os.fdopen(writing, "wb") as gone:
        done = subprocess.run(asked, stdout=gone, stderr=subprocess.PIPE, check=False, timeout=120, cwd=ROOT)
    assert (done.returncode, done.stderr) == (1, b"")
    assert (tmp_path / "out.csv").stat().st_size > 0


def test_what_was_ignored_is_ignored_still_and_all_is_as_before_afterwards() -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    kept = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with interruptible() as came:
            os.kill(os.getpid(), signal.SIGHUP)
            with pytest.raises(KeyboardInterrupt):
                os.kill(os.getpid(), signal.SIGTERM)
        assert came == [signal.SIGTERM]
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
        assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before
    finally:
        signal.signal(signal.SIGHUP, kept)


def test_a_command_runs_in_any_thread() -> None:
    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(run(["version"])))
    thread.start()
    thread.join()
    assert codes == [0]


def test_a_report_that_cannot_be_written_leaves_the_audit_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("")
    done = command(capsys, *arguments(tmp_path, 3, "--format", f"csv:{tmp_path / 'taken' / 'out.csv'}"))
    (audit,) = audits(tmp_path / "s")
    assert done.code == 4
    told = f"checker: the audit is stored; `checker report {audit.audit_id} --store {tmp_path / 's'}` reports on it"
    assert done.err.splitlines()[0] == told
    assert command(capsys, "report", audit.audit_id, "--store", str(tmp_path / "s")).code == 0
