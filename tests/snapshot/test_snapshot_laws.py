"""Laws of reading that hold for any file."""

import string
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st
from snapshot_folder import csv_of

from checker.snapshot.readers.csv import _exact, _fast
from checker.snapshot.readers.csv_scan import header_line, scan

CELL = st.text(
    st.sampled_from([*string.ascii_lowercase[:3], " ", '"', ",", "\n", "\r", "я", "中", "-", "1", ";"]), max_size=6
)
CONNECTION = duckdb.connect()
ROW = st.lists(CELL, min_size=3, max_size=3)


@settings(max_examples=150, deadline=None)
@given(st.lists(ROW, max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_both_readers_of_csv_see_the_same(table: list[list[str]], end: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(csv_of([["id", "a", "b"], *table], end).encode())
        check_readers(path)


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from(list('ab", \n;')), max_size=40))
def test_both_readers_of_csv_see_the_same_in_odd_text(body: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(("id,a,b\n" + body).encode())
        check_readers(path)


def check_readers(path: Path) -> None:
    header, lines = header_line(path)
    fast = _fast(CONNECTION, path, header, scan(path))
    if fast is None:
        return
    exact = _exact(path, path.parent, header, lines)
    found = [CONNECTION.execute(table.sql).fetchall() for table in (fast, exact)]
    refused = CONNECTION.execute(exact.refusals or "").fetchall()
    normal = [[(r[0], *((c or "").strip() for c in r[1:])) for r in table] for table in found]
    assert normal[0] == normal[1]
    assert refused == []
