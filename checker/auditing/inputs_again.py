"""The inputs of a stored audit hashed again: the same, changed, or not there any more."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from checker.auditing.places import FOLLOWED, Places
from checker.errors import UsageError
from checker.rulebook.pack_files import rule_files
from checker.rulebook.policy import Policy, load_policy
from checker.snapshot.files import find_files
from checker.snapshot.readers import READERS
from checker.store.audits import StoredAudit
from checker.store.canonical import compact_json, digest
from checker.store.checked import ADDED, CHANGED, GONE, SAME, Checked, check_file, check_folder

SNAPSHOT, RULES, POLICY = "snapshot", "rules", "policy"
PARTS = (SNAPSHOT, RULES, POLICY, *FOLLOWED)


def inputs_again(audit: StoredAudit, places: Places) -> list[Checked]:
    """Every file of the snapshot, every rule file, the policy and the files about violations, in this order.

    UsageError where the manifest cannot be read."""
    manifest = audit.manifest
    return [
        *_snapshot(manifest, places.snapshot),
        *_rules(manifest, places.rules),
        *_policy(manifest, places.policy),
        *(file for name in FOLLOWED for file in _followed(manifest, name, getattr(places, name))),
    ]


def _snapshot(manifest: Mapping[str, Any], folder: Path | None) -> list[Checked]:
    recorded = _hashes(manifest.get("snapshot"))
    if folder is None or not folder.is_dir():
        return [Checked(SNAPSHOT, name, GONE, str(folder or ""), recorded[name]) for name in sorted(recorded)]
    there = [path.name for path, _ in find_files(folder, tuple(READERS)).files.values()]
    return check_folder(SNAPSHOT, folder, recorded, there)


def _rules(manifest: Mapping[str, Any], paths: Sequence[Path]) -> list[Checked]:
    recorded = _hashes(manifest.get("rules"))
    found = [_rule_file(name, paths, sha256) for name, sha256 in sorted(recorded.items())]
    try:
        there = rule_files(paths) if paths else []
    except UsageError:
        there = []
    return found + [Checked(RULES, path.name, ADDED, str(path)) for path in there if path.name not in recorded]


def _rule_file(name: str, paths: Sequence[Path], recorded: str) -> Checked:
    """Parts of a pack lie beside it; of several files of that name the one that is the same counts."""
    homes = [path if path.is_dir() else path.parent for path in paths]
    found = [check_file(RULES, name, home / name, recorded) for home in homes]
    there = [file for file in found if file.state != GONE] or found or [check_file(RULES, name, None, recorded)]
    return min(there, key=lambda file: file.state != SAME)


def _policy(manifest: Mapping[str, Any], path: Path | None) -> list[Checked]:
    """By what it says, as the manifest holds it: a comment changes nothing."""
    configuration = manifest.get("configuration") or {}
    told = configuration.get("policy")
    if told is None:
        return []
    recorded = _whole(told)
    sha256 = digest(compact_json(recorded))
    if path is None:
        return [] if recorded == Policy().model_dump(mode="json") else [Checked(POLICY, "", GONE, "", sha256)]
    if not path.is_file():
        return [Checked(POLICY, path.name, GONE, str(path), sha256)]
    try:
        policy = load_policy(path)
    except UsageError:
        return [Checked(POLICY, path.name, CHANGED, str(path), sha256)]
    now = policy.model_dump(mode="json")
    if (configuration.get("flags") or {}).get("trust_snapshot_policy"):  # what the file leaves open, the snapshot said
        now = recorded | {name: now[name] for name in policy.model_fields_set}
    found = digest(compact_json(now))
    return [Checked(POLICY, path.name, SAME if found == sha256 else CHANGED, str(path), sha256, found)]


def _whole(told: Mapping[str, Any]) -> dict[str, Any]:
    """The policy of a manifest with the keys that a later version of the program knows besides."""
    try:
        return Policy.model_validate(told).model_dump(mode="json")
    except ValueError:
        return dict(told)


def _followed(manifest: Mapping[str, Any], part: str, path: Path | None) -> list[Checked]:
    recorded = (manifest.get("auditor_files") or {}).get(part)
    if recorded is None:
        return [] if path is None else [Checked(part, path.name, ADDED, str(path))]
    return [check_file(part, path.name if path else "", path, recorded)]


def _hashes(part: Mapping[str, Any] | None) -> dict[str, str]:
    files = (part or {}).get("files") or []
    return {file["name"]: file["sha256"] for file in files}
