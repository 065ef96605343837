"""Which audits a question is put to."""

from collections.abc import Callable, Sequence
from datetime import datetime
from fnmatch import fnmatchcase

from checker.serve.shelf import Damaged, NoAudit, OnShelf, Shelf
from checker.store.audits import LATEST

ALL, PREVIOUS = "all", "previous"

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
