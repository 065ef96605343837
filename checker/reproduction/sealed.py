"""Whether the files of an audit's folder are those that its manifest names."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checker.store.canonical import file_hash


def unsealed(folder: Path, manifest: Mapping[str, Any]) -> list[str]:
    """The tables of an audit that are not what was stored, by name; those that the manifest does not name as well."""
    outputs = manifest.get("outputs")
    recorded = outputs if isinstance(outputs, Mapping) else {}
    there = sorted(path.name for path in folder.glob("*.parquet"))
    return [name for name in there if recorded.get(name) != file_hash(folder / name)] + sorted(
        name for name in recorded if not (folder / name).is_file()
    )
