"""Finding one case by its id, the beginning of it, or RULE/SUBJECT[@OCCURRENCE]."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from checker.errors import Problem, UsageError
from checker.query.audits import opened, telling_damage

LISTED = 10
_WHOLE = re.compile(r"[0-9a-fA-F]{16}")
KEPT = "cases that were met are kept only with `checker audit --keep-all`"


@dataclass(frozen=True)
class Place:
    """Where a case is stored: the audit's folder, and the whole id."""

    folder: Path
    case_id: str


def find_case(folders: Sequence[Path], name: str) -> Place:
    """The one case of that name, in the first of the folders that holds it.

    Raises UsageError: no such case (with the nearest ids), or several."""
    name = name.strip()
    whole = _by_whole_id(folders, name.lower()) if _WHOLE.fullmatch(name) else None
    if whole is not None:
        return whole
    with opened(folders) as connection:
        sql, bound = _sought(name)
        select = "SELECT DISTINCT case_id, rule_id, subject_id, occurrence FROM cases WHERE"
        found = connection.execute(f"{select} {sql} ORDER BY ALL", bound).fetchall()
        if not found:
            raise UsageError(Problem("CASE", f"no stored case '{name}'", _near(connection, name)))
        ids = {row[0] for row in found}
        if len(ids) > 1:
            raise UsageError(Problem("CASE", f"'{name}' fits {len(ids)} cases", f"say which: {_listed(found)}"))
        case_id = ids.pop()
        holding = {
            row[0] for row in connection.execute("SELECT audit FROM cases WHERE case_id = ?", [case_id]).fetchall()
        }
    folder = next(folder for folder in folders if folder.name in holding)
    return Place(folder, case_id)


def _by_whole_id(folders: Sequence[Path], case_id: str) -> Place | None:
    """The first folder alone, then all others at once: most cases are asked for while they are new."""
    for looked_in in filter(None, (folders[:1], folders[1:])):
        with opened(looked_in) as connection, telling_damage(looked_in):
            sql = "SELECT DISTINCT place FROM cases WHERE case_id = ? ORDER BY place LIMIT 1"
            found = connection.execute(sql, [case_id]).fetchone()
        if found:
            return Place(looked_in[found[0]], case_id)
    return None


def _sought(name: str) -> tuple[str, list[Any]]:
    rule, slash, subject = name.partition("/")
    if not slash:
        return "starts_with(case_id, ?)", [name.lower()]
    subject_id, at, occurrence = subject.rpartition("@")
    exact = "rule_id = ? AND subject_id = ?"
    if not at:
        return exact, [rule, subject]
    return f"({exact}) OR ({exact} AND occurrence = ?)", [rule, subject, rule, subject_id, occurrence]


def _listed(found: list[tuple[Any, ...]]) -> str:
    shown = ", ".join(f"{case_id} ({_named(rule, subject, at)})" for case_id, rule, subject, at in found[:LISTED])
    return shown if len(found) <= LISTED else f"{shown} (shown {LISTED} of {len(found)})"


def _named(rule: str, subject: str, occurrence: str) -> str:
    return f"{rule}/{subject}@{occurrence}" if occurrence else f"{rule}/{subject}"


def _near(connection: Any, name: str) -> str:
    """The nearest ids; names are compared in DuckDB, so that a large store answers fast."""
    value = "rule_id || '/' || subject_id" if "/" in name else "case_id"
    sql = f"SELECT DISTINCT {value} FROM cases ORDER BY levenshtein({value}, ?), 1 LIMIT 50"
    candidates = [str(row[0]) for row in connection.execute(sql, [name]).fetchall()]
    close = get_close_matches(name, candidates, n=3, cutoff=0.6)
    return f"nearest: {', '.join(close)}; {KEPT}" if close else KEPT
