"""Killed writers, and writers beside one another."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from small_audit import manifest, put, writes

from checker.store.audits import audits, find
from checker.store.publish import publish
from checker.store.verify import verify_store

KILLED_WHILE_WRITING = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from small_audit import manifest
from checker.store.publish import publish
def write(folder):
    (folder / "cases.parquet").write_bytes(b"half")
    os.kill(os.getpid(), signal.SIGKILL)
publish(Path(sys.argv[1]), manifest("a"), write, {})
"""

KILLED_BEFORE_CHAINING = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from small_audit import put
from checker.store import publish
publish.append_link = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
put(Path(sys.argv[1]), "a")
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")


def killed(script: str, store: Path) -> None:
    here = str(Path(__file__).parent)
    done = subprocess.run([sys.executable, "-c", script, str(store), here], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr


def test_a_writer_killed_while_writing_leaves_no_audit_and_its_remains_go(tmp_path: Path) -> None:
    killed(KILLED_WHILE_WRITING, tmp_path)
    assert audits(tmp_path) == []
    assert len(list((tmp_path / ".aside").iterdir())) == 1
    put(tmp_path, "b")
    assert list((tmp_path / ".aside").iterdir()) == []
    assert [audit.audit_id for audit in audits(tmp_path)] == ["b"]


def test_a_writer_killed_before_chaining_is_completed_by_the_next_run(tmp_path: Path) -> None:
    killed(KILLED_BEFORE_CHAINING, tmp_path)
    assert audits(tmp_path) == []
    assert put(tmp_path, "a").repeated
    assert [audit.audit_id for audit in audits(tmp_path)] == ["a"]
    assert verify_store(tmp_path) == []


def test_a_torn_last_line_of_the_chain_is_cut_off(tmp_path: Path) -> None:
    put(tmp_path, "a")
    with (tmp_path / "chain.jsonl").open("ab") as chain:
        chain.write(b'{"audit_id": "b", "manif')
    assert [audit.audit_id for audit in audits(tmp_path)] == ["a"]
    put(tmp_path, "c")
    assert [audit.audit_id for audit in audits(tmp_path)] == ["a", "c"]
    assert verify_store(tmp_path) == []


def test_the_folder_of_a_living_writer_is_left_alone(tmp_path: Path) -> None:
    def write(folder: Path) -> None:
        put(tmp_path, "inner")  # another writer cleans up while this one is still writing
        (folder / "cases.parquet").write_bytes(b"whole")

    publish(tmp_path, manifest("outer"), write, {})
    assert [audit.audit_id for audit in audits(tmp_path)] == ["inner", "outer"]
    assert verify_store(tmp_path) == []


def _writer(store: Path, names: list[str], heard: "multiprocessing.Queue[tuple[str, bool]]") -> None:
    for name in names:
        stored = publish(store, manifest(name), writes({"cases.parquet": name.encode() * 1000}), {"pid": os.getpid()})
        heard.put((name, stored.repeated))


def test_writers_beside_one_another_store_each_audit_once(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    heard: multiprocessing.Queue[tuple[str, bool]] = spawn.Queue()
    shared = [f"shared-{number}" for number in range(6)]
    works = [[*shared, *(f"own-{worker}-{number}" for number in range(3))] for worker in range(4)]
    processes = [spawn.Process(target=_writer, args=(tmp_path, work, heard)) for work in works]
    for process in processes:
        process.start()
    answers = [heard.get(timeout=60) for work in works for _ in work]
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    first = Counter(name for name, repeated in answers if not repeated)
    assert first == Counter({name for work in works for name in work})
    assert len(audits(tmp_path)) == 6 + 4 * 3
    assert len((tmp_path / "chain.jsonl").read_bytes().splitlines()) == 6 + 4 * 3
    assert verify_store(tmp_path) == []
    assert json.loads((find(tmp_path, "own-3-2").folder / "run.json").read_text())["pid"] == processes[3].pid
