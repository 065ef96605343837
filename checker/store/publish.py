"""Putting an audit into the store: written aside, renamed in one step, chained; or found to be there already."""

import errno
import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from checker.errors import NotWrittenError, Problem, UsageError
from checker.store.aside import LOCK, flush, flush_folder, written_aside
from checker.store.audits import MANIFEST, REMAINS, RUN, StoredAudit
from checker.store.canonical import digest, file_hash, folder_hashes, pretty_json
from checker.store.chain import Link, append_link, last_links, read_chain
from checker.store.compare import DAMAGED, differences, disagreements
from checker.store.lock import locked
from checker.store.recovery import STORE, intend
from checker.store.refusal import not_written

GONE = "restore the audit from a backup, or name another folder with --store"


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
        _chained(store)
        with written_aside(store) as aside:
            write(aside)
            full = {**manifest, "outputs": folder_hashes(aside)}
            (aside / MANIFEST).write_bytes(pretty_json(full))
            (aside / RUN).write_bytes(pretty_json(dict(run)))
            flush_folder(aside)
            with locked(store / LOCK):
                return _settle(store, aside, full)
    except OSError as error:
        raise NotWrittenError(not_written(store, error, "the audit could not be stored")) from error


def _settle(store: Path, aside: Path, manifest: Mapping[str, Any]) -> StoredAudit:
    """Under the lock: compares with the audit of that name, or makes this one visible."""
    name = str(manifest["audit_id"])
    target = store / name
    link = _chained(store).get(name)
    if os.path.lexists(target):
        problems = differences(target, manifest)
        if problems:
            raise NotWrittenError(problems)
        if link is None or link.pruned:  # renamed by a run that died before it could be chained
            append_link(store, name, file_hash(target / MANIFEST))
        return StoredAudit(name, target, repeated=True)
    manifest_sha256 = digest(pretty_json(manifest))
    if link and link.pruned:
        manifest_sha256 = _as_it_was(store / REMAINS / name, aside, manifest, link)
    elif link and link.manifest_sha256 != manifest_sha256:
        raise NotWrittenError(Problem(str(target), "is in the chain and gone, and was another manifest then", GONE))
    intend(aside.parent, STORE, name, manifest_sha256)
    aside.rename(target)
    try:
        flush(store)
        if link is None or link.pruned:  # else its folder was gone, and is there again
            append_link(store, name, manifest_sha256)
    except OSError:
        target.rename(aside)
        raise
    shutil.rmtree(store / REMAINS / name, ignore_errors=True)
    return StoredAudit(name, target)


def _as_it_was(remains: Path, aside: Path, manifest: Mapping[str, Any], pruned: Link) -> str:
    """The audit gets back the manifest that it left when it was pruned; gives its hash, which the tombstone holds.

    NotWrittenError: it says other than it said then, or what it left was changed."""
    left = remains / MANIFEST
    if not left.is_file() or file_hash(left) != pruned.manifest_sha256:
        raise NotWrittenError(Problem(str(left), "was changed or removed since the audit was pruned", DAMAGED))
    problems = disagreements(remains, json.loads(left.read_bytes()), manifest)
    if problems:
        raise NotWrittenError(problems)
    shutil.copyfile(left, aside / MANIFEST)
    flush(aside / MANIFEST)
    return pruned.manifest_sha256


def _chained(store: Path) -> dict[str, Link]:
    """The last link of every audit that is or was in the store."""
    if store.exists() and not store.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "is not a folder", str(store))
    try:
        return last_links(read_chain(store))
    except UsageError as error:
        raise NotWrittenError(error.problems) from error
