"""run.json: who ran the audit, when, where, from what and how long; never compared, never hashed."""

import getpass
import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from checker import __version__
from checker.auditing.ci_facts import ci_facts
from checker.auditing.git_commit import commit_of
from checker.auditing.masked import masked, plain
from checker.auditing.request import Request
from checker.cases.judge import Ran


def run_facts(request: Request, started: datetime, ran: Mapping[str, Ran]) -> dict[str, Any]:
    """The facts of this run; of the environment only what names the job of a CI system."""
    facts = {
        "started": started.isoformat(),
        "ended": datetime.now(UTC).isoformat(),
        "user": plain(user()),
        "host": plain(platform.node()),
        "versions": {"checker": __version__, "python": platform.python_version(), "duckdb": duckdb.__version__},
        "system": platform.platform(),
        "snapshot": plain(str(request.snapshot)),
        "arguments": masked(request.argv),
        "folder": plain(str(Path.cwd())),
        "inputs": _inputs(request),
        "commits": _commits(request),
        "ci": ci_facts(os.environ),
        "milliseconds": {name: round(result.milliseconds, 1) for name, result in ran.items()},
    }
    return {name: value for name, value in facts.items() if value != {}}


def user() -> str:
    """The name of whoever runs this process; '' where the system does not tell."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def _inputs(request: Request) -> dict[str, Any]:
    """Where the inputs lay, so that `checker verify` finds them again; no rules stands for those of the program."""
    files = {"policy": request.config, **request.files.named()}
    return {
        "snapshot": _place(request.snapshot),
        "rules": [_place(path) for path in request.rules],
        **{name: _place(path) for name, path in files.items() if path is not None},
    }


def _commits(request: Request) -> dict[str, Any]:
    """The commits that the rules and the policy come from, where their folders are repositories."""
    places = {"rules": [*request.rules], "policy": [request.config] if request.config else []}
    found = {name: [commit for path in paths if (commit := commit_of(path))] for name, paths in places.items()}
    return {name: commits[0] for name, commits in found.items() if commits}


def _place(path: Path) -> str:
    return plain(str(path.absolute()))
