"""Whether stored audits are still what was stored."""

import json
from pathlib import Path

from checker.errors import Problem, UsageError
from checker.store.audits import MANIFEST, RUN, StoredAudit, audits
from checker.store.canonical import file_hash, folder_hashes
from checker.store.chain import CHAIN, Link, broken_links, read_chain

RESTORE = "restore it from a backup"


def verify(audit: StoredAudit) -> list[Problem]:
    """What is wrong with one audit: its files against its manifest, its manifest against the chain, and the chain.

    run.json is not hashed."""
    try:
        links = read_chain(audit.folder.parent)
    except UsageError as error:
        return [*_files(audit), *error.problems]
    return [*_files(audit), *_place_in_chain(audit, links), *_chain(audit.folder.parent, links)]


def verify_store(store: Path) -> list[Problem]:
    """What is wrong with all audits of a store; an audit that the chain names and that is gone is wrong too."""
    try:
        links = read_chain(store)
    except UsageError as error:
        return list(error.problems)
    found: list[Problem] = []
    for audit in audits(store):
        found += [*_files(audit), *_place_in_chain(audit, links)]
    gone = sorted({link.audit_id for link in links if not (store / link.audit_id).is_dir()})
    return [
        *found,
        *(Problem(str(store / name), "is in the chain and gone", RESTORE) for name in gone),
        *_chain(store, links),
    ]


def _files(audit: StoredAudit) -> list[Problem]:
    try:
        told = json.loads((audit.folder / MANIFEST).read_bytes())
        outputs, name = dict(told["outputs"]), told["audit_id"]
    except (OSError, ValueError, KeyError, TypeError):
        return [Problem(str(audit.folder / MANIFEST), "is missing or damaged", RESTORE)]
    try:
        actual = folder_hashes(audit.folder)
    except OSError as error:
        return [Problem(str(error.filename), f"cannot be read: {error.strerror}", "check your rights there")]
    found = [
        Problem(str(audit.folder / file), "is gone" if file not in actual else "was changed", RESTORE)
        for file in sorted(outputs)
        if actual.get(file) != outputs[file]
    ]
    added = sorted(actual.keys() - outputs.keys() - {MANIFEST, RUN})
    found += [Problem(str(audit.folder / file), "was added", "remove it") for file in added]
    if name != audit.audit_id:
        found.append(Problem(str(audit.folder), f"holds the audit {name}", "give the folder its name back"))
    return found


def _place_in_chain(audit: StoredAudit, links: tuple[Link, ...]) -> list[Problem]:
    chained = [link for link in links if link.audit_id == audit.audit_id]
    if not chained:
        return [Problem(str(audit.folder), "is not in the chain of audits", "repeat the audit, which chains it")]
    manifest = audit.folder / MANIFEST
    if len(chained) > 1:
        return [Problem(str(audit.folder), "is in the chain more than once", f"restore {CHAIN} from a backup")]
    if _readable_hash(manifest) not in (None, chained[0].manifest_sha256):
        return [Problem(str(manifest), "is not the one that was chained", RESTORE)]
    return []


def _chain(store: Path, links: tuple[Link, ...]) -> list[Problem]:
    remedy = "a line was changed, added or removed above it: restore the chain from a backup"
    return [
        Problem(f"{store / CHAIN}:{number}", "does not hold the hash of the line before", remedy)
        for number in broken_links(links)
    ]


def _readable_hash(path: Path) -> str | None:
    """None where the file cannot be read, which is told already where the files are checked."""
    try:
        return file_hash(path)
    except OSError:
        return None
