"""Cases counted by columns."""

from dataclasses import dataclass
from typing import Any

from checker.errors import Problem, UsageError, nearest
from checker.query.columns import COUNTS, NAMES, SHORT, expression, group
from checker.query.filters import Clause
from checker.query.question import Question

COUNTED = {
    "cases": "count(*)",
    "violated": "count(*) FILTER (c.verdict = 'violated')",
    "undetermined": "count(*) FILTER (c.verdict = 'undetermined')",
    "pending": "count(*) FILTER (c.verdict = 'pending')",
    "open": "count(*) FILTER (c.verdict = 'violated' AND c.standing = 'open')",
}
MONTHS = {"due_month": "due_on", "found_month": "found_on"}
"""What is counted first, so that the names of months are made for few rows."""


@dataclass(frozen=True)
class Grouping:
    """The columns by which cases are counted, and the order of the groups."""

    keys: tuple[str, ...]
    sort: tuple[str, ...]
    lang: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The keys, the names of whom they name, and the counts."""
        return (*self.keys, *(f"{who}_name" for who in self._named()), *COUNTS)

    def fetch(self, connection: Any, where: Clause, top: int) -> tuple[list[tuple[Any, ...]], int]:
        """At most `top` groups (0: all), and how many there are."""
        keys = ", ".join(f'"{name}"' for name in self.keys)
        sums = ", ".join(f"sum({name})::BIGINT AS {name}" for name in COUNTS)
        outer = ", ".join(f'{self._key(name)} AS "{name}"' for name in self.keys)
        places = ", ".join(str(place + 1) for place in range(len(self.keys)))
        summed = f"SELECT {outer}, {sums} FROM ({self._counted(where[0])}) c GROUP BY {places}"
        names = "".join(f", {who}.name AS {who}_name" for who in self._named())
        joined = " ".join(
            f"LEFT JOIN names {who} ON {who}.entity = {NAMES[who]} AND {who}.id = g.{who}_id" for who in self._named()
        )
        sql = f"SELECT {keys}{names}, {', '.join(COUNTS)}, count(*) OVER () FROM ({summed}) g {joined}"
        limit = f" LIMIT {top:d}" if top else ""
        found = connection.execute(f"{sql} ORDER BY {self._order()}{limit}", where[1]).fetchall()
        return [row[:-1] for row in found], int(found[0][-1]) if found else 0

    def _counted(self, where: str) -> str:
        parts = {MONTHS.get(name, name): expression(MONTHS.get(name, name), self.lang) for name in self.keys}
        listed = ", ".join(f"{sql} AS {name}" for name, sql in parts.items())
        counts = ", ".join(f"{sql} AS {name}" for name, sql in COUNTED.items())
        return f"SELECT {listed}, {counts} FROM cases c WHERE {where} GROUP BY ALL"

    def _key(self, name: str) -> str:
        if name in MONTHS:
            return expression(name, self.lang)
        return "unnest(c.clauses)" if name == "clauses" else f"c.{name}"

    def _named(self) -> list[str]:
        return [who for who in NAMES if f"{who}_id" in self.keys]

    def _order(self) -> str:
        asked = [_order(name, self.keys) for name in self.sort] or ["violated DESC", "cases DESC"]
        return ", ".join([*asked, *(str(place + 1) for place in range(len(self.keys)))])


def grouping(question: Question) -> Grouping:
    """The grouping that is asked for. Raises UsageError: unknown columns, or columns to show as well."""
    if question.columns:
        raise UsageError(Problem("--columns", "does not go with --group-by", "leave one of them out"))
    found = Grouping(tuple(group(name) for name in question.group_by), question.sort, question.lang)
    for name in question.sort:
        _order(name, found.keys)
    return found


def _order(asked: str, keys: tuple[str, ...]) -> str:
    bare = asked.removeprefix("-")
    name = SHORT.get(bare, bare)
    known = (*keys, *COUNTS)
    if name not in known:
        raise UsageError(Problem("--sort", f"'{bare}' is no column of this grouping", nearest(bare, known)))
    return f'"{name}" {"DESC" if asked.startswith("-") else "ASC"} NULLS LAST'
