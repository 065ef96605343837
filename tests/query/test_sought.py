"""The part of a sought text that may be looked for as it is, before case and composition are cared for."""

import unicodedata

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.query.sought import pattern, plainest

LETTERS = st.text(st.sampled_from("абвёйЁЙ ИñÅéß.*[0123456789-№§договор超过三天ſKΩπ"), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("sought", "expected"),
    [
        ("счёт C00175734", "00175734"),
        ("обязанность 17", " 17"),
        ("逾期 29 天", "逾期 29 天"),
        ("逾期Late再次逾期", "再次逾期"),
        ("опоздал", ""),
        ("", ""),
        (".*", ".*"),
        ("1e\u03082й3", "1"),
        ("契\uf900", "契\u8c48"),  # NFC writes a compatibility ideograph as the one it stands for
    ],
)
def test_it_has_no_case_and_one_form(sought: str, expected: str) -> None:
    assert plainest(sought) == expected


@settings(max_examples=300, deadline=None)
@given(LETTERS, LETTERS, LETTERS, st.sampled_from(["NFC", "NFD"]), st.data())
def test_whatever_is_found_holds_it(sought: str, before: str, after: str, form: str, data: st.DataObject) -> None:
    """In any case of its letters, and in both compositions."""
    cased = "".join(data.draw(st.sampled_from([letter, _other(letter)])) for letter in sought)
    text = unicodedata.normalize(form, before + cased + after)
    with duckdb.connect() as connection:
        row = connection.execute(
            "SELECT regexp_matches(?, ?, 'i'), contains(?, ?)", [text, pattern(sought), text, plainest(sought)]
        )
        found, holds = row.fetchone() or (None, None)
    assert holds or not found


def _other(letter: str) -> str:
    """The other case, where it is one letter too; е for ё and the reverse."""
    swapped = {"ё": "е", "Ё": "Е"}.get(letter, letter.swapcase())
    return swapped if len(swapped) == 1 else letter
