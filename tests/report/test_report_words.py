"""Sentences and headings of reports and queries: in every language."""

import re
from pathlib import Path
from string import Formatter

import pytest

from checker.query.columns import COLUMNS, COUNTS, GROUPS
from checker.report.content import read_report
from checker.report.table import case_columns, heading
from checker.words.texts import LANGUAGES, texts
from checker.words.words import Words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_has_a_heading(audit: Path, lang: str) -> None:
    words = Words(lang)
    names = {column.name for column in case_columns(read_report(audit), words)}
    names |= {"cases", *COLUMNS, *COUNTS, *GROUPS}
    assert all(heading(words, name) for name in names)


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("file", ["report", "query"])
def test_placeholders_are_alike_in_all_languages(file: str) -> None:
    for key, leaf in texts(file).items():
        assert len({frozenset(slots(str(leaf[lang]))) for lang in LANGUAGES}) == 1, key


@pytest.mark.parametrize(("file", "script"), [("ru", "[а-яА-Я]"), ("zh", "[\u4e00-\u9fff]")])
def test_texts_are_translated(file: str, script: str) -> None:
    same = {"report.column.sha256"}
    for name in ("report", "query"):
        for key, leaf in texts(name).items():
            text = str(leaf[file])
            assert f"{name}.{key}" in same or re.search(script, text), f"{name}.{key}"
