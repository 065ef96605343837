"""Cases listed: the rows are picked by what they are sorted by, and what is shown is read for those alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from checker.query.columns import DEFAULT, column, expression
from checker.query.filters import Clause
from checker.query.names import joins, name_few, wanted
from checker.query.placed import PICKED, cases_at
from checker.query.question import CODES, Question

VERDICTS = ("violated", "undetermined", "pending", "met")
# Within one audit, rule and moment the rows stand by case_id, which is dearer to read than their numbers.
SINCE = ("c.due_at", "c.rule_id", "c.place", "c.file_row_number")
WORST_FIRST = (
    f"list_position({list(VERDICTS)}, c.verdict)",
    f"list_position({list(CODES['severity'])}, c.severity)",
    *SINCE,
)

Found = tuple[list[tuple[Any, ...]], int]
Grave = tuple[str, str, int]
"""A verdict, a severity, and how many cases have both."""


@dataclass(frozen=True)
class Listing:
    """What is shown of each case, and in which order: `sort` as asked for, then the worst first.

    `skip`: so many are passed over. `dear`: to find out which cases fit takes long, as texts do, and is done once."""

    columns: tuple[str, ...]
    sort: tuple[str, ...]
    lang: str
    skip: int = 0
    dear: bool = False

    def fetch(self, connection: Any, where: Clause, top: int) -> Found:
        """At most `top` rows (0: all), and how many there are."""
        where = _fitting(connection, where) if self.dear else where
        graves = _graves(connection, where)
        total = sum(n for _, _, n in graves)
        many = max(0, min(top or total, total - self.skip))
        if many > PICKED:
            return self._all(connection, where, many), total
        places = self._places(connection, where, many, graves) if many else []
        return (self._rows(connection, places) if places else []), total

    def _select(self) -> str:
        return ", ".join(f'{expression(name, self.lang)} AS "{name}"' for name in self.columns)

    def _sorted(self) -> tuple[str, ...]:
        return tuple(column(name.removeprefix("-"), "--sort") for name in self.sort)

    def _order(self, grave: Sequence[str] = WORST_FIRST, backwards: bool = False) -> str:
        """SQL of the order, or of its reverse; it leaves no two rows in one place."""
        asked = [
            (_sorting(name, self.lang), given[:1] == "-") for name, given in zip(self._sorted(), self.sort, strict=True)
        ]
        nulls = "FIRST" if backwards else "LAST"
        terms = [*asked, *((sql, False) for sql in grave)]
        return ", ".join(f"{sql} {'DESC' if down != backwards else 'ASC'} NULLS {nulls}" for sql, down in terms)

    def _all(self, connection: Any, where: Clause, many: int) -> list[tuple[Any, ...]]:
        joined = joins((*self.columns, *self._sorted()))
        sql = f"SELECT {self._select()} FROM cases c {joined} WHERE {where[0]} ORDER BY {self._order()} LIMIT {many:d}"
        rows: list[tuple[Any, ...]] = connection.execute(f"{sql} OFFSET {self.skip:d}", where[1]).fetchall()
        return rows

    def _places(self, connection: Any, where: Clause, many: int, graves: Sequence[Grave]) -> list[tuple[Any, ...]]:
        """File, row, and the ids whose names are shown, in the order of the answer.

        Rows nearer to the end are picked from there: what must be sorted is what is passed over and shown."""
        ids = [f"c.{who}_id" for who in wanted(self.columns)]
        first, bound, skip, kept = "true", [], self.skip, list(graves)
        if not self.sort:
            kept, skip = _holding(graves, self.skip, many)
            first = " OR ".join(["(c.verdict = ? AND c.severity = ?)"] * len(kept))
            bound = [code for verdict, severity, _ in kept for code in (verdict, severity)]
        after = sum(n for _, _, n in kept) - skip - many
        backwards, skip = after < skip, min(after, skip)
        order = self._order(SINCE if len(kept) == 1 else WORST_FIRST, backwards)
        picked = ", ".join(["c.filename", "c.file_row_number", *ids])
        source = f"cases c {joins(self._sorted())} WHERE ({first}) AND ({where[0]})"
        sql = f"SELECT {picked} FROM {source} ORDER BY {order} LIMIT {many:d} OFFSET {skip:d}"
        rows: list[tuple[Any, ...]] = connection.execute(sql, [*bound, *where[1]]).fetchall()
        return rows[::-1] if backwards else rows

    def _rows(self, connection: Any, places: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """What is shown of picked rows, in their order."""
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE picked AS SELECT unnest(?::VARCHAR[]) AS filename, "
            "unnest(?::BIGINT[]) AS file_row_number, unnest(range(?)) AS turn",
            [[row[0] for row in places], [row[1] for row in places], len(places)],
        )
        names = name_few(connection, (one for row in places for one in row[2:]))
        read = cases_at(connection, ((row[0], row[1]) for row in places))
        source = f"{read} c JOIN picked p USING (filename, file_row_number)"
        sql = f"SELECT {self._select()} FROM {source} {joins(self.columns, names)} ORDER BY p.turn"
        found: list[tuple[Any, ...]] = connection.execute(sql).fetchall()
        return found


def listing(question: Question, several: bool) -> Listing:
    """The listing that is asked for; `several`: of more than one audit. Raises UsageError: unknown columns."""
    columns = tuple(column(name, "--columns") for name in question.columns)
    columns = columns or (*DEFAULT, *(("audit",) if several else ()))
    for name in question.sort:
        column(name.removeprefix("-"), "--sort")
    return Listing(columns, question.sort, question.lang, question.skip, bool(question.text))


def _fitting(connection: Any, where: Clause) -> Clause:
    """Where the cases stand that fit, in the place of what they fit."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE fitting AS SELECT c.place, c.file_row_number FROM cases c WHERE {where[0]}",
        where[1],
    )
    return "(c.place, c.file_row_number) IN (SELECT f.place, f.file_row_number FROM fitting f)", []


def _graves(connection: Any, where: Clause) -> list[Grave]:
    """Verdict and severity with the number of cases that fit, the worst first."""
    sql = f"SELECT c.verdict, c.severity, count(*) FROM cases c WHERE {where[0]} GROUP BY ALL"
    found = connection.execute(sql, where[1]).fetchall()
    return sorted(found, key=lambda row: (_place(VERDICTS, row[0]), _place(CODES["severity"], row[1])))


def _place(known: Sequence[str], name: str) -> int:
    return known.index(name) if name in known else len(known)


def _holding(graves: Sequence[Grave], skip: int, many: int) -> tuple[list[Grave], int]:
    """Those that hold the rows that are shown, and how many rows of those are passed over before them."""
    kept: list[Grave] = []
    counted = before = 0
    for verdict, severity, n in graves:
        if counted >= skip + many:
            break
        counted += n
        if counted > skip:
            kept.append((verdict, severity, n))
        else:
            before = counted
    return kept, skip - before


def _sorting(name: str, lang: str) -> str:
    """What a column is sorted by: codes by their weight."""
    sql = expression(name, lang)
    return f"list_position({list(CODES[name])}, {sql})" if name in CODES else sql
