"""`checker init`: a policy that loads, and never over a file that is there."""

import re
from pathlib import Path

import pytest
from running import command

from checker.cli.init import TEMPLATE
from checker.rulebook.policy import Policy, load_policy, policy_of

COMMENTED = re.compile(r"^( *)# (?=(?: *[a-z_]+:|  - \{))", re.MULTILINE)


def test_the_file_is_a_policy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "compliance.yaml"
    ended = command(capsys, "init", str(path))
    assert (ended.code, ended.out.strip(), ended.err) == (0, str(path), "")
    policy = load_policy(path)
    assert policy.max_undetermined == 0.05
    assert policy.fail_on == "low"
    assert policy.working_calendar["hours"] == [["09:00", "18:00"]]


def test_every_commented_key_is_one_that_a_policy_has() -> None:
    policy = policy_of(COMMENTED.sub(r"\1", TEMPLATE), "compliance.yaml")
    assert policy.packs == ["sp2"]
    assert policy.parameters[0]["name"] == "sp2.reply_minutes"
    assert policy.must_run == ["sp2-reply-30min"]
    assert policy.working_calendar["units"]["branch-1"]
    assert policy.units["branch-1"] == {"time_zone": "Europe/Kaliningrad"}
    assert policy.placeholders == ["-", "n/a", "none", "test"]
    assert set(TEMPLATE.split()) & {f"{name}:" for name in Policy.model_fields}


def test_a_file_that_is_there_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "compliance.yaml"
    path.write_text("packs: [mine]\n", encoding="utf-8")
    ended = command(capsys, "init", str(path))
    assert ended.code == 2
    assert "is there already" in ended.err
    assert path.read_text(encoding="utf-8") == "packs: [mine]\n"
    assert command(capsys, "init", str(path), "--force").code == 0
    assert path.read_text(encoding="utf-8") == TEMPLATE


def test_a_folder_that_is_not_there_is_exit_code_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys, "init", str(tmp_path / "nowhere" / "compliance.yaml"))
    assert ended.code == 4
    assert "cannot be written" in ended.err
