"""Taking an audit out of the store: what later audits must know stays, and a tombstone in the chain tells the rest."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checker.errors import NotWrittenError, Problem, UsageError
from checker.store.aside import LOCK, flush, flush_folder, written_aside
from checker.store.audits import MANIFEST, REMAINS, StoredAudit, audits, moment
from checker.store.canonical import file_hash, folder_hashes
from checker.store.chain import Pruned, append_link, last_links, read_chain
from checker.store.damage import damage
from checker.store.lock import locked
from checker.store.recovery import PRUNE, intend
from checker.store.refusal import not_written
from checker.store.remains import write_remains
from checker.store.verify import verify


@dataclass(frozen=True)
class Tombstone:
    """When (ISO, UTC), by whom, on which machine, and why audits are taken out."""

    at: str
    by: str
    host: str
    why: str


def prunable(store: Path, before: date, keep_last: int) -> list[StoredAudit]:
    """The audits whose period ended before that day, oldest knowledge first, but none of the `keep_last` latest.

    Raises UsageError for a damaged store."""
    known = sorted(audits(store), key=lambda audit: (moment(audit), audit.audit_id))
    return [audit for audit in known[: max(0, len(known) - keep_last)] if audit.period[1] <= before]


def prune(store: Path, audit: StoredAudit, said: Tombstone) -> None:
    """Takes one audit out. A crash leaves it either in the store or pruned, and the next writer tidies up.

    Raises NotWrittenError: the store cannot be written, or the audit is not what was stored and so must not vanish."""
    damaged = verify(audit) or _linked(audit)
    if damaged:
        raise NotWrittenError(damaged)
    try:
        with written_aside(store) as aside:
            write_remains(store, audit, aside)
            flush_folder(aside)
            with locked(store / LOCK):
                _settle(store, audit, aside, said)
    except OSError as error:
        raise NotWrittenError(not_written(store, error, f"{audit.audit_id} could not be pruned")) from error
    except UsageError as error:
        raise NotWrittenError(error.problems) from error


def _linked(audit: StoredAudit) -> list[Problem]:
    """A tombstone over a link would say that something is gone which lies elsewhere."""
    return [damage("linked", path) for path in (audit.folder, *audit.folder.rglob("*")) if path.is_symlink()]


def _settle(store: Path, audit: StoredAudit, aside: Path, said: Tombstone) -> None:
    """Under the lock; an audit that another has pruned meanwhile is left as it is."""
    link = last_links(read_chain(store)).get(audit.audit_id)
    if link is None or link.pruned or file_hash(audit.folder / MANIFEST) != link.manifest_sha256:
        return
    left = store / REMAINS / audit.audit_id
    intend(aside.parent, PRUNE, audit.audit_id, link.manifest_sha256)
    kept = folder_hashes(aside)
    left.parent.mkdir(exist_ok=True)
    shutil.rmtree(left, ignore_errors=True)
    aside.rename(left)
    try:
        flush(left.parent)
        append_link(store, audit.audit_id, link.manifest_sha256, Pruned(**vars(said), kept=kept))
    except OSError:
        left.rename(aside)
        raise
    audit.folder.rename(aside.parent / "taken_out")
