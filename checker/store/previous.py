"""The audit that came before another."""

from pathlib import Path

from checker.errors import Problem, UsageError
from checker.store.audits import StoredAudit, audits, find

PREVIOUS = "previous"


def previous(store: Path, audit: StoredAudit) -> StoredAudit:
    """The last audit that this one knew and that is still in the store. Raises UsageError: there is none."""
    stored = {one.audit_id: one for one in audits(store)}
    for name in reversed(audit.manifest.get("earlier") or []):
        if name in stored:
            return stored[name]
    remedy = "name the audit to compare it with; `checker store list` shows which there are"
    raise UsageError(Problem("audit", f"{audit.audit_id} has no earlier audit in the store {store}", remedy))


def find_pair(store: Path, before: str, after: str) -> tuple[StoredAudit, StoredAudit]:
    """Two audits by their names as `find` takes them; `previous` is the one before the other, or before the latest."""
    second = previous(store, find(store, "latest")) if after == PREVIOUS else find(store, after)
    return (previous(store, second) if before == PREVIOUS else find(store, before)), second
