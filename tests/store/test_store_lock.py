"""The lock of the store where the system has none of its own."""

import os
import threading
import time
from pathlib import Path

import pytest
from small_audit import put

from checker.store import lock
from checker.store.audits import audits
from checker.store.verify import verify_store


@pytest.fixture(autouse=True)
def no_system_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "fcntl", None)


def test_one_holder_at_a_time(tmp_path: Path) -> None:
    inside: list[int] = []
    overlaps: list[int] = []

    def hold(number: int) -> None:
        with lock.locked(tmp_path / "lock"):
            overlaps.extend(inside)
            inside.append(number)
            time.sleep(0.02)
            inside.remove(number)

    threads = [threading.Thread(target=hold, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert overlaps == []
    assert [path.name for path in tmp_path.iterdir()] == ["lock"]


def test_the_lock_of_a_dead_holder_is_taken_over(tmp_path: Path) -> None:
    held = tmp_path / "lock.held"
    held.write_bytes(b"")
    long_ago = time.time() - lock.STALE_AFTER - 1
    os.utime(held, (long_ago, long_ago))
    with lock.locked(tmp_path / "lock"):
        assert held.stat().st_mtime > long_ago
    assert not held.exists()


def test_audits_are_stored_and_fresh_remains_of_others_are_left(tmp_path: Path) -> None:
    for name in ("fresh", "old"):
        (tmp_path / ".aside" / name).mkdir(parents=True)
        (tmp_path / ".aside" / name / "owner").touch()
    os.utime(tmp_path / ".aside" / "old", (1, 1))
    put(tmp_path, "a")
    assert put(tmp_path, "a").repeated
    assert [audit.audit_id for audit in audits(tmp_path)] == ["a"]
    assert verify_store(tmp_path) == []
    assert [path.name for path in (tmp_path / ".aside").iterdir()] == ["fresh"]
