"""Cases read by where they stand: of each file only the parts that hold some of them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from checker.query.audits import cases_in

PICKED = 5000
"""More rows than these are read in one go: they are spread over the files anyway."""


def cases_at(connection: Any, places: Iterable[tuple[str, int]]) -> str:
    """SQL of the cases at these places, each a file and the number of a row, with `filename` and `file_row_number`."""
    by_file: dict[str, list[int]] = {}
    for file, row in sorted(set(places)):
        by_file.setdefault(file, []).append(row)
    if sum(map(len, by_file.values())) > PICKED or not by_file:
        return "cases"
    listed = []
    for file, rows in by_file.items():
        chosen = f"file_row_number IN ({', '.join(map(str, rows))})"
        listed.append(f"SELECT * FROM ({cases_in(connection, [Path(file)])}) WHERE {chosen}")
    return f"({' UNION ALL BY NAME '.join(listed)})"
