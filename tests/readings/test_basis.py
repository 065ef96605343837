"""`--basis` narrows an audit: what the text fixes, what we interpreted, and what rests on no reading at all."""

import json
from pathlib import Path

import pytest

from checker.cli import run
from tests.readings.small import audit, prepare


@pytest.mark.parametrize(
    ("basis", "rules"),
    [
        ("explicit", {"small-reply", "small-card"}),
        ("interpreted", {"small-old"}),
        ("literal", {"small-card"}),
    ],
)
def test_each_basis_selects_its_rules(tmp_path: Path, basis: str, rules: set[str]) -> None:
    prepare(tmp_path)
    audit(tmp_path, "--basis", basis)
    (manifest,) = (tmp_path / "s").glob("*/manifest.json")
    assert set(json.loads(manifest.read_bytes())["counts"]["by_rule"]) == rules


def test_a_literal_audit_has_no_other_readings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    prepare(tmp_path)
    assert audit(tmp_path, "--basis", "literal", "--readings") == 1
    shown = capsys.readouterr().out
    assert "On a reading of ours rest 0 of 1 rules, with 0 of 1 violations" in shown
    assert "None of them can be judged" in shown


def test_an_unknown_basis_names_the_nearest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    prepare(tmp_path)
    assert audit(tmp_path, "--basis", "litteral") == 2
    assert "did you mean 'literal'" in capsys.readouterr().err


def test_the_list_of_rules_knows_them_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    prepare(tmp_path)
    assert (
        run(["rules", "list", "--rules", str(tmp_path / "small.yaml"), "--basis", "literal", "--format", "json"]) == 0
    )
    assert [rule["rule_id"] for rule in json.loads(capsys.readouterr().out)] == ["small-card"]
