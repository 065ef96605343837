"""What `checker verify` finds of the audits of a store, and the exit code that follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checker.auditing.inputs_again import inputs_again
from checker.auditing.places import Places
from checker.errors import EXIT_INCOMPLETE, EXIT_NOT_WRITTEN, EXIT_OK, Problem, UsageError
from checker.store.audits import LATEST, StoredAudit, find, named, remembered
from checker.store.chain import CHAIN, read_chain
from checker.store.checked import ADDED, CHANGED, SAME, Checked
from checker.store.damage import Damage, damage, said
from checker.store.verify import Verified, chain_damage, lost, verified


@dataclass(frozen=True)
class Again:
    """An audit repeated: its files compared, the versions that differ, or why it could not be repeated."""

    files: tuple[Checked, ...] = ()
    versions: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    refused: tuple[Problem, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether other bytes came of it."""
        return any(file.state != SAME for file in self.files)


@dataclass
class Examined:
    """The audits looked at with their inputs (by audit id, where asked for), and the chain around them."""

    store: Path
    audits: list[Verified] = field(default_factory=list)
    inputs: dict[str, list[Checked]] = field(default_factory=dict)
    lines: int = 0
    head: str = ""
    chain: list[Problem] = field(default_factory=list)
    again: Again | None = None

    @property
    def damaged(self) -> bool:
        """Whether anything in the store is not what was stored."""
        return bool(self.chain) or any(audit.damage for audit in self.audits)

    def changed(self, audit_id: str) -> bool:
        """Whether inputs of an audit are not what they were."""
        return any(file.state in (CHANGED, ADDED) for file in self.inputs.get(audit_id, ()))

    def exit_code(self, strict: bool) -> int:
        """4: something was changed (`strict`: or is not there any more); 3: it could not be repeated."""
        inputs = [file for files in self.inputs.values() for file in files]
        wrong = any(self.changed(name) for name in self.inputs) or (strict and any(f.state != SAME for f in inputs))
        if self.damaged or wrong or (self.again and self.again.differs):
            return EXIT_NOT_WRITTEN
        return EXIT_INCOMPLETE if self.again and self.again.refused else EXIT_OK

    def as_json(self, strict: bool, lang: str) -> dict[str, Any]:
        """Everything, with every file."""
        return {
            "store": str(self.store),
            "audits": [self._audit(audit, lang) for audit in self.audits],
            "chain": {"lines": self.lines, "head": self.head, "damage": _problems(self.chain, lang)},
            "exit_code": self.exit_code(strict),
        }

    def _audit(self, one: Verified, lang: str) -> dict[str, Any]:
        told: dict[str, Any] = {
            "audit_id": one.audit.audit_id,
            "state": state(one),
            "pruned": vars(one.audit.pruned) if one.audit.pruned else None,
            "files": [vars(file) for file in one.files],
            "damage": _problems(one.damage, lang),
        }
        if one.audit.audit_id in self.inputs:
            told["inputs"] = [vars(file) for file in self.inputs[one.audit.audit_id]]
        if self.again:
            told["repeated"] = {
                "files": [vars(file) for file in self.again.files],
                "versions": {name: list(pair) for name, pair in self.again.versions.items()},
                "refused": _problems(self.again.refused, lang),
            }
        return told


def state(one: Verified) -> str:
    """damaged, pruned or unchanged."""
    return "damaged" if one.damage else "pruned" if one.audit.pruned else "unchanged"


def examine(store: Path, name: str | None, places: Places | None, head: str | None) -> Examined:
    """One audit, or all of them; with `places` their inputs too. `head`: a hash that a line of the chain must have.

    UsageError: no such audit, or no audit at all."""
    found = Examined(store)
    try:
        links = read_chain(store)
    except UsageError as error:
        found.chain = list(error.problems)
        return found
    found.lines, found.head = len(links), links[-1].sha256 if links else ""
    found.chain = chain_damage(store, links)
    if head and not any(link.sha256.startswith(head.lower()) for link in links):
        found.chain.append(damage("unknown_head", store / CHAIN, head=head))
    chosen = _chosen(store, name)
    found.audits = [verified(audit, links) for audit in chosen]
    if name is None:
        found.chain += lost(store, links)
    for one in found.audits if places else ():
        manifest_read = not any(isinstance(p, Damage) and p.code == "manifest" for p in one.damage)
        if manifest_read and places and not one.audit.pruned:
            found.inputs[one.audit.audit_id] = inputs_again(one.audit, places.of(one.audit))
    if not found.audits and not found.chain:
        raise UsageError(Problem(str(store), "holds no audit", "name the folder of the store with --store"))
    return found


def _chosen(store: Path, name: str | None) -> Sequence[StoredAudit]:
    known = remembered(store)
    if name is None:
        return known
    chosen = named(known, name) if name != LATEST else []
    return chosen if len(chosen) == 1 else [find(store, name)]


def _problems(problems: Sequence[Problem], lang: str) -> list[dict[str, str]]:
    told = [(said(problem, lang), getattr(problem, "code", "")) for problem in problems]
    return [{"where": p.where, "what": p.what, "remedy": p.remedy, "code": code} for p, code in told]
