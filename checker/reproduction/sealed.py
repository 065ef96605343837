"""Whether the files of an audit's folder are those that its manifest names, and its manifest the one in the chain."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checker.errors import UsageError
from checker.store.audits import MANIFEST
from checker.store.canonical import file_hash
from checker.store.chain import CHAIN, last_links, read_chain


def unsealed(folder: Path, manifest: Mapping[str, Any]) -> list[str]:
    """The files of an audit that are not what was stored, by name; tables that the manifest does not name as well.

    A folder alone, without the chain of a store beside it, is taken at the word of its manifest."""
    outputs = manifest.get("outputs")
    recorded = outputs if isinstance(outputs, Mapping) else {}
    there = sorted(path.name for path in folder.glob("*.parquet"))
    changed = [name for name in there if recorded.get(name) != file_hash(folder / name)]
    return [*changed, *sorted(name for name in recorded if not (folder / name).is_file()), *_unchained(folder)]


def _unchained(folder: Path) -> list[str]:
    """The manifest where a chain lies beside the folder and does not have it; a chain that cannot be read."""
    store = folder.resolve().parent
    try:
        links = last_links(read_chain(store))
    except UsageError:
        return [CHAIN]
    if not links:
        return []
    link = links.get(folder.resolve().name)
    known = link is not None and link.manifest_sha256 == file_hash(folder / MANIFEST)
    return [] if known else [MANIFEST]
