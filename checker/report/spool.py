"""Cases in a wanted order, in memory that hardly grows with their number: eighty megabytes for five million."""

import pickle
import tempfile
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from checker.report.cases import FAILING_FIRST, JOINS, NAMED, SELECTIONS, STORED, WORST_FIRST, Case
from checker.report.stored import opened_sparingly

FETCHED = 2000


def in_order(folder: Path, which: str, limit: int | None = None, order: str = WORST_FIRST) -> Iterator[Case]:
    """The cases of a selection themselves; they wait their turn in the file."""
    for piece in rendered(folder, which, _packed, limit, order):
        yield Case._make(pickle.loads(piece))  # our own bytes, from a file that nobody else can open


def rendered(
    folder: Path, which: str, render: Callable[[Case], bytes], limit: int | None = None, order: str = FAILING_FIRST
) -> Iterator[bytes]:
    """What `render` makes of the cases of a selection, the worst first; at most `limit` of them.

    Sorting whole rows takes gigabytes where there are many, so only their ids are sorted. The rows are rendered as they
    come into a file without a name, and read back from there in order."""
    with tempfile.TemporaryFile() as aside:
        starts, lengths = _put_aside(folder, which, render, limit, order, aside)
        for start, length in zip(starts, lengths, strict=True):
            aside.seek(start)
            yield aside.read(length)


def _put_aside(
    folder: Path, which: str, render: Callable[[Case], bytes], limit: int | None, order: str, aside: IO[bytes]
) -> "tuple[array[int], array[int]]":
    """Write the pieces as the cases come; where the piece of each place starts, and how long it is."""
    with opened_sparingly(folder) as connection:
        connection.execute(
            f"CREATE TEMP TABLE ranked AS SELECT c.case_id, row_number() OVER (ORDER BY {order}) - 1 AS place "
            f"FROM cases c WHERE {SELECTIONS[which]}"
        )
        if limit is not None:
            connection.execute("DELETE FROM ranked WHERE place >= ?", [limit])
        (count,) = connection.execute("SELECT count(*) FROM ranked").fetchone() or (0,)
        starts, lengths = array("Q", bytes(8 * count)), array("L", bytes(array("L").itemsize * count))
        cursor = connection.execute(
            f"SELECT ranked.place, {STORED}, {NAMED} FROM cases c JOIN ranked ON ranked.case_id = c.case_id {JOINS}"
        )
        end = 0
        while rows := cursor.fetchmany(FETCHED):
            for place, *values in rows:
                piece = render(Case._make(values))
                aside.write(piece)
                starts[place], lengths[place] = end, len(piece)
                end += len(piece)
    return starts, lengths


def _packed(case: Case) -> bytes:
    return pickle.dumps(tuple(case), pickle.HIGHEST_PROTOCOL)
