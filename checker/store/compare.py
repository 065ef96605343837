"""Whether an audit that is stored already says the same as the one just made."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checker.errors import Problem
from checker.store.audits import MANIFEST, RUN
from checker.store.canonical import folder_hashes, pretty_json

UPGRADED = "it was made by other versions ({versions}): keep the new one in another store"
FAULT = "the stored audit was left as it is; please report this with both sets of versions and flags"
DAMAGED = "`checker verify` shows the damage; restore the audit from a backup, or remove its folder"
IN_THE_WAY = "move it, or name another folder with --store"
VERSIONS = "versions"


def differences(stored: Path, manifest: Mapping[str, Any]) -> list[Problem]:
    """What differs between a stored audit's folder and a fresh manifest (with its outputs); empty when they agree.

    Versions may differ as long as the outputs do not. Raises OSError."""
    try:
        before = json.loads((stored / MANIFEST).read_bytes())
        outputs = dict(before["outputs"])
    except (FileNotFoundError, NotADirectoryError):
        return [Problem(str(stored), "something that is not an audit is in the way", IN_THE_WAY)]
    except (ValueError, KeyError, TypeError):
        return [Problem(str(stored / MANIFEST), "is damaged", DAMAGED)]
    actual = folder_hashes(stored)
    damaged = sorted(name for name in outputs if actual.get(name) != outputs[name])
    if damaged:
        return [Problem(str(stored / name), "was changed or removed since it was stored", DAMAGED) for name in damaged]
    return disagreements(stored, before, manifest)


def disagreements(stored: Path, before: Mapping[str, Any], now: Mapping[str, Any]) -> list[Problem]:
    """What two manifests of the same audit say otherwise, versions left out; `stored` is where the first one lies."""
    fresh = json.loads(pretty_json(dict(now)))
    old, new = before["outputs"], fresh["outputs"]
    remedy = FAULT
    if before.get(VERSIONS) != fresh.get(VERSIONS):
        remedy = UPGRADED.format(versions=json.dumps(before.get(VERSIONS), sort_keys=True))
    files = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
    facts = sorted(
        key for key in (before.keys() | fresh.keys()) - {VERSIONS, "outputs"} if before.get(key) != fresh.get(key)
    )
    what = "the same audit (same inputs, rules and flags) now gives another"
    return [Problem(str(stored / name), f"{what} content", remedy) for name in files if name != RUN] + [
        Problem(str(stored / MANIFEST), f"{what} '{key}'", remedy) for key in facts
    ]
