"""`--format`: the names are those of the files, and each format may name the file that it goes to."""

import json
from pathlib import Path

import pytest

from checker.report.formats import NAMES
from tests.small_pack import write_pack, write_snapshot

from .running import Ended, command


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An audit of the small snapshot, from the folder that holds it."""
    write_snapshot(tmp_path)
    write_pack(tmp_path)
    monkeypatch.chdir(tmp_path)
    return ["audit", "snapshot", "--rules", "small.yaml", "--period", "2024-03", "--quiet"]


@pytest.mark.parametrize("name", ["audit", "report"])
def test_the_help_lists_every_format(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = "".join(command(capsys, name, "--help").out.replace("│", " ").split())
    assert ",".join(NAMES) in said


def test_formats_go_where_they_say_and_the_rest_to_stdout(
    asked: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    formats = ["--format", "github", "--format", "sarif:a.sarif", "--format", "junit:b.xml,gitlab:c.json"]
    ended = command(capsys, *asked, *formats)
    assert ended.code == 1
    assert ended.out.startswith("::error file=snapshot/inquiry.csv,line=3,")
    sarif = json.loads((tmp_path / "a.sarif").read_text("utf-8"))
    assert sarif["runs"][0]["artifacts"][0]["location"]["uri"] == "snapshot/client.csv"
    assert (tmp_path / "b.xml").read_text("utf-8").startswith("<?xml")
    assert len(json.loads((tmp_path / "c.json").read_text("utf-8"))) == 3


def test_several_without_a_file_of_their_own_need_a_folder(
    asked: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = command(capsys, *asked, "--format", "json,csv")
    assert (refused.code, refused.err) == (
        2,
        "checker: --out: several formats need a folder; give --out FOLDER, or NAME:FILE\n",
    )
    assert not (tmp_path / "audits").exists(), "nothing was judged"
    ended = command(capsys, *asked, "--format", "json,csv,sarif:own.sarif", "--out", "reports")
    assert (ended.code, ended.out) == (1, "")
    assert sorted(path.suffix for path in (tmp_path / "reports").iterdir()) == [".csv", ".json"]
    assert (tmp_path / "own.sarif").is_file()


@pytest.mark.parametrize(
    ("formats", "said"),
    [
        ("sarrif", "checker: --format: unknown format 'sarrif'; did you mean 'sarif'?\n"),
        ("sarif:", "checker: --format: 'sarif:' names no file; write it as json:report.json\n"),
        ("sarrif:x", "checker: --format: unknown format 'sarrif'; did you mean 'sarif'?\n"),
    ],
)
def test_mistakes_are_found_before_anything_is_judged(
    asked: list[str], tmp_path: Path, formats: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = command(capsys, *asked, "--format", formats)
    assert (ended.code, ended.err) == (2, said)
    assert not (tmp_path / "audits").exists()


def test_a_file_that_cannot_be_written_ends_with_4(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys, *asked, "--format", "sarif:nowhere/a.sarif")
    assert ended.code == 4
    assert "nowhere/a.sarif" in ended.err


def report(capsys: pytest.CaptureFixture[str], *arguments: str) -> Ended:
    return command(capsys, "report", "latest", *arguments)


def test_a_stored_audit_is_told_where_its_snapshot_lies(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    command(capsys, *asked)
    assert "::error file=inquiry.csv,line=3," in report(capsys, "--format", "github").out
    assert "::error file=x/y/inquiry.csv,line=3," in report(capsys, "--format", "github", "--sources", "x/y").out


def test_results_are_cut_on_demand(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    command(capsys, *asked)
    log = json.loads(report(capsys, "--format", "sarif", "--max-results", "1").out)
    assert log["runs"][0]["properties"]["results"] == {"shown": 1, "total": 3}
    assert command(capsys, "report", "--max-results", "-1").code == 2
