"""Putting an audit into the store: written aside, renamed in one step, chained; or found to be there already."""

import errno
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from checker.errors import NotWrittenError, Problem, UsageError
from checker.store.aside import LOCK, flush, flush_folder, written_aside
from checker.store.audits import MANIFEST, RUN, StoredAudit
from checker.store.canonical import digest, file_hash, folder_hashes, pretty_json
from checker.store.chain import append_link, read_chain
from checker.store.compare import differences
from checker.store.lock import locked

ELSEWHERE = "or name another folder with --store"
REMEDIES = {
    errno.ENOSPC: f"free some space, {ELSEWHERE}",
    errno.EDQUOT: f"free some of your quota, {ELSEWHERE}",
    errno.EACCES: f"check your rights there, {ELSEWHERE}",
    errno.EPERM: f"check your rights there, {ELSEWHERE}",
    errno.EROFS: "name a folder that can be written with --store",
    errno.EEXIST: f"move what is in the way, {ELSEWHERE}",
    errno.ENOTDIR: f"move the file that is in the way, {ELSEWHERE}",
}


def publish(
    store: Path, manifest: Mapping[str, Any], write: Callable[[Path], None], run: Mapping[str, Any]
) -> StoredAudit:
    """Stores one audit under `manifest["audit_id"]` and gives it; all at once, or nothing at all.

    `write` puts the output files into the empty folder that it is handed; their hashes become `manifest["outputs"]`.
    `run` holds what may differ from run to run and is never compared. An audit that is there already is compared: equal
    outputs give it back with `repeated=True`. Safe beside other writers and readers of the same store.
    Raises NotWrittenError: the store cannot be written or is damaged, or the same audit gave other outputs; whatever
    `write` raises passes through, except OSError, which becomes NotWrittenError too."""
    try:
        _chained_ids(store)
        with written_aside(store) as aside:
            write(aside)
            full = {**manifest, "outputs": folder_hashes(aside)}
            (aside / MANIFEST).write_bytes(pretty_json(full))
            (aside / RUN).write_bytes(pretty_json(dict(run)))
            flush_folder(aside)
            with locked(store / LOCK):
                return _settle(store, aside, full)
    except OSError as error:
        raise NotWrittenError(_not_written(store, error)) from error


def _settle(store: Path, aside: Path, manifest: Mapping[str, Any]) -> StoredAudit:
    """Under the lock: compares with the audit of that name, or makes this one visible."""
    name = str(manifest["audit_id"])
    target = store / name
    chained = _chained_ids(store)
    if os.path.lexists(target):
        problems = differences(target, manifest)
        if problems:
            raise NotWrittenError(problems)
        if name not in chained:  # renamed by a run that died before it could be chained
            append_link(store, name, file_hash(target / MANIFEST))
        return StoredAudit(name, target, repeated=True)
    aside.rename(target)
    try:
        flush(store)
        append_link(store, name, digest(pretty_json(manifest)))
    except OSError:
        target.rename(aside)
        raise
    return StoredAudit(name, target)


def _chained_ids(store: Path) -> set[str]:
    if store.exists() and not store.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "is not a folder", str(store))
    try:
        return {link.audit_id for link in read_chain(store)}
    except UsageError as error:
        raise NotWrittenError(error.problems) from error


def _not_written(store: Path, error: OSError) -> Problem:
    where = str(error.filename) if isinstance(error.filename, str | os.PathLike) else str(store)
    remedy = REMEDIES.get(error.errno or 0, f"check the disk, {ELSEWHERE}")
    return Problem(where, f"the audit could not be stored: {error.strerror or error}", remedy)
