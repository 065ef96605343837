"""Names of files that are made of data: they stay in the folder, no two are one, and every system takes them."""

import re

import pytest

from checker.report.file_names import safe_part, unique_names

REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f\s.\u202e\u200b]')


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("..\\..\\x", "x"),
        ("CON", "CON-"),
        ("com1", "com1-"),
        ("nul.txt", "nul-txt"),
        ("a\x00b\nc", "a-b-c"),
        ("Отдел продаж (Москва)", "Отдел-продаж-Москва"),
        ("王小明 贸易有限公司", "王小明-贸易有限公司"),
        ("Cafe\u0301", "Café"),
        ("\u202egnp.exe", "gnp-exe"),
        ("-rf", "rf"),
        ("=cmd|' /C calc'!A0", "cmd-C-calc-A0"),
        ("<script>", "script"),
        ("...", ""),
        ("", ""),
    ],
)
def test_a_part_of_a_name(given: str, kept: str) -> None:
    assert safe_part(given) == kept


@pytest.mark.parametrize("letter", ["x", "Ж", "王", "😀"])
def test_long_names_are_cut_between_letters(letter: str) -> None:
    cut = safe_part(letter * 300)
    assert len(cut.encode()) <= 90
    assert set(cut) <= {letter}


def test_no_two_ids_are_one_file() -> None:
    names = {
        **{"../x": "", "x": "", "..\\x": "", "X": "", "": "y"},
        **{"a_b": "", "a": "b", "A": "B", "CON": "", "con": "", "я" * 300: "z", "я" * 301: "z"},
    }
    found = unique_names(names)
    assert found.keys() == names.keys()
    assert len({stem.casefold() for stem in found.values()}) == len(names)
    for stem in found.values():
        assert stem
        assert not REFUSED.search(stem)
        assert len(stem.encode()) <= 200
        assert not stem.startswith(("-", "_", "~"))


def test_a_plain_id_stays_as_it_is() -> None:
    assert unique_names({"E-17": "Иванов И. И.", "E-18": ""}) == {"E-17": "E-17_Иванов-И-И", "E-18": "E-18"}
