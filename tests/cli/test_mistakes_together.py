"""Mistakes in the auditor's files and options: all at once, each with its place and the way out."""

import shutil
from pathlib import Path

import pytest

from tests.waivers.company import Q2, Q3, audit, write_company

from .months import arguments, audit_month
from .running import command


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mistakes")
    assert audit_month(folder, 3) == 1
    return folder


@pytest.fixture
def place(company: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(company, tmp_path / "company"))
    monkeypatch.chdir(folder)
    return folder


def told(capsys: pytest.CaptureFixture[str], folder: Path, *options: str) -> list[str]:
    ended = command(capsys, *arguments(folder, 4, *options))
    assert (ended.code, ended.out) == (2, "")
    return ended.err.splitlines()


def test_a_policy_says_where_every_mistake_stands(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policy = "fail_on: hih\ndispute_days: ten\nmust_run: small-reply\nmax_undetermined: 2\npacks: [1, {a: b}]\n"
    (place / "p.yaml").write_text(policy, encoding="utf-8")
    assert told(capsys, place, "--config", "p.yaml") == [
        "checker: p.yaml:1:1: 'fail_on': unknown severity 'hih'; did you mean 'high'?",
        "checker: p.yaml:2:1: 'dispute_days': 'ten' is no whole number",
        "checker: p.yaml:3:1: 'must_run': 'small-reply' is no list; write one value a line, each behind a dash",
        "checker: p.yaml:4:1: 'max_undetermined': '2' is more than 1",
        "checker: p.yaml:5:12: '1': a mapping is no text; put it in quotes",
    ]


def test_budgets_and_the_other_files_are_told_together(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policy = "packs: [small]\nbudgets:\n  small-replay: {count: 1}\n  nothing-*: {count: 2}\n"
    (place / "p.yaml").write_text(policy, encoding="utf-8")
    (place / "waivers.yaml").write_text("waivers:\n  - {id: w 1, rule: small-reply}\n", encoding="utf-8")
    (place / "disputes.yaml").write_text(
        f"disputes:\n  - {{case: 12, says: objected, by: '', on: 2024-03-04, reason: x}}\n"
        f"  - {{case: {Q2}, says: upheld, by: e9, on: 2024-03-04, reason: x, evidence: [{{file: a, sha256: b}}]}}\n",
        encoding="utf-8",
    )
    said = told(capsys, place, "--config", "p.yaml")
    assert said[:2] == [
        "checker: p.yaml:3:3: unknown rule 'small-replay'; did you mean 'small-reply'?",
        "checker: p.yaml:4:3: no rule fits 'nothing-*'; known: small-card, small-reply",
    ]
    assert "checker: waivers.yaml:2:6: 'id': 'w 1' is no id; write letters, digits and . _ - without blanks" in said
    assert (
        "checker: disputes.yaml:2:6: 'case': '12' is no case id; it has 16 digits, 0-9 and a-f; `checker query` lists"
        " them" in said
    )
    assert "checker: disputes.yaml:2:32: 'by': is empty; say it" in said
    assert any("'sha256': 'b' is no SHA-256; it has 64 digits, 0-9 and a-f" in line for line in said)


def test_unknown_parameters_are_told_where_they_were_given(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "p.yaml").write_text("parameters:\n  - {name: small.replys, value: 20}\n", encoding="utf-8")
    assert told(capsys, place, "--config", "p.yaml", "--set", "small.repyl=10") == [
        "checker: p.yaml:2:5: unknown parameter 'small.replys'; did you mean 'small.reply'?",
        "checker: --set: unknown parameter 'small.repyl'; did you mean 'small.reply'?",
    ]
    ended = command(capsys, "rules", "impact", "--set", "small.repyl=10", "--store", "s", "--quiet")
    assert "--set: unknown parameter 'small.repyl'" in ended.err


def test_policy_of_a_trusted_snapshot_is_read_as_strictly(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = arguments(place, 4, "--trust-snapshot-policy")
    header = Path(words[1]) / "snapshot.yaml"
    header.write_text(f"{header.read_text(encoding='utf-8')}role_map: [a]\n", encoding="utf-8")
    ended = command(capsys, *words)
    assert ended.code == 2
    assert "snapshot.yaml: 'role_map': a list is no mapping; write keys with their values below it" in ended.err


def test_a_violation_that_is_excused_needs_no_place_in_a_baseline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_company(tmp_path)
    (tmp_path / "waivers.yaml").write_text(
        f"waivers:\n  - {{id: w, rule: small-reply, case: {Q2}, reason: x, approver: e9, granted_on: 2024-03-01,"
        " expires_on: 2024-06-01}\n",
        encoding="utf-8",
    )
    audit(tmp_path)
    (tmp_path / "baseline.csv").write_text("case_id,rule_id,subject,occurrence,accepted_on,reason\n", encoding="utf-8")
    accept = ("baseline", "accept", "latest", "--store", "s", "--reason", "known")
    ended = command(capsys, *accept, "--case", Q2)
    assert ended.code == 2
    assert f"--case: '{Q2}' fits only violations that are excused already" in ended.err
    assert "fits no violation of the audit" in command(capsys, *accept, "--case", "0" * 16).err
    assert command(capsys, *accept, "--case", Q3).code == 0


def test_pruning_tells_both_mistakes(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys, "store", "prune", "--before", "soon", "--store", "s")
    assert ended.code == 2
    assert [line.split(": ")[1] for line in ended.err.splitlines()] == ["--before", "--reason"]
