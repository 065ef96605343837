"""run.json: who ran the audit, when, where and how long; never compared, never hashed."""

import getpass
import platform
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from checker.auditing.request import Request
from checker.cases.judge import Ran


def run_facts(request: Request, started: datetime, ran: Mapping[str, Ran]) -> dict[str, Any]:
    """The facts of this run."""
    return {
        "started": started.isoformat(),
        "ended": datetime.now(UTC).isoformat(),
        "user": _user(),
        "host": platform.node(),
        "python": sys.version.split()[0],
        "snapshot": str(request.snapshot),
        "arguments": list(request.argv),
        "milliseconds": {name: round(result.milliseconds, 1) for name, result in ran.items()},
    }


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
