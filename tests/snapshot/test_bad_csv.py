"""Whatever is wrong with a CSV file, every row of it is either kept or named with its line."""

import gzip
from pathlib import Path

import pytest
from snapshot_folder import csv_of, quarantine, read_files, rows

from checker.snapshot.readers import csv_scan

COLUMNS = 'row, "column", raw, reason, refused'


def test_a_clean_file_keeps_line_numbers_over_quoted_newlines(tmp_path: Path) -> None:
    table = 'id,name\n1,"two\nlines"\n2,"a ""word"", quoted"\n3,Иванов\n4,王伟\n'
    snapshot = read_files(tmp_path, client_csv=table)
    assert rows(snapshot, "client", "id, name, source_row, source_file") == [
        ("1", "two\nlines", 2, "client.csv"),
        ("2", 'a "word", quoted', 4, "client.csv"),
        ("3", "Иванов", 5, "client.csv"),
        ("4", "王伟", 6, "client.csv"),
    ]
    assert snapshot.quarantine_count == 0


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_mark(tmp_path: Path, end: str, mark: bytes) -> None:
    table = mark + csv_of([["id", "name"], ["1", "a\nb"], ["2", "c"]], end).encode()
    snapshot = read_files(tmp_path, client_csv=table)
    assert rows(snapshot, "client", "id, name, source_row") == [("1", "a\nb", 2), ("2", "c", 4)]


def test_blank_lines_count_as_lines_but_not_as_rows(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, client_csv="id,name\n\n1,a\n   \n2,b\n\n\n")
    assert rows(snapshot, "client", "id, source_row") == [("1", 3), ("2", 5)]
    assert snapshot.quarantine_count == 0


def test_ragged_rows_are_refused(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, client_csv="id,name,phone\n1,a,b\n2,a\n3,a,b,c\n4,a,b,\n5,a,b\n")
    assert [r[0] for r in rows(snapshot, "client", "id")] == ["1", "4", "5"]
    assert quarantine(snapshot) == [
        (3, None, "2,a", "too_few_fields", True),
        (4, None, "3,a,b,c", "too_many_fields", True),
    ]
    assert snapshot.tables["client"].refused == 2


def test_garbage_bytes_empty_the_cell_only(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, client_csv=b"id,name,phone\n1,ok,5\n2,a\xff\xfeb,6\n3,x,7\n")
    assert rows(snapshot, "client", "id, name, phone, source_row")[1] == ("2", None, "6", 3)
    assert quarantine(snapshot) == [(3, "name", "a\\xff\\xfeb", "not_utf8", False)]


def test_garbage_in_the_key_refuses_the_row(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, client_csv=b"id,name\n1,ok\n\xff,x\n3,x\n4,x\n")
    assert snapshot.tables["client"].refused == 1
    assert quarantine(snapshot, "row, reason, refused") == [(3, "missing_key", True), (3, "not_utf8", False)]


def test_nul_bytes_empty_the_cell(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, client_csv=b"id,name\n1,a\x00b\n2,x\n")
    assert rows(snapshot, "client", "id, name") == [("1", None), ("2", "x")]
    assert quarantine(snapshot) == [(2, "name", "a\\0b", "nul_byte", False)]


def test_emptied_cells_are_named_in_their_row(tmp_path: Path) -> None:
    """Garbage bytes in a moment, in a text, in a key of a JSON column, and a moment that is none; row 4 is whole."""
    snapshot = read_files(
        tmp_path,
        interaction_csv=b"id,started_at,inquiry_id,findings.credit\n"
        b"1,2024-03-05 10:\xff0,x,y\n2,2024-03-05 10:00,a\x00,\xfe\n3,soon,\xff,y\n4,2024-03-05 10:00,x,y\n",
    )
    assert rows(snapshot, "interaction", "id, unreadable") == [
        ("1", ["started_at"]),
        ("2", ["inquiry_id", "findings.credit"]),
        ("3", ["started_at", "inquiry_id"]),
        ("4", []),
    ]
    assert quarantine(snapshot, 'row, "column", raw, reason, refused') == [
        (2, "started_at", "2024-03-05 10:\\xff0", "not_utf8", False),
        (3, "findings.credit", "\\xfe", "not_utf8", False),
        (3, "inquiry_id", "a\\0", "nul_byte", False),
        (4, "inquiry_id", "\\xff", "not_utf8", False),
        (4, "started_at", "soon", "not_timestamp", False),
    ]


def test_an_open_quote_refuses_its_line_and_not_the_rest(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, client_csv='id,name\n1,a\n2,"open\n3,b\n4,"two\nlines"\n5,c\n')
    assert rows(snapshot, "client", "id, name, source_row") == [
        ("1", "a", 2),
        ("3", "b", 4),
        ("4", "two\nlines", 5),
        ("5", "c", 7),
    ]
    assert quarantine(snapshot) == [(3, None, '2,"open', "bad_quotes", True)]


def test_an_open_quote_at_the_end_of_the_file(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, client_csv='id,name\n1,a\n2,"open\n3,b\n')
    assert [r[0] for r in rows(snapshot, "client", "id")] == ["1", "3"]
    assert quarantine(snapshot, "row, reason") == [(3, "bad_quotes")]


