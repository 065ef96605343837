"""The published schema of the JSON report: real reports fit it, every name is described, the codes are the code's."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator
from stored_audit import make_audit
from stored_marks import marked_audit

from checker.kinds.rule import Basis, Effect
from checker.query.question import CODES
from checker.report.content import read_report
from checker.report.figures import SEVERITIES
from checker.report.formats import json as json_format
from checker.report.json_schema import schema_text
from checker.report.registry import write
from checker.words.labels import labels
from checker.words.texts import LANGUAGES
from tests.cli.running import command
from tests.published import faults
from tests.small_pack import write_pack, write_snapshot

SCHEMA = json.loads(schema_text())
# Their names are not fixed: parameters, tables, versions, what stages tell, evidence.
OPEN = {"$.audit.configuration", "$.audit.versions", "$.summary.followed", "$.cases[].evidence", "$.rules[].readings[]"}


def reported(folder: Path, tmp_path: Path, lang: str = "en") -> Any:
    target = tmp_path / f"report-{lang}.json"
    write("json", read_report(folder), target, lang)
    return json.loads(target.read_bytes())


def undescribed(value: Any, schema: dict[str, Any], path: str = "$") -> Iterator[str]:
    """Names that a document has and the schema does not."""
    while "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    if path in OPEN:
        return
    if isinstance(value, dict):
        known, others = schema.get("properties", {}), schema.get("additionalProperties")
        for name, inner in value.items():
            if name not in known and others is None:
                yield f"{path}.{name}"
            else:
                yield from undescribed(inner, known.get(name, others), f"{path}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from undescribed(inner, schema.get("items", {}), f"{path}[]")


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_stored_audit_fits(tmp_path: Path, lang: str) -> None:
    problem = {"where": "client", "what": "is empty", "remedy": "export it again"}
    for number, folder in enumerate((marked_audit(tmp_path / "a", complete=False, incomplete=[problem]),
                                     make_audit(tmp_path / "b", cases=[], people=False, company=None))):  # fmt: skip
        document = reported(folder, tmp_path, lang)
        assert faults(SCHEMA, document) == [], number
        assert sorted(set(undescribed(document, SCHEMA))) == [], number


def test_a_real_audit_fits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    snapshot, pack = write_snapshot(tmp_path, client="id,name,phone,email\nc1,A,-,\nc2,\n"), write_pack(tmp_path)
    target = tmp_path / "report.json"
    asked = ["audit", str(snapshot), "--rules", str(pack), "--period", "2024-03", "--store", str(tmp_path / "audits")]
    ended = command(capsys, *asked, "--keep-all", "--readings", "--format", f"json:{target}", "--quiet")
    assert (ended.code, ended.out) == (1, "")
    document = json.loads(target.read_bytes())
    assert faults(SCHEMA, document) == []
    assert sorted(set(undescribed(document, SCHEMA))) == []
    assert {case["verdict"] for case in document["cases"]} == {"met", "violated", "pending"}


def test_wrong_reports_do_not_fit(tmp_path: Path) -> None:
    document = reported(marked_audit(tmp_path), tmp_path)
    for broken in (
        {**document, "schema_version": 2},
        {name: value for name, value in document.items() if name != "cases"},
        {**document, "cases": [{**document["cases"][0], "verdict": "fine"}]},
        {**document, "cases": [{**document["cases"][0], "gates": None}]},
        {**document, "summary": {**document["summary"], "waived": -1}},
    ):
        assert len(faults(SCHEMA, broken)) == 1


def codes(*path: str) -> list[str]:
    found: Any = SCHEMA
    for name in path:
        found = found[name]
    return [code for code in found["enum"] if code]


def test_the_codes_are_those_of_the_checker() -> None:
    case = ("properties", "cases", "items", "properties")
    assert codes("$defs", "severity") == list(SEVERITIES)
    assert codes("$defs", "effect") == list(get_args(Effect))
    assert codes("$defs", "basis") == list(get_args(Basis))
    for name in ("verdict", "standing", "change", "rectification", "dispute"):
        assert set(codes(*case, name)) == set(CODES[name]), name
    assert set(codes("properties", "rules", "items", "properties", "status")) == set(labels("status"))
    assert set(codes("properties", "clauses", "items", "properties", "became")) == set(labels("became"))
    assert set(codes("properties", "readings", "items", "properties", "status")) == set(labels("reading_status"))
    assert codes("properties", "lang") == list(LANGUAGES)


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys, "report", "--schema")
    assert (ended.code, json.loads(ended.out)) == (0, SCHEMA)


def test_the_version_is_the_first_thing_said(tmp_path: Path) -> None:
    folder = make_audit(tmp_path)
    document = reported(folder, tmp_path)
    assert next(iter(document)) == "schema_version"
    assert json_format.VERSION == document["schema_version"] == SCHEMA["properties"]["schema_version"]["const"]
