"""The PDF that an installed browser prints, and the DOCX that needs none."""

import re
import shutil
import subprocess
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from told_audit import IVANOV, WANG, Secrets

from checker.errors import NotWrittenError
from checker.report.addressed import addressees
from checker.report.browser import VARIABLE, find_browser, printed
from checker.report.content import Report, read_report
from checker.report.document import Document, Heading, Paragraph, Signatures, table
from checker.report.narrowed import narrowing
from checker.report.print_html import css_string, print_html
from checker.report.registry import get_format
from checker.words.words import Words

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SIGNED = {
    "en": ("Drawn up by", "Received by", "signature", "page 1 of 2"),
    "ru": ("Составил", "Получил", "подпись", "стр. 1 из 2"),
    "zh": ("编制", "签收", "签字", "第1页，共2页"),
}


@pytest.fixture(scope="module")
def browser() -> Path:
    try:
        return find_browser()
    except NotWrittenError as missing:
        pytest.skip(f"nothing is printed here: {missing}")


def document(lang: str) -> Document:
    words = Words(lang)
    page = words.text("packs.page", page="{page}", pages="{pages}")
    below = tuple(words.text(f"packs.sign.{name}") for name in ("name", "signature", "day"))
    who = (words.text("packs.sign.drawn_up"), words.text("packs.sign.received"))
    rows = [[f"{WANG} {number}", IVANOV] for number in range(50)]
    signs = Signatures(who, (below[0], below[1], below[2]))
    blocks = (Heading("Цена </style><script>", 1), Paragraph(("x",)), table(["a", "b"], rows, [1, 1]), signs)
    return Document(lang, "T", 'foot "} \\ </style>', page, blocks)


def said(content: bytes, tmp_path: Path) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    file = tmp_path / "a.pdf"
    file.write_bytes(content)
    return subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_pages_are_numbered_and_there_is_a_place_to_sign(lang: str, browser: Path, tmp_path: Path) -> None:
    content = printed(print_html(document(lang)), datetime(2026, 11, 1, 6), browser)
    assert content.startswith(b"%PDF-")
    assert set(re.findall(rb"Date \(D:(\d{14})", content)) == {b"20261101060000"}
    text = said(content, tmp_path)
    assert [one for one in SIGNED[lang] if one not in text] == []
    assert text.count('foot "} \\ </style>') == 2, "the foot stands on both pages as text"
    assert f"{WANG} 49" in text
    assert IVANOV in text
    assert "\ufffd" not in text


def test_a_pack_is_the_same_bytes_again_and_tells_of_nobody_else(
    told: Path, browser: Path, tmp_path: Path, secrets: Secrets
) -> None:
    report = read_report(told)
    (whose,) = (one for one in addressees(told, "unit") if one.key == "u-vvo")
    with narrowing(report) as source, source.narrowed(whose, ()) as theirs:
        first, again = BytesIO(), BytesIO()
        get_format("pdf").write(theirs, first, Words("zh"))
        get_format("pdf").write(theirs, again, Words("zh"))
    assert first.getvalue() == again.getvalue()
    assert secrets.told_in(said(first.getvalue(), tmp_path)) == {
        *("EMP-e2", "CLI-c2"),
        *("a200000000000002", "c700000000000007"),
    }


def test_without_a_browser_the_report_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "/no/such/browser")
    with pytest.raises(NotWrittenError, match=r"CHECKER_BROWSER.*is no program"):
        get_format("pdf").ready()
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setattr("checker.report.browser.shutil.which", lambda name: None)
    with pytest.raises(NotWrittenError, match=r"install Chromium, Chrome or Edge.*docx and html need none"):
        get_format("pdf").ready()


@pytest.mark.parametrize("script", ["exit 0", "echo broken >&2; exit 1"])
def test_a_browser_that_prints_nothing_is_named(script: str, tmp_path: Path) -> None:
    if shutil.which("sh") is None:
        pytest.skip("no shell")
    fake = tmp_path / "browser"
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(0o700)
    with pytest.raises(NotWrittenError, match="printed nothing"):
        printed("<p>x", datetime(2026, 11, 1), fake)


@pytest.mark.parametrize("text", ['";}', "\\", "</style>", "\n", "a\u2028b", "王"])
def test_a_string_of_a_style_sheet_ends_where_it_should(text: str) -> None:
    inside = css_string(text)[1:-1]
    assert not set(inside) & set('"<>\n\u2028;}')
    assert re.sub(r"\\([0-9a-f]+) ", lambda code: chr(int(code[1], 16)), inside) == text


def _docx(report: Report, lang: str) -> dict[str, bytes]:
    out = BytesIO()
    get_format("docx").write(report, out, Words(lang))
    with zipfile.ZipFile(out) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_a_docx_is_well_formed_and_its_parts_are_there(told: Path, lang: str) -> None:
    parts = _docx(read_report(told), lang)
    trees = {name: ElementTree.fromstring(content) for name, content in parts.items()}
    named = {one.attrib["PartName"].lstrip("/") for one in trees["[Content_Types].xml"] if "PartName" in one.attrib}
    assert named <= parts.keys()
    targets = {one.attrib["Target"] for one in trees["word/_rels/document.xml.rels"]}
    assert {f"word/{target}" for target in targets} <= parts.keys()
    styles = {one.attrib[f"{WORD}styleId"] for one in trees["word/styles.xml"].iter(f"{WORD}style")}
    body = trees["word/document.xml"]
    used = {one.attrib[f"{WORD}val"] for name in ("pStyle", "tblStyle") for one in body.iter(f"{WORD}{name}")}
    assert used <= styles
    for row in body.iter(f"{WORD}tbl"):
        columns = len(list(row.iter(f"{WORD}gridCol")))
        assert {len(line.findall(f"{WORD}tc")) for line in row.findall(f"{WORD}tr")} == {columns}
    fields = [one.attrib[f"{WORD}instr"].strip() for one in trees["word/footer1.xml"].iter(f"{WORD}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_libreoffice_opens_the_docx(told: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    with (tmp_path / "a.docx").open("wb") as out:
        get_format("docx").write(read_report(told), out, Words("ru"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    converted = ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(tmp_path / "a.docx")]
    command = [office, profile, "--headless", *converted]
    subprocess.run(command, capture_output=True, timeout=120, check=False)
    if not (tmp_path / "a.txt").is_file():
        pytest.skip("this LibreOffice has no Writer")
    text = (tmp_path / "a.txt").read_text("utf-8-sig")
    assert IVANOV in text
    assert WANG in text
    assert "<script>alert(1)</script>" in text
    assert "должность, фамилия и инициалы" in text
