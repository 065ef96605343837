"""Names and texts that try to be more than text: in no format do they mark up, run, compute or lead away."""

import csv
import io
import re
import zipfile
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from opened_page import Page
from stored_audit import make_audit
from stored_cases import CASES
from told_audit import text_of

from checker.report.content import read_report
from checker.report.packs import write_packs
from checker.report.plain import FORMULA_START
from checker.report.registry import get_format
from checker.words.words import Words

EVIL = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "</style></script><svg/onload=alert(3)>",
    '"><a href="javascript:alert(4)">x</a>',
    "{{ 7 * 7 }}{% raw %}${7*7}",
    '=HYPERLINK("http://evil.example","x")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "＝1+1",
    "\t=1+1",
    "\r\n=1+1",
    "a | b\n# Heading\n- list",
    "[x](javascript:alert(5)) ![y](http://evil.example/y.png)",
    "*bold* _it_ `code` ~~gone~~ @everyone http://evil.example",
    "]]><w:p/><!--",
    "&lt;b&gt; &amp; &#60;",
    "\x1b[31mred\x07\u202edelrow\u2066",
    "../../../etc/passwd",
    "CON",
    "王" * 300,
    "\ud83d",
)
ALLOWED = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "br", "table", "colgroup", "col"}
ALLOWED |= {"thead", "tbody", "tr", "th", "td", "section", "div"}


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The audit with every name, text, number, reason and fact replaced by one that means harm."""
    told = [one.encode("utf-8", "replace").decode() for one in EVIL]
    people = told[::2]
    cases: list[dict[str, Any]] = []
    for place, case in enumerate(CASES):
        one, other = told[place % len(told)], told[(place + 9) % len(told)]
        texts = dict.fromkeys(("text_en", "text_ru", "text_zh"), f"{one} {other}")
        key = {
            "responsible_id": people[place % len(people)],
            "unit_id": one,
            "client_id": one,
            "tier": other,
            "source_file": other,
        }
        cases.append({**case, **texts, **key, "subject_id": f"{one}{place}", "occurrence": other, "missing": [one]})
    for place, text in enumerate(told):
        keys = {"responsible_id": people[place % len(people)], "unit_id": text, "subject_id": text}
        cases.append({**cases[1], "case_id": f"e{place:015}", **keys})
    return make_audit(tmp_path_factory.mktemp("evil"), cases=cases, company=told[2])


def written(audit: Path, name: str, lang: str = "en") -> bytes:
    out = BytesIO()
    get_format(name).write(read_report(audit), out, Words(lang))
    return out.getvalue()


@pytest.fixture(scope="module")
def packs(evil: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packs") / "inside"
    folder.mkdir()
    forms = [get_format("html"), get_format("markdown")]
    list(write_packs(read_report(evil), "responsible", forms, folder, "en"))
    return folder


class Elements(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_files_named_after_data_stay_in_their_folder(packs: Path) -> None:
    assert [path.name for path in packs.parent.iterdir()] == ["inside"]
    names = [path.name for path in packs.iterdir()]
    assert len(names) == 2 * (len(EVIL[::2]) + 2), "for each, for the one told of an escalation, for nobody"
    assert all(re.fullmatch(r"[\w-]+\.(html|md)", name) and len(name.encode()) < 250 for name in names)


def test_nothing_in_a_document_runs_or_leads_away(packs: Path) -> None:
    for path in packs.glob("*.html"):
        for tag, attributes in Elements(path.read_text("utf-8")).found:
            assert tag in ALLOWED, f"{path.name}: {tag}"
            assert attributes.keys() <= {"class", "lang", "charset", "http-equiv", "content", "name", "scope"}


def test_nothing_in_the_page_runs_but_its_own_scripts(evil: Path, audit: Path) -> None:
    page, plain = (Page(written(one, "html").decode()) for one in (evil, audit))
    assert page.scripts == plain.scripts
    assert {tag for tag, _ in page.elements} <= {tag for tag, _ in plain.elements}
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on")], tag
        assert "javascript:" not in str(attributes.get("href", "")) + str(attributes.get("src", "")), tag
    assert "{{ 7 * 7 }}" in page.text


@pytest.mark.parametrize("name", ["markdown", "packs"])
def test_nothing_in_markdown_marks_up(name: str, evil: Path, packs: Path) -> None:
    texts = [written(evil, name).decode()] if name == "markdown" else [p.read_text("utf-8") for p in packs.glob("*.md")]
    for text in texts:
        assert not re.search(r"(?<!\\)<(?!br>)\w", text), "no tag"
        assert not re.search(r"(?<!\\)\]\(", text), "no link"
        assert "http://evil" not in text, "no address"
        assert not re.search(r"@(everyone|SUM)", text), "nobody is called"
        assert not [line for line in text.split("\n") if line.startswith("# Heading") or line.startswith("- list")]
        for block in text.split("\n\n"):
            rows = [re.sub(r"\\.", "", row).count("|") for row in block.split("\n") if row.startswith("|")]
            assert len(set(rows)) <= 1, "every row has the cells of its table"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_cell_computes(lang: str, evil: Path) -> None:
    for row in csv.reader(io.StringIO(written(evil, "csv", lang).decode("utf-8-sig"), newline="")):
        assert not [
            cell for cell in row if cell.startswith(tuple(FORMULA_START)) and not re.fullmatch(r"-?[\d.]+", cell)
        ]
    with zipfile.ZipFile(BytesIO(written(evil, "xlsx", lang))) as book:
        for name in book.namelist():
            content = book.read(name).decode("utf-8")
            if name.startswith("xl/worksheets/sheet"):
                assert "<f>" not in content, f"{name} computes"
            assert "evil.example" not in content or "sharedStrings" in name or "<is>" in content, f"{name} leads away"


def test_a_docx_holds_texts_and_nothing_else(evil: Path, audit: Path) -> None:
    def tags(folder: Path) -> set[str]:
        with zipfile.ZipFile(BytesIO(written(folder, "docx"))) as package:
            assert "evil.example" not in package.read("word/_rels/document.xml.rels").decode()
            return {one.tag for name in package.namelist() for one in ElementTree.fromstring(package.read(name)).iter()}

    assert tags(evil) <= tags(audit)
    assert "<script>alert(1)</script>" in text_of(written(evil, "docx"))


def test_nothing_moves_the_cursor_of_a_terminal(evil: Path) -> None:
    for name in ("console", "markdown", "github"):
        text = written(evil, name).decode()
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text), name


def test_what_means_harm_reaches_the_reports(evil: Path) -> None:
    assert EVIL[0] in text_of(written(evil, "json"))
