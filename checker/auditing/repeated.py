"""A stored audit asked for again: the same request, and whether the same bytes came of it."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any

from checker.auditing.places import Places
from checker.auditing.request import Request
from checker.errors import IncompleteError
from checker.followup.setting import Files
from checker.store.audits import MANIFEST, RUN, StoredAudit
from checker.store.canonical import file_hash, folder_hashes
from checker.store.checked import ADDED, CHANGED, GONE, SAME, Checked
from checker.store.damage import damage

REPEATED = "repeated"


def request_again(audit: StoredAudit, places: Places, store: Path) -> Request:
    """What was asked, over the files at these places, into another store. IncompleteError where that cannot be said."""
    flags = audit.manifest.get("configuration", {}).get("flags", {})
    unknown = sorted(flags.keys() - {field.name for field in fields(Request)})
    if unknown or places.snapshot is None:
        why = ", ".join(unknown) or "--snapshot"
        raise IncompleteError(damage("not_repeatable", audit.audit_id, why=why))
    start, end = audit.period
    given: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in flags.items()}
    return Request(
        snapshot=places.snapshot,
        rules=places.rules,
        since=start.isoformat(),
        until=(end - timedelta(days=1)).isoformat(),
        as_of=f"{audit.as_of.isoformat(sep=' ')}Z",
        config=places.policy,
        store=store,
        files=Files(waivers=places.waivers, disputes=places.disputes, baseline=places.baseline),
        **given,
    )


def compared(stored: StoredAudit, again: StoredAudit) -> list[Checked]:
    """Every file of the stored audit but run.json, and of its repetition, by their hashes."""
    recorded = {name: str(sha256) for name, sha256 in stored.manifest["outputs"].items()}
    recorded[MANIFEST] = file_hash(stored.folder / MANIFEST)
    found = {name: sha256 for name, sha256 in folder_hashes(again.folder).items() if name != RUN}
    return [
        Checked(REPEATED, name, _state(recorded, found, name), "", recorded.get(name, ""), found.get(name, ""))
        for name in sorted(recorded.keys() | found.keys())
    ]


def other_versions(stored: StoredAudit, again: StoredAudit) -> dict[str, tuple[str, str]]:
    """The programs that stored and repeated it where they differ: other bytes may then be no fault."""
    before, now = stored.manifest.get("versions") or {}, again.manifest["versions"]
    names = sorted(before.keys() | now.keys())
    return {name: (before.get(name, ""), now.get(name, "")) for name in names if before.get(name) != now.get(name)}


def _state(recorded: Mapping[str, Any], found: Mapping[str, Any], name: str) -> str:
    if name not in found:
        return GONE
    if name not in recorded:
        return ADDED
    return SAME if recorded[name] == found[name] else CHANGED
