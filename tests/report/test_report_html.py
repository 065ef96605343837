"""The page: well formed, complete, and deaf to what the data try to inject."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from opened_page import BLOCK, Page
from stored_audit import make_audit
from stored_cases import CASES

from checker.report.content import read_report
from checker.report.page_data import safe_json
from checker.report.page_script import scripts
from checker.report.registry import write


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
    assert not {"img", "iframe", "b\ufffd"} & set(tags)
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    assert dict(page.elements)["html"]["lang"] == lang


def test_only_scripts_that_the_policy_names_are_there(audit: Path, tmp_path: Path) -> None:
    page, _ = page_of(audit, tmp_path, "en")
    kinds = [attributes.get("type") for tag, attributes in page.elements if tag == "script"]
    assert all(kind is None or kind.startswith(BLOCK) for kind in kinds)
    assert page.scripts == list(scripts())
    (policy,) = [one["content"] or "" for _, one in page.elements if one.get("http-equiv") == "Content-Security-Policy"]
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in page.scripts]
    allowed = next(part for part in policy.split("; ") if part.startswith("script-src "))
    assert allowed.split()[1:] == [f"'sha256-{digest}'" for digest in hashes]
    assert policy.startswith("default-src 'none'; ")


def test_packed_blocks_hold_nothing_that_could_end_them(audit: Path, tmp_path: Path) -> None:
    page, _ = page_of(audit, tmp_path, "en")
    packed = [block for blocks in page.blocks.values() for block in blocks]
    assert len(packed) >= 7
    assert all(re.fullmatch(r"[A-Za-z0-9+/=]*", block) for block in packed)


def test_nothing_is_loaded_from_elsewhere(audit: Path, tmp_path: Path) -> None:
    page, source = page_of(audit, tmp_path, "en")
    assert not any({"src", "action", "srcset", "data"} & attributes.keys() for _, attributes in page.elements)
    assert all((attributes.get("href") or "#").startswith("#") for _, attributes in page.elements)
    assert not {"link", "base", "form", "object", "embed"} & {tag for tag, _ in page.elements}
    for script in page.scripts[:-1]:
        source = source.replace(script, "")
    assert "@import" not in source
    assert "url(" not in source
    assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|import)\s*\(", page.scripts[-1])
    assert "innerHTML" not in page.scripts[-1]


def test_all_cases_are_in_the_page(audit: Path, tmp_path: Path) -> None:
    page, _ = page_of(audit, tmp_path, "ru")
    cases = {case["case_id"]: case for case in page.cases()}
    assert cases.keys() == {case["case_id"] for case in CASES}
    assert cases["a100000000000013"]["text_ru"] == "Разрыв\u2028строки </script><img src=x onerror=alert(3)>"
    assert cases["a100000000000013"]["text_zh"] == "断行\u2028</script><img src=x onerror=alert(3)>😀"
    assert json.loads(cases["a100000000000001"]["evidence"]) == json.loads(str(CASES[0]["evidence"]))


def test_figures_stand_in_the_page_without_script(audit: Path, tmp_path: Path) -> None:
    page, _ = page_of(audit, tmp_path, "en")
    assert "93.4% (met 100 of 107)" in page.text
    assert "<script>alert(1)</script>" in page.text
    assert "АО «Ремтехкомплект» <&>" in page.text


def test_without_script_the_first_violations_stand_in_the_language_asked_for(audit: Path, tmp_path: Path) -> None:
    page, source = page_of(audit, tmp_path, "ru")
    assert "показано 10 из 10" in page.text
    assert "Ответ на заявку Q-1 дан на минуту позже срока." in page.text
    assert "Inquiry Q-1 was answered" not in source


def test_json_is_safe_inside_a_script_element() -> None:
    value = {"a": "</script><!--\u2028\u2029&'"}
    text = safe_json(value)
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == value


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_same_audit_gives_the_same_bytes(audit: Path, tmp_path: Path, lang: str) -> None:
    (tmp_path / "again").mkdir()
    assert page_of(audit, tmp_path, lang)[1] == page_of(audit, tmp_path / "again", lang)[1]


def test_a_manifest_may_list_the_files_of_its_rules(tmp_path: Path) -> None:
    rules = {"count": 1, "files": [{"name": "sp2.yaml", "sha256": "12" * 32}], "packs": [{"name": "sp2"}]}
    page, _ = page_of(make_audit(tmp_path, rules=rules), tmp_path, "en")
    assert "sp2.yaml" in page.text
    assert "12" * 32 in page.text
