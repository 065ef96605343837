"""The workbook read back with openpyxl."""

import io
import zipfile
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from stored_cases import CASES, LONG

from checker.errors import NotWrittenError
from checker.report import sheets, workbook_cases
from checker.report.content import read_report
from checker.report.registry import write
from checker.report.sheets import workbook
from checker.report.workbook_text import TEXT_LIMIT
from checker.words.words import Words


@pytest.fixture(scope="module")
def path(audit: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("xlsx") / "report.xlsx"
    write("xlsx", read_report(audit), target, "en")
    return target


@pytest.fixture(scope="module")
def book(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def records(sheet: Any) -> list[dict[str, Any]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_every_case_is_on_one_of_two_sheets(book: Any) -> None:
    violated = [row["Case"] for row in records(book["Violations"])]
    others = [row["Case"] for row in records(book["Other cases"])]
    assert (len(violated), len(others)) == (10, 3)
    assert set(violated + others) == {case["case_id"] for case in CASES}


def test_filters_cover_the_true_range_and_heads_are_frozen(book: Any) -> None:
    for sheet in book.worksheets[1:]:
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.freeze_panes == "A2"


def test_dates_and_numbers_are_real(book: Any) -> None:
    rows = {row["Case"]: row for row in records(book["Violations"])}
    late = rows["a200000000000002"]
    assert isinstance(late["Due"], datetime)
    assert late["Due"].isoformat() == "2026-10-08T09:30:00"
    assert rows["a100000000000001"]["Overdue by"] == timedelta(minutes=1)
    assert rows["d200000000000011"]["Measured"] == -12.5
    assert rows["a100000000000001"]["Row"] == 2


def test_nothing_is_a_formula_or_leads_out_of_the_file(book: Any, path: Path) -> None:
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
            assert all(cell.hyperlink is None or cell.hyperlink.target is None for cell in row)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")}
    assert not any(b"<f>" in part or b"External" in part for part in parts.values())
    rows = {row["Case"]: row for row in records(book["Violations"])}
    assert rows["b500000000000005"]["Client's name"] == '=HYPERLINK("http://evil","x")'
    assert rows["d100000000000010"]["Client's name"] == LONG


def test_text_that_could_be_a_formula_stays_text_when_its_cell_is_edited(book: Any) -> None:
    quoted = {
        str(cell.value)[0]
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if cell.quotePrefix
    }
    assert quoted == {"=", "+", "-", "@"}
    every = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert all(cell.quotePrefix for cell in every if cell.value.startswith(tuple("=+-@")))


def test_a_rule_leads_to_its_row_and_the_summary_to_every_sheet(book: Any) -> None:
    for cell in book["Violations"]["B"][1:]:
        sheet, place = cell.hyperlink.location.replace("'", "").split("!")
        assert book[sheet][place].value == cell.value
    led = [cell.hyperlink.location for cell in book["Summary"]["A"] if cell.hyperlink]
    assert led == [f"'{name}'!A2" for name in book.sheetnames[1:]]


def test_figures_equal_the_store_s(book: Any, audit: Path) -> None:
    with duckdb.connect() as store:
        cases = f"FROM '{audit / 'cases.parquet'}'"
        by_verdict = dict(store.execute(f"SELECT verdict = 'violated', count(*) {cases} GROUP BY 1").fetchall())
        by_rule = dict(
            store.execute(f"SELECT rule_id, count(*) {cases} WHERE verdict = 'violated' GROUP BY 1").fetchall()
        )
        still_open = store.execute(
            f"SELECT count(*) {cases} WHERE verdict = 'violated' AND effect = 'violation' AND standing = 'open'"
        ).fetchone()
    violated = records(book["Violations"])
    assert (len(violated), len(records(book["Other cases"]))) == (by_verdict[True], by_verdict[False])
    assert Counter(row["Rule ID"] for row in violated) == by_rule
    for name in ("By unit", "By responsible"):
        assert (sum(row["Still open"] for row in records(book[name])),) == still_open


def test_equal_content_is_equal_bytes(audit: Path, path: Path, tmp_path: Path) -> None:
    write("xlsx", read_report(audit), tmp_path / "again.xlsx", "en")
    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


@pytest.mark.parametrize(("lang", "names"), [("ru", ("Сводка", "Нарушения")), ("zh", ("摘要", "违规"))])
def test_in_other_languages(audit: Path, tmp_path: Path, lang: str, names: tuple[str, str]) -> None:
    write("xlsx", read_report(audit), tmp_path / "report.xlsx", lang)
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    assert tuple(book.sheetnames[:2]) == names
    assert book.worksheets[1].max_row == 11


def test_cases_beyond_the_limit_go_on_and_links_find_their_sheet(
    audit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "ROW_LIMIT", 6)
    write("xlsx", read_report(audit), tmp_path / "split.xlsx", "en")
    book = openpyxl.load_workbook(tmp_path / "split.xlsx")
    parts = [book["Violations"], book["Violations (2)"]]
    assert [sheet.max_row for sheet in parts] == [6, 6]
    assert len({row["Case"] for sheet in parts for row in records(sheet)}) == 10
    for cell in (*parts[0]["B"][1:], *parts[1]["B"][1:]):
        sheet, place = cell.hyperlink.location.replace("'", "").split("!")
        assert book[sheet][place].value == cell.value
    told = {row[0]: row[1:3] for row in book["Summary"].iter_rows(values_only=True)}
    assert told["Violations"] == (10, "on 2 sheets")


def test_no_more_links_than_excel_admits(audit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_cases, "MOST_LINKS", 4)
    write("xlsx", read_report(audit), tmp_path / "few.xlsx", "en")
    rules = openpyxl.load_workbook(tmp_path / "few.xlsx")["Violations"]["B"][1:]
    assert [cell.hyperlink is not None for cell in rules] == [True] * 4 + [False] * 6
    assert all(cell.value for cell in rules)


def test_summary_states_the_rate_and_its_denominator(book: Any) -> None:
    rows = {row[0]: row[1] for row in book["Summary"].iter_rows(values_only=True)}
    assert rows["Compliance rate"] == 0.934
    assert rows["Judged (met and violated)"] == 107


def test_figures_of_other_sheets(book: Any) -> None:
    assert [len(records(book[name])) for name in ("Rules", "Coverage", "Quarantine", "Escalations")] == [8, 10, 2, 1]
    assert sum(row["Violated"] for row in records(book["By responsible"])) == 7


def filled(row_limit: int, rows: list[list[Any]]) -> Any:
    out = io.BytesIO()
    with workbook(out, Words("en"), row_limit=row_limit) as made:
        assert made.table("Rows", ["a", "b"], iter(rows))[0] == len(rows)
    return openpyxl.load_workbook(out)


@pytest.mark.parametrize(("count", "sheets"), [(0, [1]), (3, [4]), (4, [4, 2]), (7, [4, 4, 2])])
def test_sheets_split_before_the_limit(count: int, sheets: list[int]) -> None:
    made = filled(4, [[number, "x"] for number in range(count)])
    assert [sheet.max_row for sheet in made] == sheets
    assert [sheet.title for sheet in made] == ["Rows", "Rows (2)", "Rows (3)"][: len(sheets)]


def test_a_text_beyond_excel_s_limit_is_cut_and_says_so() -> None:
    cell = filled(10, [["я" * 40_000, "b"]])["Rows"]["A2"].value
    assert len(cell) <= TEXT_LIMIT
    assert cell.endswith("of 40,000 characters)")


def test_characters_that_xml_forbids() -> None:
    assert filled(10, [["a\ufffeb\x01c", "b"]])["Rows"]["A2"].value.startswith("a\ufffdb")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_told_as_such(audit: Path) -> None:
    with pytest.raises(NotWrittenError, match="No space left"):
        write("xlsx", read_report(audit), Path("/dev/full"), "en")
