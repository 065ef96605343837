"""Which audits a question is put to, and the moment from which time is counted."""

from collections.abc import Callable, Sequence
from datetime import datetime
from fnmatch import fnmatchcase

from checker.errors import Problem, UsageError
from checker.query.facts import Facts
from checker.serve.shelf import Damaged, NoAudit, OnShelf, Shelf
from checker.store.audits import LATEST

ALL, NOW, PREVIOUS = "all", "now", "previous"

Clock = Callable[[], datetime]
"""What time it is, naive UTC."""


def chosen(shelf: Shelf, names: Sequence[str], otherwise: str = LATEST) -> list[OnShelf]:
    """Audits by `latest`, `all` (those that can be read), ids, beginnings of ids or patterns; in the order of storing.

    Raises NoAudit, Gone, Damaged."""
    readable = shelf.readable()
    wanted: set[str] = set()
    for name in names or (otherwise,):
        if name == ALL or "*" in name:
            fitting = {one.audit_id for one in readable if name == ALL or fnmatchcase(one.audit_id, name)}
            if not fitting:
                raise NoAudit(name, [])
            wanted |= fitting
        else:
            wanted.add(readable_one(shelf, name).audit_id)
    return [one for one in readable if one.audit_id in wanted]


def readable_one(shelf: Shelf, name: str) -> OnShelf:
    """The audit of that name. Raises NoAudit, Gone, Damaged."""
    found = shelf.find(name)
    if found.damage:
        raise Damaged(found.audit_id, found.damage)
    return found


def pair(shelf: Shelf, before: str, after: str) -> tuple[OnShelf, OnShelf]:
    """Two audits to compare; `previous` is the last that the second knew and that can be read.

    Raises NoAudit, Gone, Damaged."""
    second = readable_one(shelf, after)
    if before != PREVIOUS:
        return readable_one(shelf, before), second
    there = {one.audit_id: one for one in shelf.readable()}
    known = [name for name in second.stored.manifest.get("earlier") or [] if name in there]
    if not known:
        raise NoAudit(PREVIOUS, [])
    return there[known[-1]], second


def stamp_of(audits: Sequence[OnShelf]) -> str:
    """What names the state of these audits."""
    return ",".join(one.stamp for one in audits)


def counted_from(given: str | None, facts: Facts, clock: Clock) -> datetime:
    """The moment as told, that of the clock, or the audit's own; naive UTC.

    Raises UsageError: no moment, or one before the audit, which knows what was done until its own."""
    if given is None:
        return facts.as_of
    from checker.snapshot.header import instant

    try:
        moment = clock() if given == NOW else instant(given.replace("T", " "), facts.zone)
    except ValueError:
        remedy = "write 2026-10-31, 2026-10-31T18:00 or now"
        raise UsageError(Problem("at", f"'{given}' is not a moment", remedy)) from None
    if moment < facts.as_of:
        remedy = "name a later moment, or an earlier audit"
        raise UsageError(Problem("at", f"lies before the audit's own moment, {facts.as_of} UTC", remedy))
    return moment
