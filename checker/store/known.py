"""Whether the earlier audits that an audit says it knew stand before it in the chain."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from checker.errors import Problem
from checker.store.chain import Link
from checker.store.damage import damage


def unknown_to_chain(manifest: Path, audit_id: str, links: Sequence[Link]) -> list[Problem]:
    """An audit knows only what was chained when it began: a chain written anew without, or in another order, is told.

    A manifest that cannot be read is told where the files are checked."""
    try:
        names = _known(json.loads(manifest.read_bytes()))
    except (OSError, ValueError, TypeError, AttributeError):
        return []
    places: dict[str, int] = {}
    for place, link in enumerate(links):
        places.setdefault(link.audit_id, place)
    own = places.get(audit_id, len(links))
    lacking = [name for name in names if places.get(name, own) >= own]
    return [damage("knew_unchained", manifest, audit=name) for name in lacking]


def _known(told: Mapping[str, Any]) -> list[str]:
    listed = [*(told.get("earlier") or []), *(told.get("beside") or [])]
    return [str(name) for name in dict.fromkeys(listed)]
