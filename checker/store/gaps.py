"""Audits that a store has lost, or that its chain does: what was known of them would be missing without a word."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from checker.errors import NotWrittenError, Problem
from checker.store.aside import ASIDE, LOCK
from checker.store.chain import read_chain
from checker.store.lock import wait_for
from checker.store.recovery import INTENT
from checker.store.verify import lost


def refuse_gaps(store: Path, audit_id: str) -> None:
    """NotWrittenError: an audit of the chain is gone, or one that is there is not in the chain.

    Not that of `audit_id`, which is made now and set right, and not what a dead writer had begun."""
    if not store.is_dir() or not _gaps(store, audit_id):
        return
    wait_for(store / LOCK)  # for somebody who stores or prunes at this moment
    if problems := _gaps(store, audit_id):
        raise NotWrittenError(problems)


def _gaps(store: Path, audit_id: str) -> list[Problem]:
    mended = {audit_id, *_begun(store)}
    return [problem for problem in lost(store, read_chain(store)) if Path(problem.where).name not in mended]


def _begun(store: Path) -> Iterator[str]:
    for intent in sorted(store.glob(f"{ASIDE}/*/{INTENT}")):
        with suppress(OSError, ValueError, KeyError, TypeError):
            yield str(json.loads(intent.read_bytes())["audit_id"])
