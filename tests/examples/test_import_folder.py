"""Files and rows: what is taken over, what is left out, and that it is all or nothing."""

from pathlib import Path

import duckdb
import pytest
from small_export import HEAD, client_profile, column, imported, snapshot_of, written

from checker.errors import IncompleteError, NotWrittenError, UsageError
from checker.importing.load import profile_of
from checker.importing.run import import_snapshot

PLAIN = client_profile("{id: k, name: n}")


def test_one_file_feeds_several_tables_and_rows_are_accounted_for(tmp_path: Path) -> None:
    profile = f"""{HEAD}
tables:
  - {{entity: client, from: c.csv, columns: {{id: who}}, distinct: true}}
  - {{entity: sales_order, from: c.csv, columns: {{id: k, client_id: who}}}}
  - {{entity: payment, from: c.csv, columns: {{id: k, order_id: k}}, only: {{paid: filled, state: [ok, "1"]}}}}
"""
    text = "k,who,paid,state\n1,a,x,ok\n2,a,,ok\n3,b,x,no\n4,b,x,1\n"
    found = imported(tmp_path, profile, c_csv=text)
    assert column(found, "id") == ["a", "b"]
    assert column(found, "id", "sales_order") == ["1", "2", "3", "4"]
    assert column(found, "id", "payment") == ["1", "4"]
    assert column(found, "source_row", "payment") == ["2", "5"]
    told = [(c.entity, c.read, c.written, c.left_out, c.merged) for c in found.counts]
    assert told == [("client", 4, 2, 0, 2), ("sales_order", 4, 4, 0, 0), ("payment", 4, 2, 2, 0)]


def test_several_files_feed_one_table(tmp_path: Path) -> None:
    profile = f"""{HEAD}
tables:
  - {{entity: client, from: a.csv, columns: {{id: k, name: n}}}}
  - {{entity: client, from: b.csv, columns: {{id: nr, phone: tel}}}}
"""
    found = imported(tmp_path, profile, a_csv="k,n\n1,x\n", b_csv="nr,tel\n2,55\n1,66\n")
    assert [(row["id"], row["name"], row["phone"], row["source_file"]) for row in written(found)] == [
        ("1", "x", "", "a.csv"),
        ("2", "", "55", "b.csv"),
        ("1", "", "66", "b.csv"),
    ]
    snapshot = snapshot_of(found)
    kept = duckdb.sql(f"SELECT id, source_file, source_row FROM '{snapshot.path('client')}'").fetchall()
    assert kept == [("2", "b.csv", 2)]
    refused = duckdb.sql(f"SELECT file, row, reason FROM '{snapshot.quarantine}' ORDER BY file").fetchall()
    assert refused == [("a.csv", 2, "conflicting_duplicates"), ("b.csv", 3, "conflicting_duplicates")]


def test_rows_with_too_many_or_too_few_cells_stop_the_import(tmp_path: Path) -> None:
    with pytest.raises(IncompleteError) as error:
        imported(tmp_path, PLAIN, c_csv="k,n\n1,a\n2,b,c\n3\n4,d\n")
    assert [problem.where for problem in error.value.problems] == ["c.csv, row 3", "c.csv, row 4"]
    assert [path.name for path in tmp_path.iterdir()] == ["export"]


def test_of_many_broken_rows_some_are_named_and_all_are_counted(tmp_path: Path) -> None:
    with pytest.raises(IncompleteError) as error:
        imported(tmp_path, PLAIN, c_csv="k,n\n" + "1,2,3\n" * 1000)
    assert len(error.value.problems) == 21
    assert error.value.problems[-1].what == "980 more rows like these"


def test_an_overflowing_column_takes_the_cells_beyond_the_headings(tmp_path: Path) -> None:
    profile = client_profile("{id: k, address: a, phone: p}").replace(
        "tables:", "files: {c.csv: {overflow: a}}\ntables:"
    )
    found = imported(tmp_path, profile, c_csv="k,a,p\n1,Street 5, Town,22\n2,Road,33\n")
    assert [(row["address"], row["phone"]) for row in written(found)] == [("Street 5, Town", "22"), ("Road", "33")]


@pytest.mark.parametrize("text", ['k,n\n1,"a\n2,b\n', 'k,n\n1,"a"b\n', ""])
def test_broken_quotes_and_empty_files_stop_the_import(tmp_path: Path, text: str) -> None:
    with pytest.raises(IncompleteError):
        imported(tmp_path, PLAIN, c_csv=text)
    assert not (tmp_path / "out").exists()


def test_headings_that_are_missing_or_doubled_are_all_named(tmp_path: Path) -> None:
    profile = client_profile("{id: k, name: nmae, phone: t}", more="    only: {gone: filled}\n")
    with pytest.raises(UsageError) as error:
        imported(tmp_path, profile, c_csv="k,name,t,t\n")
    told = [str(problem) for problem in error.value.problems]
    assert told == [
        "client.name: c.csv has no column 'nmae'; did you mean 'name'?",
        "client.phone: c.csv has 2 columns 't'; rename one in the export",
        "client: only: c.csv has no column 'gone'; known: k, name, t, t",
    ]


def test_the_second_of_equal_headings_can_be_meant(tmp_path: Path) -> None:
    found = imported(tmp_path, client_profile("{id: k, phone: {column: t, nth: 2}}"), c_csv="k,t,t\n1,a,b\n")
    assert column(found, "phone") == ["b"]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"has no file 'c\.csv'; did you mean 'cc\.csv'"):
        imported(tmp_path, PLAIN, cc_csv="k,n\n")


def test_a_single_file_stands_for_the_only_one_of_the_profile(tmp_path: Path) -> None:
    path = tmp_path / "another name.csv"
    path.write_text("k,n\n1,a\n", encoding="utf-8")
    found = import_snapshot(path, profile_of(PLAIN, "p"), tmp_path / "out")
    assert column(found, "source_file") == ["another name.csv"]


def test_what_is_there_gives_way_only_to_replace_and_only_if_a_snapshot(tmp_path: Path) -> None:
    imported(tmp_path, PLAIN, c_csv="k,n\n1,a\n")
    with pytest.raises(NotWrittenError, match="is there already"):
        imported(tmp_path, PLAIN, c_csv="k,n\n1,a\n")
    profile = profile_of(PLAIN, "p")
    (tmp_path / "export" / "c.csv").write_text("k,n\n2,b\n", encoding="utf-8")
    assert column(import_snapshot(tmp_path / "export", profile, tmp_path / "out", replace=True), "id") == ["2"]
    with pytest.raises(NotWrittenError):
        import_snapshot(tmp_path / "export", profile, tmp_path / "export", replace=True)


def test_the_moment_given_with_the_command_counts(tmp_path: Path) -> None:
    source = tmp_path / "c.csv"
    source.write_text("k,n\n1,a\n", encoding="utf-8")
    found = import_snapshot(source, profile_of(PLAIN, "p"), tmp_path / "out", taken_at="2024-02-29 18:00")
    assert snapshot_of(found).header.taken_at is not None
    assert f"{snapshot_of(found).header.taken_at}" == "2024-02-29 15:00:00"
    with pytest.raises(UsageError, match="is no moment"):
        import_snapshot(source, profile_of(PLAIN, "p"), tmp_path / "other", taken_at="yesterday")
