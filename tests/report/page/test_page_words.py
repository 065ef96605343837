"""Every text of the page is there in three languages, whether it stands in the page or is said by its script."""

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from opened_page import Page
from stored_marks import marked_audit

from checker.report.content import read_report
from checker.report.page_data import HEADINGS, TERMS
from checker.report.page_script import SCRIPTS, STYLES, scripts
from checker.report.page_wording import Wording
from checker.report.registry import write
from checker.words.texts import LANGUAGES

FOLDER = files("checker.report").joinpath("page")
OTHERS = {"charts.js", "charts.css", "coverage.js", "coverage.css", "plain.css"}


def source_of_scripts() -> str:
    return scripts()[-1]


def head_of(tmp_path: Path) -> dict[str, dict[str, object]]:
    write("html", read_report(marked_audit(tmp_path)), tmp_path / "r.html")
    (head,) = Page((tmp_path / "r.html").read_text("utf-8")).opened("head")
    return dict(json.loads(head))


def test_every_file_of_the_page_is_shipped_in_it() -> None:
    there = {entry.name for entry in FOLDER.iterdir() if entry.name.endswith((".js", ".css"))}
    assert there == {*SCRIPTS, *STYLES, *OTHERS}


def test_what_the_script_says_is_in_the_page_in_every_language(tmp_path: Path) -> None:
    head = head_of(tmp_path)
    said = set(re.findall(r'\bsay\("([a-z_.]+)"', source_of_scripts()))
    said |= {f"formats.{name}" for name in ("date", "instant", "percent", "span.day", "span.second")}
    assert len(said) > 40
    assert said <= head["texts"].keys()
    for key, leaf in head["texts"].items():
        assert isinstance(leaf, list)
        assert len([text for text in leaf if text]) == len(LANGUAGES), key


def test_headings_and_terms_that_the_script_names_are_in_the_page() -> None:
    source = source_of_scripts()
    assert set(re.findall(r'\bheading\("([a-z_]+)"\)', source)) <= set(HEADINGS)
    assert set(re.findall(r'\bterm\("([a-z_]+)"\)', source)) <= set(TERMS)


def test_codes_of_the_cases_have_their_labels(tmp_path: Path) -> None:
    labels = head_of(tmp_path)["labels"]
    assert labels["verdict"] == {
        "pending": ["Not yet due", "Срок не наступил", "未到期"],
        "undetermined": ["Undetermined", "Не определено", "无法判定"],
        "violated": ["Violated", "Нарушено", "违规"],
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_are_marked_with_all_their_languages(lang: str) -> None:
    wording = Wording(lang)
    said = str(wording.term("period"))
    assert said == f'<span data-t="0">{dict(zip(LANGUAGES, wording.texts[0], strict=True))[lang]}</span>'
    assert wording.texts == [("Period", "Период", "期间")]
    assert str(wording.term("period")) == said
    assert str(wording.mark(("<b>", "<b>", "<b>"))) == "&lt;b&gt;"
    assert str(wording.mark(("<a>", "<b>", "<c>"))).startswith('<span data-t="1">&lt;')
    assert str(wording.number(1234)) == '<span data-t="2">1,234</span>' if lang != "ru" else "1\u00a0234"
    assert wording.lines(lambda words: [words.lang] if words.lang == "ru" else []) == ([] if lang != "ru" else ["ru"])


def test_marks_of_a_page_all_lead_to_a_text(tmp_path: Path) -> None:
    write("html", read_report(marked_audit(tmp_path)), tmp_path / "r.html", "zh")
    page = Page((tmp_path / "r.html").read_text("utf-8"))
    (texts,) = map(json.loads, page.opened("marked"))
    numbers = {
        int(value or -1)
        for _, one in page.elements
        for name, value in one.items()
        if name.startswith("data-t") and name != "data-to"
    }
    assert len(numbers) > 100
    assert numbers <= set(range(len(texts)))
    assert all(all(text) for text in texts)
