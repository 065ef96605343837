"""A store stays whole and readable under writers side by side, kill -9, a full disk, a read-only one and odd names."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from checker.store.audits import audits
from checker.store.verify import verify_store

from .months import arguments, audit_month, content, snapshot_of, stored
from .running import command

ROOT = Path(__file__).parents[2]
CHECKER = [sys.executable, "-m", "checker"]
READER = """
import json, sys, time
from pathlib import Path
from checker.cli import run
store, stop = sys.argv[1], Path(sys.argv[2])
codes = set()
while True:
    last = stop.exists()
    for words in (["query", "--audit", "all", "--count"], ["verify"], ["store", "list"], ["report", "latest"]):
        codes.add((words[0], run([*words, "--store", store])))
    time.sleep(0.5)
    if last:
        break
Path(sys.argv[3]).write_text(json.dumps(sorted(codes)))
"""
KILLED = """
import os, signal, sys
moment = sys.argv[1]
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
def half_a_line(file, line):
    file.write(line[: len(line) // 2])
    die()
from checker.store import chain, publish
if moment == "writing":
    publish.flush_folder = die
elif moment == "renamed":
    publish.append_link = die
elif moment == "half a line":
    chain._write_all = half_a_line
from checker.cli import run
run(sys.argv[2:])
"""
NO_TMPFS = "no room of its own can be mounted here"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and mounts are those of POSIX")


def environment(**changed: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **changed}


def started(words: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        words, env=environment(), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )


def test_audits_side_by_side_and_readers_beside_them(tmp_path: Path) -> None:
    snapshot_of(tmp_path, 3)
    twice = arguments(tmp_path, 3)
    works = [twice, twice, [*twice, "--keep-all"], arguments(tmp_path, 4)]
    stop, heard = tmp_path / "stop", tmp_path / "heard"
    reader = started([sys.executable, "-c", READER, str(tmp_path / "s"), str(stop), str(heard)])
    writers = [started([*CHECKER, *work]) for work in works]
    ended = [(writer.communicate(timeout=300)[1], writer.returncode) for writer in writers]
    stop.touch()
    _, complaints = reader.communicate(timeout=300)
    assert [code for _, code in ended] == [1, 1, 1, 1], ended
    assert reader.returncode == 0, complaints
    codes = {(name, code) for name, code in json.loads(heard.read_text())}
    assert codes <= {(name, code) for name in ("query", "verify", "store", "report") for code in (0, 2)}, complaints
    assert {name for name, code in codes if code == 0} == {"query", "verify", "store", "report"}
    assert "fault of the program" not in complaints
    assert len(audits(tmp_path / "s")) == 3
    assert verify_store(tmp_path / "s") == []


def test_killed_at_any_moment_the_store_is_readable_and_the_next_audit_tidies_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "s"
    assert audit_month(tmp_path, 3) == 1
    for moment in ("writing", "renamed", "half a line"):
        words = [sys.executable, "-c", KILLED, moment, *arguments(tmp_path, 4)]
        done = subprocess.run(words, env=environment(), capture_output=True, check=False, cwd=ROOT)
        assert done.returncode == -signal.SIGKILL, (moment, done.stderr)
        for reading in (["query", "--count"], ["report"], ["store", "list"]):
            assert command(capsys, *reading, "--store", str(store)).code == 0, moment
        if moment == "renamed":  # the next writer chains it: take it out again, to be killed once more
            assert len(audits(store)) == 1
            shutil.rmtree(stored(store, 4))
    assert audit_month(tmp_path, 5) == 1
    assert [audit.audit_id[:7] for audit in audits(store)] == ["2024-03", "2024-04", "2024-05"]
    assert verify_store(store) == []
    assert list((store / ".aside").iterdir()) == []


def mounted(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A shell script in which `small SIZE` is a disk of that size, unseen by all others."""
    if shutil.which("unshare") is None:
        pytest.skip(NO_TMPFS)
    (folder / "disk").mkdir(exist_ok=True)
    head = (
        f"cd {folder} && mount -t tmpfs -o size=40m t disk || exit 77\nsmall() {{ mount -o remount,size=$1 disk; }}\n"
    )
    words = ["unshare", "-rm", "sh", "-c", head + script]
    done = subprocess.run(words, env=environment(), text=True, capture_output=True, check=False)
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip(NO_TMPFS)
    return done


def test_a_full_disk_a_full_work_folder_and_a_read_only_store(tmp_path: Path) -> None:
    audit = " ".join([*CHECKER, *arguments(tmp_path, 3, store="disk/s")])
    later = " ".join([*CHECKER, *arguments(tmp_path, 4, store="disk/s")])
    checker, store = " ".join(CHECKER), f"--store {tmp_path / 'disk' / 's'}"
    done = mounted(
        f"""
        small 40k; {audit}; echo full $?; ls disk/s
        small 40m; {audit} >/dev/null; echo whole $?
        small $(du -k disk | tail -1 | cut -f1)k; {later}; echo full $?
        {checker} verify {store} >/dev/null; echo verified $?
        small 40m; mount -o remount,ro disk; {later}; echo unwritable $?
        {checker} query --count {store}; {checker} verify {store} >/dev/null; echo verified $?
        mount -o remount,rw,size=16k disk || mount -t tmpfs -o size=16k t disk
        TMPDIR=disk {checker} {" ".join(arguments(tmp_path, 3, store="elsewhere"))}; echo nowhere $?; ls elsewhere
        """,
        tmp_path,
    )
    told = [line for line in done.stdout.splitlines() if line]
    assert told == ["full 4", "whole 1", "full 4", "verified 0", "unwritable 4", "3", "verified 0", "nowhere 4"], (
        done.stderr
    )
    assert done.stderr.count("free some space") == 3
    assert "name a folder that can be written" in done.stderr
    assert "fault of the program" not in done.stderr


def test_a_store_whose_name_holds_spaces_quotes_patterns_and_other_scripts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = "Проверки 2024 [черновик] о'б*в 审计"
    for month in (3, 4):
        assert audit_month(tmp_path, month, store=odd) == audit_month(tmp_path, month, store="plain")
        assert content(stored(tmp_path / odd, month)) == content(stored(tmp_path / "plain", month))
    store = ["--store", str(tmp_path / odd)]
    for words in (["query", "--audit", "all"], ["verify", "latest", "--again"], ["report"], ["store", "list"]):
        assert command(capsys, *words, *store).code == 0, words
    prune = ["store", "prune", "--before", "2024-04-01", "--reason", "срок хранения", *store]
    assert command(capsys, *prune).code == 0
    ended = command(capsys, "verify", *store)
    assert (ended.code, "срок хранения" in ended.out) == (0, True)
