"""What a store holds: its audits one by one, and those that were pruned."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from checker.errors import UsageError
from checker.store.audits import RUN, StoredAudit, remembered
from checker.store.chain import Pruned

VERDICTS = ("met", "violated", "pending", "undetermined")


@dataclass(frozen=True)
class Listed:
    """One audit. The days are the first and the last of its period, `as_of` is naive UTC, `size` in bytes.

    Of `verdicts`, met and violated are those of the rate, the others all cases.

    What a damaged audit does not tell is None; `ended` is when it was stored (ISO, UTC), '' where nobody noted."""

    audit_id: str
    size: int
    ended: str
    user: str
    pruned: Pruned | None = None
    first_day: date | None = None
    last_day: date | None = None
    as_of: datetime | None = None
    rate: float | None = None
    verdicts: Mapping[str, int] = field(default_factory=dict)


def listed(store: Path) -> list[Listed]:
    """Every audit that is or was in the store, in the order of storing. Raises UsageError for a damaged chain."""
    return [_listed(audit) for audit in remembered(store)]


def size_of(audit: StoredAudit) -> int:
    """Bytes of all files of an audit."""
    return sum(path.stat().st_size for path in audit.folder.rglob("*") if path.is_file())


def _listed(audit: StoredAudit) -> Listed:
    ended, user = _run(audit.folder / RUN)
    known = Listed(audit.audit_id, size_of(audit), ended, user, audit.pruned)
    try:
        start, end = audit.period
        counted = (audit.manifest.get("counts") or {}).get("verdicts", {})
        rated = {name: audit.manifest[name] for name in ("met", "violated") if name in audit.manifest}
        verdicts = {name: int((counted | rated).get(name, 0)) for name in VERDICTS}
        rest = {"first_day": start, "last_day": end - timedelta(days=1), "as_of": audit.as_of}
        return Listed(**vars(known) | rest | {"rate": audit.manifest.get("rate"), "verdicts": verdicts})
    except (UsageError, KeyError, TypeError, ValueError, AttributeError):
        return known


def _run(path: Path) -> tuple[str, str]:
    try:
        told = json.loads(path.read_bytes())
        return str(told.get("ended") or ""), str(told.get("user") or "")
    except (OSError, ValueError, AttributeError):
        return "", ""
