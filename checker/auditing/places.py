"""Where the inputs of a stored audit are to be looked for: as named now, else where its run found them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from checker.rulebook.book import shipped_rules
from checker.store.audits import RUN, StoredAudit

FOLLOWED = ("waivers", "disputes", "baseline")


@dataclass(frozen=True)
class Places:
    """Paths of the inputs; None where nobody knows. `rules` are files and folders, () where nobody knows."""

    snapshot: Path | None = None
    rules: tuple[Path, ...] = ()
    policy: Path | None = None
    waivers: Path | None = None
    disputes: Path | None = None
    baseline: Path | None = None

    def of(self, audit: StoredAudit) -> "Places":
        """These places, and for what they leave out those that the run of the audit noted."""
        noted = _noted(audit.folder / RUN)
        given = {name: value for name, value in vars(self).items() if value}
        return replace(noted, **given)


def _noted(path: Path) -> Places:
    """run.json is not hashed: it only says where to look, and what lies there is compared with the manifest."""
    try:
        told = json.loads(path.read_bytes())
        inputs = dict(told.get("inputs") or {})
    except (OSError, ValueError, AttributeError, TypeError):
        return Places()
    named: dict[str, Any] = {name: _path(inputs, name) for name in ("snapshot", "policy", *FOLLOWED)}
    rules = inputs.get("rules")
    if not isinstance(rules, list):
        return Places(**named)
    paths = tuple(Path(text) for text in rules if isinstance(text, str))
    return Places(**named, rules=paths or (shipped_rules(),))


def _path(inputs: Mapping[str, Any], name: str) -> Path | None:
    text = inputs.get(name)
    return Path(text) if isinstance(text, str) and text else None
