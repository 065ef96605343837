"""Stored audits: listing them, and finding one by name."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from checker.errors import Problem, UsageError, nearest
from checker.store.chain import Pruned, last_links, read_chain
from checker.store.damage import damage

MANIFEST = "manifest.json"
RUN = "run.json"
CASES = "cases.parquet"
LATEST = "latest"
REMAINS = "pruned"
NEEDED = {"audit_id", "period", "as_of", "rules", "outputs"}


@dataclass(frozen=True)
class StoredAudit:
    """One audit's folder. `repeated`: it was there already and the same audit gave the same bytes again.

    `pruned`: the audit was taken out, and the folder holds only what later audits must know of it."""

    audit_id: str
    folder: Path
    repeated: bool = False
    pruned: Pruned | None = None

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        """What manifest.json says. Raises UsageError when it cannot be read."""
        return _json_object(self.folder / MANIFEST)

    @property
    def period(self) -> tuple[date, date]:
        """The local dates [start, end) that were judged."""
        told = self.manifest["period"]
        return date.fromisoformat(told["start"]), date.fromisoformat(told["end"])

    @property
    def as_of(self) -> datetime:
        """The instant, naive UTC, up to which facts counted as known."""
        moment = datetime.fromisoformat(self.manifest["as_of"])
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment

    @property
    def packs(self) -> frozenset[str]:
        """The names of the rule packs that judged."""
        return frozenset(pack["name"] for pack in self.manifest["rules"]["packs"])

    @property
    def cases(self) -> Path:
        """Where the cases lie."""
        return self.folder / CASES


def audits(store: Path) -> list[StoredAudit]:
    """Every stored audit, in the order of storing; a store that does not exist yet has none.

    A folder that is not in the chain was never finished and is not an audit; one that was pruned is none any more.
    Raises UsageError for a damaged store."""
    return [audit for audit in remembered(store) if audit.pruned is None]


def remembered(store: Path) -> list[StoredAudit]:
    """The stored audits and what pruned ones left behind, in the order of storing: what a new audit knows of.

    Raises UsageError for a damaged store."""
    if store.exists() and not store.is_dir():
        raise UsageError(Problem(str(store), "is not a folder", "name the folder of the store with --store"))
    found = []
    for link in last_links(read_chain(store)).values():
        folder = store / REMAINS / link.audit_id if link.pruned else store / link.audit_id
        if folder.is_dir():
            found.append(StoredAudit(link.audit_id, folder, pruned=link.pruned))
    return found


def find(store: Path, name: str) -> StoredAudit:
    """The audit called `latest`, by its id, or by the beginning of its id. Raises UsageError: none, or several."""
    everything = remembered(store)
    known = [audit for audit in everything if audit.pruned is None]
    chosen = named(everything, name)
    if chosen and all(audit.pruned for audit in chosen):
        raise UsageError([_told(audit.audit_id, audit.pruned) for audit in chosen if audit.pruned])
    if not known:
        raise UsageError(Problem(str(store), "holds no audit", "run `checker audit` first, or name another --store"))
    if name == LATEST:
        return known[-1]
    chosen = named(known, name)
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        several = ", ".join(audit.audit_id for audit in chosen)
        raise UsageError(
            Problem("audit", f"'{name}' begins the names of {len(chosen)} audits", f"say which: {several}")
        )
    remedy = nearest(name, [LATEST, *(audit.audit_id for audit in known)])
    raise UsageError(Problem("audit", f"'{name}' is not in the store {store}", remedy or f"'{LATEST}' is the last one"))


def named(known: Iterable[StoredAudit], name: str) -> list[StoredAudit]:
    """Those of this id or, where there is none, those whose id begins so."""
    listed = list(known)
    return [audit for audit in listed if audit.audit_id == name] or [
        audit for audit in listed if name and audit.audit_id.startswith(name)
    ]


def earlier(
    store: Path, period: tuple[date, date], as_of: datetime, packs: Iterable[str], company: str | None = None
) -> list[StoredAudit]:
    """The audits that came before one of this period and `as_of` and share a rule pack with it, oldest knowledge first.

    Before means: an earlier as_of, or the same as_of and a period that ends earlier. So an audit never precedes itself,
    however often it is repeated. `company`, where given, must be the same. A pruned audit counts by what it left."""
    scope = frozenset(packs)
    here = (as_of, period[1], period[0])
    found = [
        audit
        for audit in remembered(store)
        if moment(audit) < here and audit.packs & scope and company in (None, audit.manifest.get("company"))
    ]
    return sorted(found, key=lambda audit: (moment(audit), audit.audit_id))


def same_moment(
    store: Path, as_of: datetime, packs: Iterable[str], company: str | None, inputs: str
) -> list[StoredAudit]:
    """The audits as of the same moment by a shared pack that were stored before the one whose manifest has `inputs`.

    In the order of storing. A repeated audit finds those that it found at first, and never itself."""
    scope = frozenset(packs)
    found = []
    for audit in remembered(store):
        if audit.manifest.get("inputs") == inputs:
            break
        if audit.as_of == as_of and audit.packs & scope and company in (None, audit.manifest.get("company")):
            found.append(audit)
    return found


def earlier_cases(
    store: Path, period: tuple[date, date], as_of: datetime, packs: Iterable[str], company: str | None = None
) -> list[Path]:
    """The cases.parquet of every audit that `earlier` gives, in its order: what is carried on."""
    return [audit.cases for audit in earlier(store, period, as_of, packs, company)]


def moment(audit: StoredAudit) -> tuple[datetime, date, date]:
    """What audits are ordered by: the later one knows more, or looks at a later period."""
    start, end = audit.period
    return audit.as_of, end, start


def _told(audit_id: str, pruned: Pruned) -> Problem:
    return damage("asked_pruned", audit_id, at=pruned.at[:10], by=pruned.by, why=pruned.why)


def _json_object(path: Path) -> Mapping[str, Any]:
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise UsageError(Problem(str(path), "cannot be read", "`checker verify` shows what is damaged")) from error
    if not isinstance(told, dict) or not told.keys() >= NEEDED:
        raise UsageError(Problem(str(path), "is not a manifest", "`checker verify` shows what is damaged"))
    return told
