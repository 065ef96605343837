"""The page: well formed, complete, and deaf to what the data try to inject."""

import json
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from stored_audit import make_audit
from stored_cases import CASES

from checker.report.content import read_report
from checker.report.page_data import safe_json
from checker.report.registry import write

VOID = {"meta", "br", "input", "img", "link"}


class Page(HTMLParser):
    """Elements with their attributes and the text of each script."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.unclosed: list[str] = []
        self.text = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.unclosed.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.unclosed.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.unclosed and self.unclosed[-1] == "script":
            self.scripts.append(data)
        self.text += data


def page_of(audit: Path, tmp_path: Path, lang: str) -> tuple[Page, str]:
    target = tmp_path / f"{lang}.html"
    write("html", read_report(audit), target, lang)
    source = target.read_text("utf-8")
    return Page(source), source


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_data_cannot_become_markup(audit: Path, tmp_path: Path, lang: str) -> None:
    page, _ = page_of(audit, tmp_path, lang)
    tags = [tag for tag, _ in page.elements]
    assert page.unclosed == []
    assert tags.count("script") == 2
    assert not {"img", "iframe", "b\ufffd"} & set(tags)
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    assert dict(page.elements)["html"] == {"lang": lang}


def test_nothing_is_loaded_from_elsewhere(audit: Path, tmp_path: Path) -> None:
    page, source = page_of(audit, tmp_path, "en")
    assert not any({"src", "action"} & attributes.keys() for _, attributes in page.elements)
    assert all((attributes.get("href") or "#").startswith("#") for _, attributes in page.elements)
    assert "default-src 'none'" in source
    assert "@import" not in source
    assert "url(" not in source


def test_all_cases_are_in_the_page(audit: Path, tmp_path: Path) -> None:
    page, source = page_of(audit, tmp_path, "ru")
    data: dict[str, Any] = json.loads(page.scripts[0])
    assert {row[11] for row in data["cases"]} == {case["case_id"] for case in CASES}
    texts = {row[11]: row[9] for row in data["cases"]}
    assert texts["a100000000000013"] == "Разрыв\u2028строки </script><img src=x onerror=alert(3)>"
    assert "\u2028" not in source


def test_figures_stand_in_the_page_without_script(audit: Path, tmp_path: Path) -> None:
    page, _ = page_of(audit, tmp_path, "en")
    assert "93.4% (met 100 of 107)" in page.text
    assert "<script>alert(1)</script>" in page.text
    assert "АО «Ремтехкомплект» <&>" in page.text


def test_json_is_safe_inside_a_script_element() -> None:
    value = {"a": "</script><!--\u2028\u2029&'"}
    text = safe_json(value)
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == value


def test_a_browser_lists_every_case(audit: Path, tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        pytest.skip("no Chromium here")
    page_of(audit, tmp_path, "zh")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    done = subprocess.run(
        [*command, "--dump-dom", (tmp_path / "zh.html").as_uri()], capture_output=True, timeout=120, check=True
    )
    drawn = Page(done.stdout.decode())
    assert sum("data-case" in attributes for _, attributes in drawn.elements) == 13
    assert sum(tag == "script" for tag, _ in drawn.elements) == 2
    assert "显示 13 / 13" in drawn.text


def test_a_manifest_may_list_the_files_of_its_rules(tmp_path: Path) -> None:
    rules = {"count": 1, "files": [{"name": "sp2.yaml", "sha256": "12" * 32}], "packs": [{"name": "sp2"}]}
    page, _ = page_of(make_audit(tmp_path, rules=rules), tmp_path, "en")
    assert "sp2.yaml" in page.text
    assert "12" * 32 in page.text
