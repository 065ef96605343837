"""Whenever the disk refuses, at whatever call, nothing half-written is left."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from small_audit import put

from checker.errors import NotWrittenError
from checker.store.audits import audits
from checker.store.verify import verify_store

OPERATIONS = ("fsync", "rename", "mkdir")


def refusing(monkeypatch: pytest.MonkeyPatch, name: str, at: int) -> Callable[[], int]:
    """Lets `os.name` fail once, at the given call; gives how often it was called."""
    kept, calls = getattr(os, name), [0]

    def refuse(*given: object, **named: object) -> object:
        calls[0] += 1
        if calls[0] == at:
            raise OSError(errno.ENOSPC, "No space left on device")
        return kept(*given, **named)

    monkeypatch.setattr(os, name, refuse)
    return lambda: calls[0]


def refused(store: Path, name: str) -> NotWrittenError | None:
    """The refusal of an audit, if it was refused."""
    try:
        put(store, name)
    except NotWrittenError as error:
        return error
    return None


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_disk_that_fills_up_at_any_call(tmp_path: Path, name: str) -> None:
    store = tmp_path / "store"
    put(store, "before")
    stored = ["before"]
    for at in range(1, 30):
        with pytest.MonkeyPatch.context() as monkeypatch:
            called = refusing(monkeypatch, name, at)
            error = refused(store, f"audit-{at}")
        if error is None:
            stored.append(f"audit-{at}")
        assert error is None or "free some space" in error.problems[0].remedy
        assert [audit.audit_id for audit in audits(store)] == stored
        assert verify_store(store) == []
        assert list((store / ".aside").iterdir()) == []
        if called() < at:
            break
    assert at > 1
    assert (stored[0], stored[-1]) == ("before", f"audit-{at}")
