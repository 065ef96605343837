"""Values of filters that nothing in the audits is called: mistakes where the names are known, else hints."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from checker.errors import Problem, UsageError, nearest
from checker.query.filters import ENTITIES, UNASSIGNED
from checker.query.question import CODES, STORED, Question
from checker.query.sought import folded_text, glob

NEAR = 50
OCCURRING = {"tier": "tier", "outcome": "outcome", "reason": "reason", "missing": "unnest(missing)"}


@dataclass(frozen=True)
class Unknown:
    """A value of the filter `name` that names nobody and nothing; `near`: the nearest that is known, '' for none."""

    name: str
    value: str
    near: str


def check_values(connection: Any, question: Question) -> None:
    """Raises UsageError: values of filters whose names are known and that are not among them, all at once."""
    problems: list[Problem] = []
    for name, values in question.filters.items():
        problems += _problems(connection, name, values)
    if problems:
        raise UsageError(problems)


def unknown_values(connection: Any, question: Question) -> tuple[Unknown, ...]:
    """What in the other filters is not known to these audits, with what is nearest to it."""
    found: list[Unknown] = []
    for name, values in question.filters.items():
        sought = [value for value in values if value != UNASSIGNED]
        if name in ENTITIES or name == "subject":
            found += [one for value in sought if (one := _nobody(connection, name, value))]
        elif name in OCCURRING:
            occurring = connection.execute(f"SELECT DISTINCT {OCCURRING[name]} FROM cases").fetchall()
            known = [str(row[0]) for row in occurring if row[0]]
            found += [Unknown(name, value, _near(value, known)) for value in sought if value not in known]
    return tuple(found)


def _problems(connection: Any, name: str, values: tuple[str, ...]) -> list[Problem]:
    known = _known_values(connection, name)
    if known is None:
        return []
    names = set(known)
    return [
        Problem(f"--{name}", f"unknown {name} '{value}'", nearest(value, names))
        for value in values
        if value not in names and not ("*" in value and name in STORED and _fits(value, names))
    ]


def _fits(value: str, names: Iterable[str]) -> bool:
    from fnmatch import fnmatchcase

    return any(fnmatchcase(name, glob(value)) for name in names)


def _known_values(connection: Any, name: str) -> Iterable[str] | None:
    if name in CODES:
        return CODES[name]
    if name not in STORED:
        return None
    value = "unnest(clauses)" if name == "clause" else STORED[name]
    return [str(row[0]) for row in connection.execute(f"SELECT DISTINCT {value} FROM all_rules").fetchall()]


def _nobody(connection: Any, name: str, value: str) -> Unknown | None:
    """None where the value is somebody's id or a part of a name."""
    if name == "subject" and ":" in value:
        return _no_subject(connection, value)
    entity = ENTITIES.get(name)
    of = "WHERE entity = ?" if entity else ""
    people = connection.execute(f"SELECT DISTINCT id, name FROM people {of}", [entity] if entity else []).fetchall()
    named = {str(name) for _, name in people if name}
    sought = folded_text(value)
    if any(value == id_ for id_, _ in people) or any(sought in folded_text(name) for name in named):
        return None
    column = "subject_id" if name == "subject" else f"{name}_id"
    if connection.execute(f"SELECT 1 FROM cases WHERE {column} = ? LIMIT 1", [value]).fetchone():
        return None
    sql = f"SELECT DISTINCT {column} FROM cases WHERE {column} <> '' ORDER BY levenshtein({column}, ?), 1 LIMIT {NEAR}"
    ids = [str(row[0]) for row in connection.execute(sql, [value]).fetchall()]
    return Unknown(name, value, _near(value, [*ids, *named, *(word for one in named for word in one.split())]))


def _no_subject(connection: Any, value: str) -> Unknown | None:
    """None where there is a case about that record, `type:id`."""
    named = "subject_type || ':' || subject_id"
    if connection.execute(f"SELECT 1 FROM cases WHERE {named} = ? LIMIT 1", [value]).fetchone():
        return None
    sql = f"SELECT DISTINCT {named} AS n FROM cases ORDER BY levenshtein(n, ?), 1 LIMIT {NEAR}"
    return Unknown("subject", value, _near(value, [str(row[0]) for row in connection.execute(sql, [value]).fetchall()]))


def _near(value: str, known: Iterable[str]) -> str:
    """The nearest of the known, whatever its letters' case; '' for none."""
    from difflib import get_close_matches

    folded = {folded_text(one): one for one in sorted(known)}
    close = get_close_matches(folded_text(value), list(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else ""
