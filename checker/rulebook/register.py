"""Clause registers: one entry per normative statement of a regulation."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from checker.errors import Problem, UsageError


@dataclass(frozen=True)
class Clause:
    """One normative statement, paraphrased, with its locator in the regulation."""

    id: str
    source: str
    locator: str
    modality: str
    says: str
    title: Mapping[str, str]
    basis: str
    checkability: str
    severity: str
    kind: str
    core: bool
    notes: str


@dataclass(frozen=True)
class Register:
    """The clauses of one or more regulations, by id, in the order of the text."""

    sources: Mapping[str, Mapping[str, Any]]
    clauses: Mapping[str, Clause]


def read_register(path: Path) -> tuple[Register, str]:
    """The register in a file, and the sha256 of what was read. UsageError when it cannot be read."""
    try:
        content = path.read_bytes()
        return _register(content), sha256(content).hexdigest()
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(Problem(str(path), f"clause register cannot be read: {error}")) from None


@cache
def _register(content: bytes) -> Register:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(content.decode("utf-8"), Loader=loader)  # noqa: S506  a safe loader either way
    clauses = {entry["id"]: _clause(entry) for entry in data["clauses"]}
    return Register({source["id"]: source for source in data["sources"]}, clauses)


def _clause(entry: Mapping[str, Any]) -> Clause:
    return Clause(
        id=entry["id"],
        source=entry["source"],
        locator=entry["locator"],
        modality=entry["modality"],
        says=entry["says"],
        title=entry["title"],
        basis=entry["basis"],
        checkability=entry["checkability"],
        severity=entry["severity"],
        kind=entry["kind"],
        core=bool(entry.get("core", False)),
        notes=entry.get("notes", "") or "",
    )
