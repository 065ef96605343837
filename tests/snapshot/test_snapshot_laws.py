"""Laws of reading that hold for any file."""

import csv
import random
import re
import string
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from snapshot_folder import csv_of, quarantine, read_files, rows

from checker.snapshot.readers.csv import _exact, _fast
from checker.snapshot.readers.csv_scan import header_line, scan

CELL = st.text(
    st.sampled_from([*string.ascii_lowercase[:3], " ", '"', ",", "\n", "\r", "я", "中", "-", "1", ";"]), max_size=6
)
CONNECTION = duckdb.connect()
ROW = st.lists(CELL, min_size=3, max_size=3)


@settings(max_examples=100, deadline=None)
@given(st.lists(ROW, max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_both_readers_of_csv_see_the_same(table: list[list[str]], end: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(csv_of([["id", "a", "b"], *table], end).encode())
        check_readers(path)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from(list('ab", \n;')), max_size=40))
def test_both_readers_of_csv_see_the_same_in_odd_text(body: str) -> None:
    # between two quoted parts of one cell the fast reader drops blanks; the exact one refuses the row
    assume(not re.search(r'" +"', body))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(("id,a,b\n" + body).encode())
        check_readers(path)


LINE = st.one_of(
    st.tuples(st.integers(0, 5), CELL, CELL).map(lambda r: csv_of([r]).encode()),
    st.sampled_from(
        [b"1,a\n", b"1,a,b,c\n", b"\xff,a,b\n", b"2,\xff,b\n", b'3,"open,b\n', b'4,"a"b,c\n', b",a,b\n", b"5,a\x00,b\n"]
    ),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(LINE, max_size=12))
def test_every_row_is_kept_or_refused(lines: list[bytes]) -> None:
    with TemporaryDirectory() as folder:
        snapshot = read_files(Path(folder), client_csv=b"id,name,address\n" + b"".join(lines))
        facts = snapshot.tables["client"]
        kept = [row for (row,) in rows(snapshot, "client", "source_row")]
        refused = [row for row, is_refused in quarantine(snapshot, "row, refused") if is_refused]
        path = Path(folder) / "export" / "client.csv"
        starts = record_starts(path.read_bytes())
    assert (len(kept), len(refused)) == (facts.rows, facts.refused)
    assert sorted(kept + refused) == starts


def record_starts(data: bytes) -> list[int]:
    """The lines on which records begin, found with one expression for a whole record instead of a parser."""
    text = data.decode("utf-8", "surrogateescape")
    quoted = r'"(?:[^"]|"")*" *'
    plain = r'(?: *[^", \n\r][^,\n\r]*| *)'
    record = re.compile(rf" *(?:{quoted}|{plain})(?:, *(?:{quoted}|{plain}))*(?:\r?\n|$)")
    starts, at, line = [], 0, 1
    while at < len(text):
        found = record.match(text, at)
        end = found.end() if found else text.index("\n", at) + 1
        if line > 1 and text[at:end].strip():
            starts.append(line)
        line += text.count("\n", at, end)
        at = end
    return starts


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), CELL, CELL), max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_but_row_numbers(
    table: list[tuple[int, str, str]], dice: random.Random
) -> None:
    shuffled = table[:]
    dice.shuffle(shuffled)
    found = []
    for version in (table, shuffled):
        with TemporaryDirectory() as folder:
            snapshot = read_files(
                Path(folder), client_csv=csv_of([["id", "name", "address"], *version], quoting=csv.QUOTE_ALL)
            )
            lines = quarantine(snapshot, '"column", raw, reason, refused')
            found.append((rows(snapshot, "client", "* EXCLUDE (source_row)"), sorted(map(str, lines))))
    assert found[0] == found[1]


def check_readers(path: Path) -> None:
    header, lines = header_line(path)
    fast = _fast(CONNECTION, path, header, scan(path))
    if fast is None:
        return
    exact = _exact(path, path.parent, header, lines)
    found = [CONNECTION.execute(table.sql).fetchall() for table in (fast, exact)]
    refused = CONNECTION.execute(exact.refusals or "").fetchall()
    width = len(header) + 1
    normal = [[(r[0], *((c or "").strip() for c in r[1:width])) for r in table] for table in found]
    assert normal[0] == normal[1]
    assert {r[width] for r in found[1]} <= {None, ""}  # nothing was emptied
    assert refused == []
