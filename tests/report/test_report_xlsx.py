"""The workbook read back with openpyxl."""

import io
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from stored_cases import CASES, LONG

from checker.report.content import read_report
from checker.report.registry import write
from checker.report.sheets import TEXT_LIMIT, workbook
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


def test_nothing_is_a_formula_or_a_link(book: Any, path: Path) -> None:
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)
    with zipfile.ZipFile(path) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)
    rows = {row["Case"]: row for row in records(book["Violations"])}
    assert rows["b500000000000005"]["Client's name"] == '=HYPERLINK("http://evil","x")'
    assert rows["d100000000000010"]["Client's name"] == LONG


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
        assert made.table("Rows", ["a", "b"], iter(rows)) == len(rows)
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
