"""What the manifests of stored audits say of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from checker.errors import Problem, UsageError


@dataclass(frozen=True)
class Facts:
    """One audit: its folder and its manifest. Instants are naive UTC, the period the local days [start, end)."""

    folder: Path
    manifest: Mapping[str, Any]
    start: date
    end: date
    as_of: datetime

    @property
    def audit(self) -> str:
        """The name of the audit."""
        return self.folder.name

    @property
    def company(self) -> str:
        """Whose data were judged; '' where nobody said."""
        return str(self.manifest.get("company") or "")

    @property
    def zone(self) -> str:
        """The zone of the company."""
        return str(self.manifest.get("zone") or "UTC")

    @property
    def complete(self) -> bool:
        """Whether all that was to be judged could be."""
        return bool(self.manifest.get("complete", True))

    @property
    def formerly(self) -> Mapping[str, Sequence[str]]:
        """The former ids of its rules."""
        return dict((self.manifest.get("rules") or {}).get("formerly") or {})

    @property
    def knowledge(self) -> tuple[datetime, date, date]:
        """What orders audits: who was judged later knows more; of two alike, the later period comes after."""
        return self.as_of, self.end, self.start


def facts_of(folder: Path) -> Facts:
    """The facts of one audit. Raises UsageError: its manifest cannot be read."""
    path = folder / "manifest.json"
    try:
        told = json.loads(path.read_bytes())
        period = told["period"]
        days = date.fromisoformat(str(period["start"])), date.fromisoformat(str(period["end"]))
        return Facts(folder, told, *days, moment(str(told["as_of"])))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(Problem(str(path), "cannot be read", "`checker verify` shows what is damaged")) from error


def oldest_first(folders: Sequence[Path]) -> list[Facts]:
    """The audits by what they knew; of two alike, in the order given (the order of storing)."""
    return sorted(map(facts_of, folders), key=lambda facts: facts.knowledge)


def moment(text: str) -> datetime:
    """An instant as stored, naive UTC."""
    found = datetime.fromisoformat(text)
    return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
