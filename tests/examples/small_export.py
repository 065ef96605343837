"""Tiny exports and profiles for the tests of importing."""

import csv
from pathlib import Path

from checker.importing.load import profile_of
from checker.importing.run import Imported, import_snapshot
from checker.snapshot import read_snapshot
from checker.snapshot.model import Snapshot

HEAD = """
profile: small
snapshot: {taken_at: 2024-01-31 12:00:00, time_zone: Europe/Moscow, company: Small}
"""


def client_profile(columns: str, writing: str = "{}", more: str = "") -> str:
    """A profile that reads clients from c.csv; `columns` and `writing` in flow style, `more` lines of the table."""
    table = f"  - entity: client\n    from: c.csv\n    columns: {columns}\n{more}"
    return f"{HEAD}writing: {writing}\ntables:\n{table}"


def imported(folder: Path, profile: str, **files: str | bytes) -> Imported:
    """The export of these files (c_csv is c.csv) as a snapshot in folder/out."""
    source = folder / "export"
    source.mkdir(exist_ok=True)
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (source / name.replace("_", ".")).write_bytes(data)
    return import_snapshot(source, profile_of(profile, "profile.yaml"), folder / "out")


def written(found: Imported, entity: str = "client") -> list[dict[str, str]]:
    """The rows of a canonical file as it was written."""
    with (found.folder / f"{entity}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def column(found: Imported, name: str, entity: str = "client") -> list[str]:
    """One column of a canonical file."""
    return [row[name] for row in written(found, entity)]


def snapshot_of(found: Imported) -> Snapshot:
    """The snapshot as the next stage reads it."""
    return read_snapshot(found.folder, found.folder.parent / "canonical")
