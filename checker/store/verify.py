"""Whether stored audits are still what was stored."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from checker.errors import Problem, UsageError
from checker.store.audits import MANIFEST, REMAINS, RUN, StoredAudit, remembered
from checker.store.canonical import file_hash
from checker.store.chain import CHAIN, Link, broken_links, last_links, read_chain
from checker.store.checked import ADDED, CHANGED, GONE, SAME, UNREADABLE, Checked, check_file, check_folder
from checker.store.damage import damage
from checker.store.known import unknown_to_chain
from checker.store.lock import wait_for

STORED, LEFT = "stored", "remains"
LOCK = ".lock"
CODES = {CHANGED: "changed", GONE: "gone", ADDED: "added", UNREADABLE: "unreadable"}


@dataclass(frozen=True)
class Verified:
    """One audit: its files, or those that it left behind when it was pruned, hashed again, and what is wrong."""

    audit: StoredAudit
    files: tuple[Checked, ...]
    damage: tuple[Problem, ...]


def verify(audit: StoredAudit) -> list[Problem]:
    """What is wrong with one audit: its files against its manifest, its manifest against the chain, and the chain.

    run.json is not hashed."""
    store = store_of(audit)
    try:
        links = read_chain(store)
    except UsageError as error:
        return [*verified(audit, ()).damage, *error.problems]
    return [*verified(audit, links).damage, *chain_damage(store, links)]


def verify_store(store: Path) -> list[Problem]:
    """What is wrong with all audits of a store; an audit that the chain names and that is gone is wrong too."""
    try:
        links = read_chain(store)
    except UsageError as error:
        return list(error.problems)
    found = [problem for audit in remembered(store) for problem in verified(audit, links).damage]
    return [*found, *lost(store, links), *chain_damage(store, links)]


def verified(audit: StoredAudit, links: Sequence[Link]) -> Verified:
    """One audit's files against its manifest or its tombstone, and its place among the links.

    An audit that somebody prunes meanwhile is looked at as pruned."""
    found = _verified(audit, links)
    if found.damage and not audit.pruned:
        now = read_chain(store_of(audit))
        link = last_links(now).get(audit.audit_id)
        if link and link.pruned:
            remains = store_of(audit) / REMAINS / audit.audit_id
            return _verified(StoredAudit(audit.audit_id, remains, pruned=link.pruned), now)
    return found


def _verified(audit: StoredAudit, links: Sequence[Link]) -> Verified:
    if audit.pruned:
        files = check_folder(LEFT, audit.folder, audit.pruned.kept, _names(audit.folder))
        return Verified(audit, tuple(files), (*_told(files), *_place_in_chain(audit, links)))
    try:
        told = json.loads((audit.folder / MANIFEST).read_bytes())
        outputs, name = dict(told["outputs"]), told["audit_id"]
    except (OSError, ValueError, KeyError, TypeError):
        problem = damage("manifest", audit.folder / MANIFEST)
        return Verified(audit, (), (problem, *_place_in_chain(audit, links)))
    files = check_folder(STORED, audit.folder, outputs, _names(audit.folder) - {MANIFEST, RUN})
    found = _told(files)
    if name != audit.audit_id:
        found.append(damage("other_audit", audit.folder, audit=name))
    chained = [link.manifest_sha256 for link in links if link.audit_id == audit.audit_id]
    own = check_file(STORED, MANIFEST, audit.folder / MANIFEST, chained[-1] if chained else "")
    return Verified(audit, (own, *files), (*found, *_place_in_chain(audit, links)))


def lost(store: Path, links: Sequence[Link]) -> list[Problem]:
    """Audits of the chain that are gone, pruned ones that are still there, and whole audits that the chain lacks."""
    last = last_links(links)
    found: list[Problem] = []
    for name in sorted(last):
        place = store / REMAINS / name if last[name].pruned else store / name
        if not place.is_dir():
            found.append(damage("gone_audit", place))
        if last[name].pruned and (store / name).is_dir():
            found.append(damage("not_taken_out", store / name))
    unknown = [folder for folder in _whole_audits(store) if folder.name not in last]
    if unknown:
        wait_for(store / LOCK)  # for a writer that has renamed its audit and not chained it yet
        now = last_links(read_chain(store))
        found += [damage("not_chained", folder) for folder in unknown if folder.name not in now]
    return found


def chain_damage(store: Path, links: Sequence[Link]) -> list[Problem]:
    """Lines that do not hold the hash of the line before, tombstones of what was not there, and another audit under the
    name of one that was pruned."""
    found: list[Problem] = [damage("broken_chain", f"{store / CHAIN}:{number}") for number in broken_links(links)]
    before: dict[str, Link] = {}
    for number, link in enumerate(links, start=1):
        stood = before.get(link.audit_id)
        if link.pruned and (stood is None or stood.pruned or stood.manifest_sha256 != link.manifest_sha256):
            found.append(damage("false_tombstone", f"{store / CHAIN}:{number}"))
        if stood and stood.pruned and not link.pruned and stood.manifest_sha256 != link.manifest_sha256:
            found.append(damage("other_anew", f"{store / CHAIN}:{number}", audit=link.audit_id))
        before[link.audit_id] = link
    return found


def store_of(audit: StoredAudit) -> Path:
    """The store that an audit lies in."""
    return audit.folder.parent.parent if audit.pruned else audit.folder.parent


def _names(folder: Path) -> set[str]:
    """Files by their path in the folder; links count as files, wherever they lead."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()}


def _told(files: Sequence[Checked]) -> list[Problem]:
    return [damage(CODES[file.state], file.where) for file in files if file.state != SAME]


def _place_in_chain(audit: StoredAudit, links: Sequence[Link]) -> list[Problem]:
    chained = [link for link in links if link.audit_id == audit.audit_id]
    if not chained:
        return [damage("not_chained", audit.folder)]
    if any(one.pruned is two.pruned is None for one, two in pairwise(chained)):
        return [damage("chained_twice", audit.folder, chain=CHAIN)]
    manifest = audit.folder / MANIFEST
    if _readable_hash(manifest) not in (None, chained[-1].manifest_sha256):
        return [damage("other_manifest", manifest)]
    return unknown_to_chain(manifest, audit.audit_id, links)


def _whole_audits(store: Path) -> list[Path]:
    """Folders that hold the manifest of the audit that they are named after."""
    found = []
    for manifest in sorted(store.glob(f"*/{MANIFEST}")):
        try:
            told = json.loads(manifest.read_bytes())
        except (OSError, ValueError):
            continue
        if isinstance(told, dict) and told.get("audit_id") == manifest.parent.name:
            found.append(manifest.parent)
    return found


def _readable_hash(path: Path) -> str | None:
    """None where the file cannot be read, which is told already where the files are checked."""
    try:
        return file_hash(path)
    except OSError:
        return None
