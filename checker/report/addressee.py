"""The cases of one person in an audit, found by id or by a part of the name."""

from pathlib import Path
from typing import NamedTuple

from checker.errors import Problem, UsageError, nearest
from checker.report.cases import JOINS, NAMED, STORED, WORST_FIRST, Case
from checker.report.stored import opened

LISTED = 10
# What is left to be put right; a recommendation and what is excused are not.
LEFT = (
    "c.verdict = 'violated' AND c.effect <> 'advice' AND c.standing IN ('open', 'lost') AND c.waiver = '' "
    "AND c.dispute NOT IN ('open', 'upheld')"
)


class Person(NamedTuple):
    """Somebody who answers for cases; `name` is None where no name is stored."""

    person_id: str
    name: str | None


def cases_left(folder: Path, who: str) -> tuple[list[Case], Case]:
    """What a person has left to put right, worst first, and any case that names the person.

    UsageError: nobody is called so in the audit, or several are."""
    with opened(folder) as connection:
        people = [
            Person(*row)
            for row in connection.execute(
                "SELECT DISTINCT c.responsible_id, p.name FROM cases c LEFT JOIN names p "
                "ON p.entity = 'employee' AND p.id = c.responsible_id WHERE c.responsible_id <> '' ORDER BY ALL"
            ).fetchall()
        ]
        person = _one(people, who)
        select = f"SELECT {STORED}, {NAMED} FROM cases c {JOINS} WHERE c.responsible_id = ?"
        order = f"ORDER BY {WORST_FIRST}"
        found = connection.execute(f"{select} AND {LEFT} {order}", [person.person_id]).fetchall()
        some = connection.execute(f"{select} {order} LIMIT 1", [person.person_id]).fetchall()
    return [Case._make(row) for row in found], Case._make(some[0])


def _one(people: list[Person], who: str) -> Person:
    sought = who.casefold()
    fitting = [one for one in people if one.person_id == who] or [
        one for one in people if sought and sought in (one.name or "").casefold()
    ]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        listed = ", ".join(f"{one.person_id} ({one.name})" for one in fitting[:LISTED])
        cut = f" (shown {LISTED} of {len(fitting)})" if len(fitting) > LISTED else ""
        raise UsageError(Problem("--responsible", f"'{who}' fits {len(fitting)} people", f"say which: {listed}{cut}"))
    names = [name for one in people for name in one if name]
    remedy = nearest(who, names) or "name somebody who answers for a case of the audit"
    raise UsageError(Problem("--responsible", f"'{who}' answers for no stored case", remedy))
