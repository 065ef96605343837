"""A small audit to store, with files whose content the test decides."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from checker.store.audits import StoredAudit
from checker.store.publish import publish

PERIOD = {"start": "2026-10-01", "end": "2026-11-01"}


def manifest(name: str, **changed: Any) -> dict[str, Any]:
    return {
        "audit_id": name,
        "period": PERIOD,
        "as_of": "2026-10-31T21:00:00",
        "rules": {"packs": [{"name": "sp2", "sha256": "0" * 64}], "count": 1},
        "versions": {"checker": "0.1.0"},
        "company": "ООО Ромашка",
        **changed,
    }


def writes(files: Mapping[str, bytes]) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        for name, content in files.items():
            (folder / name).write_bytes(content)

    return write


def put(store: Path, name: str, cases: bytes = b"cases", **changed: Any) -> StoredAudit:
    files = {"cases.parquet": cases, "tallies.parquet": b"tallies"}
    return publish(store, manifest(name, **changed), writes(files), {"user": "auditor"})
