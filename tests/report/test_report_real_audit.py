"""The formats that programs read, of two real audits of the sample company with waivers, a baseline and a budget."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from test_report_junit import schema as junit_schema
from test_report_schema import SCHEMA, undescribed

from tests.cli.running import command
from tests.published import faults, published

FORMATS = ("alerts", "github", "gitlab", "json", "jsonl", "junit", "markdown", "sarif")
LANGUAGES = ("en", "ru", "zh")
RULES = ("sp2-reply-30min", "sp2-inquiry-*", "sp2-appendix-on-file", "sp2-client-result")
WAIVERS = {
    "waivers": [
        {
            "id": "season",
            "rule": "sp2-client-result",
            "all": "true",
            "reason": "a|b\n::error::<c>",
            "approver": "E-H02",
            "granted_on": "2025-10-01",
            "expires_on": "2025-12-31",
        }
    ]
}


def audited(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> dict[str, bytes]:
    """Every format in every language, of the second of two audits; `folder` is all that may differ."""
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert command(capsys, "sample", "--clients", "30", "--seed", "7", "--out", "export").code == 0
    policy = Path("export/compliance.yaml").read_text("utf-8") + "budgets: {sp2-inquiry-result: {count: 100}}\n"
    Path("compliance.yaml").write_text(policy, "utf-8")
    Path("waivers.yaml").write_text(yaml.safe_dump(WAIVERS), "utf-8")
    select = [part for rule in RULES for part in ("--select", rule)]
    asked = ["audit", "export", "--period", "2025-10", *select, "--quiet"]
    assert command(capsys, *asked, "--as-of", "2025-10-20 12:00").code == 1
    assert command(capsys, "baseline", "create", "latest").code == 0
    lines = Path("baseline.csv").read_text("utf-8").splitlines(keepends=True)
    Path("baseline.csv").write_text("".join([*lines[:1], *sorted(lines[1:])[:2]]), "utf-8")
    assert command(capsys, *asked, "--as-of", "2025-11-01 12:00", "--format", "json:audit.json").code == 1
    for lang in LANGUAGES:
        wanted = [part for name in FORMATS for part in ("--format", f"{name}:{lang}.{name}")]
        assert command(capsys, "report", "latest", "--sources", "export", "--lang", lang, *wanted).code == 0
    assert Path("audit.json").read_bytes() == Path("en.json").read_bytes()
    return {f"{lang}.{name}": Path(f"{lang}.{name}").read_bytes() for lang in LANGUAGES for name in FORMATS}


def test_they_are_valid_agree_and_are_the_same_bytes_elsewhere(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    pytestconfig: pytest.Config,
) -> None:
    """With `--long` both audits are made a second time; `cli/test_same_bytes.py` does so for one format in any case."""
    here = audited(tmp_path / "here", monkeypatch, capsys)
    for lang in LANGUAGES:
        documents = {name: json.loads(here[f"{lang}.{name}"]) for name in ("alerts", "gitlab", "json", "sarif")}
        _are_valid(documents, here[f"{lang}.junit"])
        _agree(documents, here[f"{lang}.junit"], here[f"{lang}.github"].decode())
        assert len(here[f"{lang}.markdown"]) < 20_000
    if not pytestconfig.getoption("--long"):
        return
    elsewhere = audited(tmp_path / "elsewhere", monkeypatch, capsys)
    assert [name for name, content in here.items() if elsewhere[name] != content] == []


def _are_valid(documents: dict[str, Any], junit: bytes) -> None:
    assert faults(SCHEMA, documents["json"]) == []
    assert sorted(set(undescribed(documents["json"], SCHEMA))) == []
    for name in ("sarif", "alerts"):
        assert faults(published("sarif-2.1.0"), documents[name]) == []
    junit_schema().validate(junit.decode())


def _agree(documents: dict[str, Any], junit: bytes, github: str) -> None:
    """Each tells of the same cases, and what fails in one fails in all."""
    cases = {case["case_id"]: case for case in documents["json"]["cases"]}
    found = {name for name, case in cases.items() if case["verdict"] in ("violated", "undetermined")}
    failing = {name for name, case in cases.items() if case["gates"]}
    results = {one["partialFingerprints"]["caseId/v1"]: one for one in documents["sarif"]["runs"][0]["results"]}
    assert results.keys() == {entry["fingerprint"] for entry in documents["gitlab"]} == found
    alerts = {one["partialFingerprints"]["caseId/v1"] for one in documents["alerts"]["runs"][0]["results"]}
    assert failing <= alerts
    excused = {name for name, case in cases.items() if case["waiver"] or case["in_baseline"]}
    assert excused == {name for name, one in results.items() if one["suppressions"]} != set()
    assert not alerts & excused
    red = [one for one in ElementTree.fromstring(junit).iter("testcase") if one.find("failure") is not None]
    assert {one.attrib["name"] for one in red} == {cases[name]["rule_id"] for name in failing}
    assert github.count("::error ") == min(len(failing), 10) > 0
