"""Keys, headings and file names."""

from pathlib import Path

from snapshot_folder import quarantine, read_files, rows

REFUSALS = "row, raw, reason, detail"


def test_rows_without_a_key_are_refused(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, client_csv="id,name\n1,a\n ,b\n,c\n4,d\n")
    assert quarantine(snapshot, REFUSALS) == [
        (3, None, "missing_key", "id is empty"),
        (4, None, "missing_key", "id is empty"),
    ]
    assert snapshot.tables["client"].rows == 2


def test_equal_rows_are_kept_once(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, client_csv="id,name\n2,b\n1,a\n2,b \n2,b\n")
    assert rows(snapshot, "client", "id, source_row") == [("1", 3), ("2", 2)]
    assert quarantine(snapshot, REFUSALS) == [
        (4, "2", "duplicate_row", "same as row 2"),
        (5, "2", "duplicate_row", "same as row 2"),
    ]


def test_rows_that_contradict_each_other_are_all_refused(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, client_csv="id,name\n1,a\n2,b\n1,c\n1,a\n3,\n3,x\n")
    assert rows(snapshot, "client", "id") == [("2",)]
    assert quarantine(snapshot, REFUSALS) == [
        (2, "1", "conflicting_duplicates", "rows 2, 4, 5"),
        (4, "1", "conflicting_duplicates", "rows 2, 4, 5"),
        (5, "1", "conflicting_duplicates", "rows 2, 4, 5"),
        (6, "3", "conflicting_duplicates", "rows 6, 7"),
        (7, "3", "conflicting_duplicates", "rows 6, 7"),
    ]


def test_a_bare_date_and_midnight_contradict_each_other(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, inquiry_csv="id,received_at\n1,2026-01-01\n1,2026-01-01 00:00\n2,\n3,\n")
    assert snapshot.tables["inquiry"].refused == 2


def test_a_key_of_two_columns(tmp_path: Path) -> None:
    table = "id,valid_from_on,unit_id\nt,2026-01-01,a\nt,2026-02-01,b\nt,,c\nt,2026-01-01,a\nu,,\nu,,x\n"
    snapshot = read_files(tmp_path, territory_csv=table)
    assert rows(snapshot, "territory", "id, unit_id") == [("t", "c"), ("t", "a"), ("t", "b")]
    assert quarantine(snapshot, "row, reason") == [
        (5, "duplicate_row"),
        (6, "conflicting_duplicates"),
        (7, "conflicting_duplicates"),
    ]


def test_all_columns_of_the_schema_are_there(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, account_csv="status,ID\nactive,1\n")
    found = rows(snapshot, "account")
    assert found == [("1", None, None, None, "active", *[None] * 8, "account.csv", 2, [], [])]
    assert snapshot.tables["account"].exported == {"id", "status"}
    assert snapshot.tables["account"].filled == {"id": 1, "status": 1}


def test_aliases_of_files_and_columns(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, order_csv="id\n1\n", employee_csv="id,branch_id\n1,u\n")
    assert rows(snapshot, "sales_order", "id, source_file") == [("1", "order.csv")]
    assert rows(snapshot, "employee", "unit_id") == [("u",)]


def test_unknown_columns_and_files_are_noted(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, client_csv="id,nmae,,\n1,a,b,c\n", clinet_csv="id\n1\n", readme_txt="x")
    assert [(n.code, n.text) for n in snapshot.notes] == [
        ("unknown_column", "column without a name is not read"),
        ("unknown_column", "column without a name is not read"),
        ("unknown_column", "column 'nmae' is not read; did you mean 'name'?"),
        ("unknown_file", "clinet.csv is not read; did you mean 'client'?"),
        ("unknown_file", "readme.txt is not read; not a table of the schema"),
    ]
    assert set(snapshot.tables) == {"client"}


def test_two_files_for_one_entity_are_a_problem(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, order_csv="id\n1\n", sales_order_csv="id\n2\n", client_csv="id\n1\n")
    assert [str(p) for p in snapshot.problems] == [
        "order.csv, sales_order.csv: several files for sales_order; keep one of them"
    ]
    assert set(snapshot.tables) == {"client"}


def test_a_second_reading_leaves_nothing_of_the_first(tmp_path: Path) -> None:
    read_files(tmp_path, client_csv="id\n1\n")
    (tmp_path / "export" / "client.csv").unlink()
    snapshot = read_files(tmp_path, account_csv="id\n1\n")
    assert sorted(path.name for path in snapshot.work.iterdir()) == ["account.parquet", "quarantine.parquet"]


def test_files_are_hashed(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, "", client_csv="id\n")
    assert [(f.name, f.bytes, f.sha256[:8]) for f in snapshot.files] == [
        ("client.csv", 3, "984a644e"),
        ("snapshot.yaml", 0, "e3b0c442"),
    ]
