"""What a profile can say of a column."""

from pathlib import Path

import duckdb
import pytest
from small_export import client_profile, column, imported, snapshot_of, written


def test_columns_are_renamed_and_know_where_they_came_from(tmp_path: Path) -> None:
    found = imported(tmp_path, client_profile("{id: Код, name: Имя}"), c_csv="Имя,Код\nАнна,7\n\nИван,8\n")
    assert written(found) == [
        {"id": "7", "name": "Анна", "source_file": "c.csv", "source_row": "2"},
        {"id": "8", "name": "Иван", "source_file": "c.csv", "source_row": "4"},
    ]


def test_null_markers_and_blanks_are_empty(tmp_path: Path) -> None:
    profile = client_profile("{id: k, name: n}", '{nulls: ["NULL", "(пусто)"]}')
    found = imported(tmp_path, profile, c_csv="k,n\n1,NULL\n2,(пусто)\n3, \n4,null\n")
    assert column(found, "name") == ["", "", "", "null"]


def test_delimiter_encoding_and_decimal_comma(tmp_path: Path) -> None:
    writing = '{delimiter: semicolon, encoding: cp1251, decimal: ",", group: " "}'
    text = "k;s\n1;1 234 567,50\n2;-0,5\n3;12 34,5\n4;1.5\n"
    found = imported(tmp_path, client_profile("{id: k, annual_volume: s}", writing), c_csv=text.encode("cp1251"))
    assert column(found, "annual_volume") == ["1234567.50", "-0.5", "12 34,5", "not in the declared format: 1.5"]
    assert found.counts[0].misread == 2


def test_a_date_that_is_not_in_its_format_is_quarantined_in_its_place(tmp_path: Path) -> None:
    profile = client_profile("{id: k, lost_on: d}", "{dates: [DD/MM/YYYY]}")
    found = imported(tmp_path, profile, c_csv="k,d\n1,01/02/2022\n2,31/02/2022\n3,2022-03-01\n")
    assert column(found, "lost_on") == ["2022-02-01", "31/02/2022", "not in the declared format: 2022-03-01"]
    snapshot = snapshot_of(found)
    refused = duckdb.sql(f"SELECT file, row, \"column\", reason FROM '{snapshot.quarantine}' ORDER BY row").fetchall()
    assert refused == [("c.csv", 3, "lost_on", "not_date"), ("c.csv", 4, "lost_on", "not_date")]
    assert (snapshot.tables["client"].rows, snapshot.tables["client"].refused) == (3, 0)


def test_a_bare_date_stays_one_where_the_format_has_no_time(tmp_path: Path) -> None:
    profile = client_profile("{id: k, created_at: d}", '{dates: ["YYYY-MM-DD 00:00:00", DD.MM.YYYY HH:MM]}')
    found = imported(tmp_path, profile, c_csv="k,d\n1,2022-02-01 00:00:00\n2,01.02.2022 00:00\n")
    path = snapshot_of(found).path("client")
    assert duckdb.sql(f"SELECT bare_dates FROM '{path}' ORDER BY id").fetchall() == [(["created_at"],), ([],)]


def test_value_maps_keep_what_they_do_not_know(tmp_path: Path) -> None:
    columns = (
        "{id: k, tier: {column: t, values: {VIP: key, Прочие: general}},"
        " status: {column: s, values: {да: active}, otherwise: inactive}}"
    )
    found = imported(tmp_path, client_profile(columns), c_csv="k,t,s\n1,VIP,да\n2,золото,нет\n3,,\n")
    assert column(found, "tier") == ["key", "золото", ""]
    assert column(found, "status") == ["active", "inactive", ""]
    snapshot = snapshot_of(found)
    assert duckdb.sql(f"SELECT row, raw FROM '{snapshot.quarantine}'").fetchall() == [(3, "золото")]


def test_parts_joins_constants_and_lists(tmp_path: Path) -> None:
    columns = (
        "{id: {join: [a, b], with: /}, name: {column: n, split: {by: ' ', part: 1}},"
        " industry: {column: n, split: {by: ' ', part: -1}}, address: {column: n, split: {by: ' ', part: 4}},"
        " currency: {constant: RUB}, current_suppliers: {column: t, list_by: ','}}"
    )
    found = imported(tmp_path, client_profile(columns), c_csv='a,b,n,t\n1,2,Анна Б. Сталь,"x, y"\n1,,Анна,\n')
    assert column(found, "id") == ["1/2", "1"]
    assert column(found, "name") == ["Анна", "Анна"]
    assert column(found, "industry") == ["Сталь", "Анна"]
    assert column(found, "address") == ["", ""]
    assert column(found, "currency") == ["RUB", "RUB"]
    assert column(found, "current_suppliers") == ["x;y", ""]


def test_sums_are_calculated_exactly(tmp_path: Path) -> None:
    columns = "{id: k, annual_volume: {calculate: 'p * \"how many\" * (1 - d)', decimal: ','}}"
    text = 'k,p,how many,d\n1,"0,1",3,"0,15"\n2,"19,99",7,0\n3,x,7,0\n4,,7,0\n'
    found = imported(tmp_path, client_profile(columns), c_csv=text)
    exact = column(found, "annual_volume")
    assert exact[:2] == ["0.255", "139.93"]
    assert "p=x" in exact[2]
    assert exact[3] == ""


def test_a_division_by_nothing_is_told(tmp_path: Path) -> None:
    columns = "{id: k, annual_volume: {calculate: a / b}}"
    found = imported(tmp_path, client_profile(columns), c_csv="k,a,b\n1,1,3\n2,1,0\n")
    assert column(found, "annual_volume") == ["0.33333333", "a / b with a=1, b=0"]


@pytest.mark.parametrize(("name", "expected"), [("c.tsv", ["1"]), ("c.csv", ["1"])])
def test_the_ending_tells_the_delimiter(tmp_path: Path, name: str, expected: list[str]) -> None:
    mark = "\t" if name.endswith("tsv") else ","
    profile = client_profile("{id: k, name: n}").replace("c.csv", name)
    found = imported(tmp_path, profile, **{name.replace(".", "_"): f"k{mark}n\n1{mark}x\n"})
    assert column(found, "id") == expected


def test_bytes_outside_the_encoding_are_quarantined_in_their_place(tmp_path: Path) -> None:
    found = imported(tmp_path, client_profile("{id: k, name: n}"), c_csv=b"k,n\n1,a\n2,\xff\xfe\n")
    snapshot = snapshot_of(found)
    refused = duckdb.sql(f"SELECT row, \"column\", reason FROM '{snapshot.quarantine}'").fetchall()
    assert refused == [(3, "name", "not_utf8")]


def test_odd_text_comes_through(tmp_path: Path) -> None:
    found = imported(tmp_path, client_profile("{id: k, name: n}"), c_csv='k,n\n1,"a ""b"", c\nd"\n2,中文\n')
    assert [(row["name"], row["source_row"]) for row in written(found)] == [('a "b", c\nd', "2"), ("中文", "4")]
