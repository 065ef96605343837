"""What an audit is made from, as plain JSON values: equal inputs and equal earlier audits give equal bytes."""

from datetime import datetime
from pathlib import Path
from typing import Any

from checker import __version__
from checker.auditing.request import Request
from checker.cases.verdicts import Period
from checker.errors import Problem, UsageError
from checker.rulebook.book import RuleBook
from checker.rulebook.policy import Policy
from checker.snapshot.model import Snapshot
from checker.store.canonical import compact_json, digest, file_hash


def inputs_of(request: Request, book: RuleBook, snapshot: Snapshot, policy: Policy, zone: str) -> dict[str, Any]:
    """The files, rules, policy and options of an audit; its period and moment stand beside them in its name."""
    return {
        "files": [[file.name, file.sha256] for file in snapshot.files],
        "rules": dict(book.sources),
        "policy": policy.model_dump(mode="json"),
        "flags": flags(request),
        "zone": zone,
        "version": __version__,
        "followed": {name: file_digest(path) for name, path in request.files.named().items()},
    }


def file_digest(path: Path) -> str:
    """SHA-256 of one of the auditor's files. UsageError where it cannot be read."""
    try:
        return file_hash(path)
    except OSError as error:
        raise UsageError(Problem(str(path), f"cannot be read: {error.strerror}", "name a file that is there")) from None


def inputs_digest(inputs: dict[str, Any], period: Period, as_of: datetime) -> str:
    """One text for inputs, period and moment: the same audit, whatever the store knew before it."""
    moments = {"period": [period.start.isoformat(), period.end.isoformat()], "as_of": as_of.isoformat()}
    return digest(compact_json({**inputs, **moments}))


def flags(request: Request) -> dict[str, Any]:
    """The options that change what is judged or kept."""
    return {
        "select": sorted(request.select),
        "basis": request.basis,
        "readings": request.readings,
        "keep_all": request.keep_all,
        "chain": request.chain,
        "engine": request.engine,
        "parameters": sorted(request.parameters),
        "fail_on": request.fail_on,
        "max_undetermined": request.max_undetermined,
        "no_waivers": request.no_waivers,
        "new_only": request.new_only,
        "backlog": request.backlog,
        "trust_snapshot_policy": request.trust_snapshot_policy,
    }
