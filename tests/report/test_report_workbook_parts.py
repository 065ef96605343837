"""The parts of a workbook: names of sheets, texts of cells, widths of columns, heights of rows."""

import pytest

from checker.report.workbook_names import SheetNames
from checker.report.workbook_text import TEXT_LIMIT, cell_text, could_be_formula
from checker.report.workbook_widths import height, widths
from checker.words.words import Words


def test_names_of_sheets_are_admitted_and_never_alike() -> None:
    names = SheetNames()
    assert names.of("a/b:c") == "a b c"
    assert names.of("A B C") == "A B C (2)"
    assert names.of("a/b:c") == "a b c"
    assert names.of("'") == "-"
    assert names.of("History") == "History (2)"
    assert names.of("x" * 40, 2) == "x" * 27 + " (2)"


def test_a_name_is_counted_as_excel_counts() -> None:
    assert SheetNames().of("😀" * 31) == "😀" * 15


@pytest.mark.parametrize("text", ["\x00", "\x0b", "\ud800", "\uffff"])
def test_what_xml_forbids_is_replaced(text: str) -> None:
    assert cell_text(f"a{text}b", Words("en")) == "a\ufffdb"


def test_a_text_at_the_limit_stays_whole_and_pairs_count_twice() -> None:
    words = Words("en")
    assert cell_text("я" * TEXT_LIMIT, words) == "я" * TEXT_LIMIT
    cut = cell_text("😀" * 20_000, words)
    assert len(cut.encode("utf-16-le")) // 2 <= TEXT_LIMIT
    assert cut.endswith("of 20,000 characters)")


@pytest.mark.parametrize(("text", "could"), [("=1", True), ("＝1", True), ("\t=1", True), ("1=1", False), ("", False)])
def test_what_could_be_a_formula(text: str, could: bool) -> None:
    assert could_be_formula(text) is could


def test_markup_of_the_library_is_text() -> None:
    assert cell_text("<r><t>x</t></r>", Words("en")).strip() == "<r><t>x</t></r>"


def test_a_chinese_name_makes_a_column_twice_as_wide() -> None:
    assert widths(["n"], [["王小明贸易有限公司"]]) == [20]
    assert widths(["n"], [["abcdefghi"]]) == [11]
    assert widths(["n"], [["x" * 100]]) == [60]
    assert widths(["n"], [["x" * 100]], [20]) == [20]
    assert widths(["n"], []) == [8]


def test_a_wrapped_text_makes_its_row_higher() -> None:
    assert height(["short", 5, None], [20, 8, 8]) == 15
    assert height(["字" * 30], [40]) == 30, "60 cells, of which a line takes 30"
    assert height(["x" * 35], [40]) == 30, "a line takes 34"
    assert height(["a\nb\nc"], [40]) == 45
    assert height(["x" * 5000], [10]) == 409
