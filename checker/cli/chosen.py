"""The stored audits that a command looks at, and days and lists as they are typed."""

from collections.abc import Sequence
from datetime import date, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import Problem, UsageError

if TYPE_CHECKING:
    from checker.store.audits import StoredAudit

ALL = "all"
Several = list[str] | None


def split(values: Sequence[str] | None) -> tuple[str, ...]:
    """Values of a repeated option, each of which may hold several with commas between."""
    return tuple(part.strip() for value in values or () for part in value.split(",") if part.strip())


def chosen_audits(store: Path, names: Sequence[str] | None, otherwise: str) -> "list[StoredAudit]":
    """Audits by `latest`, `all`, their ids, the starts of their ids, or patterns with `*`; in the order of storing.

    `otherwise` stands where nothing is named. Raises UsageError: an empty store, or names that fit no audit."""
    from checker.store.audits import audits, find

    known = audits(store)
    if not known:
        raise UsageError(Problem(str(store), "holds no audit", "run `checker audit` first, or name another --store"))
    wanted: set[str] = set()
    for name in split(names) or (otherwise,):
        if name == ALL:
            wanted |= {audit.audit_id for audit in known}
        elif "*" in name:
            fitting = {audit.audit_id for audit in known if fnmatchcase(audit.audit_id, name)}
            if not fitting:
                raise UsageError(Problem("--audit", f"no audit fits '{name}'", f"the last is {known[-1].audit_id}"))
            wanted |= fitting
        else:
            wanted.add(find(store, name).audit_id)
    return [audit for audit in known if audit.audit_id in wanted]


def day(option: str, given: str | None) -> date | None:
    """A local day. Raises UsageError."""
    if given is None:
        return None
    try:
        return datetime.strptime(given, "%Y-%m-%d").date()  # noqa: DTZ007  a local day has no zone
    except ValueError:
        raise UsageError(Problem(option, f"'{given}' is no day", "write it as YYYY-MM-DD")) from None
