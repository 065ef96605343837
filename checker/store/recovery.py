"""What a killed writer had begun, brought to its end by the next one."""

import json
from contextlib import suppress
from pathlib import Path

from checker.errors import UsageError
from checker.store.canonical import compact_json, file_hash
from checker.store.chain import append_link, last_links, read_chain

INTENT = "intent"
MANIFEST = "manifest.json"
REMAINS = "pruned"
STORE, PRUNE = "store", "prune"


def intend(place: Path, what: str, audit_id: str, manifest_sha256: str) -> None:
    """Writes down which audit the owner of this place is about to STORE or to PRUNE. Raises OSError."""
    told = {"what": what, "audit_id": audit_id, "manifest_sha256": manifest_sha256}
    (place / INTENT).write_bytes(compact_json(told))


def recover(store: Path, place: Path) -> None:
    """Under the store's lock: an audit that was renamed is chained, one that is chained as pruned is moved away.

    `place` is what a dead writer left, and is removed afterwards with all that lies in it. Raises OSError."""
    with suppress(FileNotFoundError, ValueError, KeyError, TypeError, UsageError):
        told = json.loads((place / INTENT).read_bytes())
        name, sha256 = Path(told["audit_id"]).name, told["manifest_sha256"]
        link = last_links(read_chain(store)).get(name)
        gone = link is None or link.pruned is not None
        if told["what"] == STORE and gone and file_hash(store / name / MANIFEST) == sha256:
            append_link(store, name, sha256)
        elif told["what"] == PRUNE:
            # Without its tombstone the audit stands, and what was to be left of it is not needed.
            unwanted = store / name if gone else store / REMAINS / name
            unwanted.rename(place / "unwanted")
