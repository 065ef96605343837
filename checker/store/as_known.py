"""A store as an audit found it: only those audits that it knew of."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from checker.store.audits import MANIFEST, StoredAudit, remembered
from checker.store.canonical import file_hash
from checker.store.chain import append_link


def store_as_known(audit: StoredAudit, store: Path, target: Path) -> list[str]:
    """Fills the folder `target` with the audits that the manifest names as known; gives those that are gone.

    The folders are linked to where the system can, else copied. Raises UsageError, OSError."""
    there = {one.audit_id: one.folder for one in remembered(store)}
    names = _known(audit)
    target.mkdir(parents=True, exist_ok=True)
    for name in names:
        if name in there:
            _link(there[name].resolve(), target / name)
            append_link(target, name, file_hash(target / name / MANIFEST))
    return [name for name in names if name not in there]


def _known(audit: StoredAudit) -> Sequence[str]:
    """Those beside it last, in the order in which they were stored: that order counts among them."""
    beside = audit.manifest.get("beside") or []
    return [*(name for name in audit.manifest.get("earlier") or [] if name not in beside), *beside]


def _link(folder: Path, target: Path) -> None:
    try:
        target.symlink_to(folder, target_is_directory=True)
    except OSError:
        shutil.copytree(folder, target)