def test_text_after_a_closing_quote(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, client_csv='id,name\n1,"a"b\n2,"c" \n3,d"e\n')
    assert rows(snapshot, "client", "id, name") == [("2", "c"), ("3", 'd"e')]
    assert quarantine(snapshot, "row, reason") == [(2, "bad_quotes")]


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_huge_cell_refuses_its_row(tmp_path: Path, quote: str) -> None:
    table = f"id,name\n1,a\n2,{quote}{'x' * 5_000_000}{quote}\n3,b\n4,c\n"
    snapshot = read_files(tmp_path, client_csv=table)
    assert rows(snapshot, "client", "id, source_row") == [("1", 2), ("3", 4), ("4", 5)]
    found = quarantine(snapshot, "row, reason, refused, length(raw)")
    assert found == [(3, "too_long", True, 200)]


def test_a_long_cell_within_the_limit_is_kept(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, client_csv=f"id,name\n1,{'я' * 900_000}\n2,{'x' * 999_999}\n")
    assert rows(snapshot, "client", "length(name)") == [(900_000,), (999_999,)]


def test_a_file_of_garbage_is_a_problem(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, client_csv=bytes(range(256)) * 50, inquiry_csv="id\n1\n")
    assert "client" not in snapshot.tables
    assert [p.where.split(",")[0] for p in snapshot.problems] == ["client.csv"]
    assert "inquiry" in snapshot.tables


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "no header line"),
        (b"\n\n", "no header line"),
        ("id,name\n1,a\n".encode("utf-16"), "UTF-16"),
        (b"name\nx\n", "key column is missing"),
        (b"id;name\n1;x\n", "not separated by commas"),
        (b"id,name,name\n1,a,b\n", "given 2 times"),
        (b"id,unit_id,branch_id\n1,a,b\n", "given 2 times"),
        (b"id,name\r1,a\r2,b\r", "carriage return"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, content: bytes, what: str) -> None:
    snapshot = read_files(tmp_path, employee_csv=content)
    assert snapshot.tables == {}
    assert len(snapshot.problems) == 1
    assert what in str(snapshot.problems[0])
    assert "employee.csv" in [f.name for f in snapshot.files]


def test_a_header_alone_is_an_empty_table(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, client_csv="id,name\n")
    assert snapshot.tables["client"].rows == 0
    assert snapshot.tables["client"].exported == {"id", "name"}
    assert rows(snapshot, "client") == []
    assert snapshot.problems == ()


def test_a_mostly_refused_file_is_a_problem(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, client_csv="id,name\n1,a\n2\n3\n")
    assert snapshot.tables["client"].rows == 1
    assert [str(p) for p in snapshot.problems] == [
        "client.csv: 2 of 3 rows were refused; see the quarantine and export again"
    ]


def test_half_refused_is_not_mostly_refused(tmp_path: Path) -> None:
    assert read_files(tmp_path, client_csv="id,name\n1,a\n2\n").problems == ()


def test_a_file_in_another_encoding_is_a_problem(tmp_path: Path) -> None:
    table = "id,name\n1,Иванов\n2,Петров\n3,Smith\n".encode("cp1251")
    snapshot = read_files(tmp_path, client_csv=table)
    assert ["are not UTF-8" in p.what for p in snapshot.problems] == [True]


def test_a_packed_file_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "client.csv.gz").write_bytes(gzip.compress(b'id,name\n1,"a\nb"\n2,c\n'))
    snapshot = read_files(tmp_path)
    assert rows(snapshot, "client", "id, source_row, source_file") == [
        ("1", 2, "client.csv.gz"),
        ("2", 4, "client.csv.gz"),
    ]


def test_a_broken_packed_file_is_a_problem(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "client.csv.gz").write_bytes(gzip.compress(b"id,name\n" + b"1,a\n" * 1000)[:-20])
    assert [p.where for p in read_files(tmp_path).problems] == ["client.csv.gz"]


def test_one_column_files_and_quoted_headers(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, client_csv='"id"\n1\n\n2\n', employee_csv='"id"," Name "\n1,a\n')
    assert rows(snapshot, "client", "id, source_row") == [("1", 2), ("2", 4)]
    assert rows(snapshot, "employee", "id, name") == [("1", "a")]


def test_a_stray_carriage_return_refuses_its_line(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, client_csv="id,name\n1,a\n2,b\rc\n3,d\n")
    assert [r[0] for r in rows(snapshot, "client", "id")] == ["1", "3"]
    assert quarantine(snapshot, "row, reason") == [(3, "stray_newline")]


def test_a_quote_after_a_comma_in_prose_leaves_the_file_to_the_fast_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_scan, "CHUNK", 7)
    path = tmp_path / "a.csv"
    path.write_text("id,name\n" + '1,"a, ""b"" c, ""d"""\n' * 20, encoding="utf-8")
    assert csv_scan.scan(path).is_plain
    for line in ('1, "b"\n', '  "1",b\n', '1,  ""'):
        path.write_text("id,name\n1,a\n" + line, encoding="utf-8")
        assert not csv_scan.scan(path).is_plain
