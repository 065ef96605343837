"""Inputs, rules and outputs of a stored audit are hashed again, and it is judged anew."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from checker.baselines.file import HEADER
from checker.cli.examined import Again, Examined
from checker.store.audits import find
from checker.store.checked import CHANGED, SAME, Checked
from checker.store.damage import damage

from .months import arguments, audit_month, stored
from .running import command

POLICY = "# 2024\nmax_undetermined: 0.1\n"
FILES = {"compliance.yaml": POLICY, "waivers.yaml": "waivers: []\n", "disputes.yaml": "disputes: []\n"}
OPTIONS = {"compliance.yaml": "--config", "waivers.yaml": "--waivers", "disputes.yaml": "--disputes"}
OPTIONS["baseline.csv"] = "--baseline"


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """March and April, judged with a policy and files about violations."""
    folder = tmp_path_factory.mktemp("audited")
    options = []
    for name, text in (FILES | {"baseline.csv": f"{HEADER}\n"}).items():
        (folder / name).write_text(text, encoding="utf-8")
        options += [OPTIONS[name], str(folder / name)]
    audit_month(folder, 3, *options)
    audit_month(folder, 4, *options)
    return folder


@pytest.fixture
def folder(audited: Path, tmp_path: Path) -> Path:
    """A copy, whose runs note its own inputs."""
    copy = Path(shutil.copytree(audited, tmp_path / "copy"))
    for noted in (copy / "s").glob("*/run.json"):
        noted.write_text(noted.read_text(encoding="utf-8").replace(str(audited), str(copy)), encoding="utf-8")
    return copy


def verify(
    capsys: pytest.CaptureFixture[str], folder: Path, name: str = "2024-03", *options: str
) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    named = [name] if name else []
    ended = command(capsys, "verify", *named, "--store", str(folder / "s"), "--format", "json", *options)
    return ended.code, json.loads(ended.out)


def not_same(told: dict[str, Any]) -> set[tuple[str, str, str]]:
    (audit,) = told["audits"]
    files = [*audit["files"], *audit.get("inputs", ()), *audit.get("repeated", {"files": []})["files"]]
    return {(file["part"], file["name"], file["state"]) for file in files if file["state"] != "same"}


def test_everything_is_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = verify(capsys, folder)
    assert (code, not_same(told)) == (0, set())
    (audit,) = told["audits"]
    parts = [file["part"] for file in audit["inputs"]]
    assert parts == ["snapshot"] * 3 + ["rules", "policy", "waivers", "disputes", "baseline"]
    assert {file["recorded"] == file["found"] != "" for file in audit["inputs"]} == {True}
    manifest = json.loads((stored(folder / "s", 3) / "manifest.json").read_bytes())
    assert sorted(manifest["auditor_files"]) == ["baseline", "disputes", "waivers"]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda folder: (folder / "export-03/snapshot/client.csv").open("a").write("\n"), ("snapshot", "client.csv")),
        (lambda folder: (folder / "export-03/snapshot/snapshot.yaml").write_text("x"), ("snapshot", "snapshot.yaml")),
        (lambda folder: (folder / "small.yaml").open("a").write("\n"), ("rules", "small.yaml")),
        (
            lambda folder: (folder / "compliance.yaml").write_text("max_undetermined: 0.2"),
            ("policy", "compliance.yaml"),
        ),
        (lambda folder: (folder / "compliance.yaml").write_text("{"), ("policy", "compliance.yaml")),
        (lambda folder: (folder / "waivers.yaml").write_text(""), ("waivers", "waivers.yaml")),
        (lambda folder: (folder / "disputes.yaml").write_text(""), ("disputes", "disputes.yaml")),
        (lambda folder: (folder / "baseline.csv").write_text(""), ("baseline", "baseline.csv")),
    ],
)
def test_a_changed_input_is_told_and_fails(
    folder: Path, change: Any, found: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    change(folder)
    code, told = verify(capsys, folder)
    assert (code, not_same(told)) == (4, {(*found, "changed")})
    assert told["audits"][0]["state"] == "unchanged"
    assert verify(capsys, folder, "2024-03", "--no-inputs")[0] == 0
    assert verify(capsys, folder, "")[0] == 0
    assert verify(capsys, folder, "", "--inputs")[0] == 4


@pytest.mark.parametrize(
    ("place", "count"),
    [
        ("export-03", 3),
        ("export-03/snapshot/client.csv", 1),
        ("small.yaml", 1),
        ("compliance.yaml", 1),
        ("waivers.yaml", 1),
    ],
)
def test_an_input_that_is_not_there_is_told_and_fails_only_when_strict(
    folder: Path, place: str, count: int, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / place).rename(folder / "moved")
    code, told = verify(capsys, folder)
    assert (code, [state for _, _, state in not_same(told)]) == (0, ["gone"] * count)
    assert verify(capsys, folder, "2024-03", "--strict")[0] == 4
    ended = command(capsys, "verify", "2024-03", "--store", str(folder / "s"))
    assert "not there any more are no damage" in ended.out


def test_a_table_that_came_later_is_a_change(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    snapshot = folder / "export-03" / "snapshot"
    (snapshot / "order.csv").write_text("id\n")
    (snapshot / "notes.txt").write_text("not a table")
    code, told = verify(capsys, folder)
    assert (code, not_same(told)) == (4, {("snapshot", "order.csv", "added")})


def test_a_comment_in_the_policy_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "compliance.yaml").write_text("# reviewed\nmax_undetermined: 0.10\n")
    assert verify(capsys, folder)[0] == 0


def test_inputs_that_were_moved_are_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "export-03").rename(folder / "archive")
    (folder / "small.yaml").rename(folder / "archive" / "small.yaml")
    places = ["--snapshot", str(folder / "archive" / "snapshot"), "--rules", str(folder / "archive")]
    code, told = verify(capsys, folder, "2024-03", "--strict", *places)
    assert (code, not_same(told)) == (0, set())
    assert verify(capsys, folder, "2024-03", "--snapshot", str(folder / "export-04" / "snapshot"))[0] == 4


@pytest.mark.parametrize("noted", ["", "[]", "{}", '{"inputs": 3}', '{"inputs": {"snapshot": 1, "rules": "x"}}'])
def test_without_the_notes_of_the_run_inputs_are_not_found(
    folder: Path, noted: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (stored(folder / "s", 3) / "run.json").write_text(noted)
    code, told = verify(capsys, folder)
    assert code == 0
    assert {state for _, _, state in not_same(told)} == {"gone"}


def test_judged_anew_from_the_same_inputs_it_gives_the_same_bytes(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """April knew March; the store is none the wiser afterwards."""
    before = {path: path.read_bytes() for path in (folder / "s").rglob("*") if path.is_file()}
    code, told = verify(capsys, folder, "2024-04", "--again")
    assert (code, not_same(told)) == (0, set())
    names = {file["name"] for file in told["audits"][0]["repeated"]["files"]}
    assert {"cases.parquet", "manifest.json", "people.parquet"} <= names
    assert "run.json" not in names
    assert {path: path.read_bytes() for path in (folder / "s").rglob("*") if path.is_file()} == before


def test_it_is_not_judged_anew_from_other_inputs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "waivers.yaml").unlink()
    code, told = verify(capsys, folder, "2024-04", "--again")
    assert (code, told["audits"][0]["repeated"]["refused"][0]["code"]) == (3, "inputs_differ")
    (folder / "waivers.yaml").write_text(FILES["waivers.yaml"])
    shutil.rmtree(stored(folder / "s", 3))
    code, told = verify(capsys, folder, "2024-04", "--again")
    assert (code, told["audits"][0]["repeated"]["refused"][0]["code"]) == (3, "knew_others")


def test_other_bytes_outrank_all_else(folder: Path) -> None:
    found = Examined(folder / "s")
    assert found.exit_code(strict=False) == 0
    found.again = Again(refused=(damage("inputs_differ", "x"),))
    assert found.exit_code(strict=False) == 3
    found.again = Again((Checked("repeated", "a", SAME), Checked("repeated", "b", CHANGED)))
    assert found.exit_code(strict=False) == 4


def test_what_is_repeated_is_compared_file_by_file(folder: Path) -> None:
    from checker.auditing.repeated import compared, other_versions

    march, april = find(folder / "s", "2024-03"), find(folder / "s", "2024-04")
    states = {file.name: file.state for file in compared(march, april)}
    assert (states["cases.parquet"], states["manifest.json"], states["clauses.parquet"]) == (
        "changed",
        "changed",
        "same",
    )
    assert {file.state for file in compared(march, march)} == {"same"}
    (april.folder / "people.parquet").rename(april.folder / "persons.parquet")
    states = {file.name: file.state for file in compared(march, april)}
    assert (states["people.parquet"], states["persons.parquet"]) == ("gone", "added")
    assert other_versions(march, april) == {}


def test_the_hash_that_the_chain_ended_with_must_still_be_in_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = verify(capsys, folder, "")[1]["chain"]["head"]
    assert len(head) == 64
    lines = (folder / "s" / "chain.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "s" / "chain.jsonl").write_bytes(lines[0])
    shutil.rmtree(stored(folder / "s", 4))
    assert verify(capsys, folder, "")[0] == 0  # nothing in the store itself can tell
    code, told = verify(capsys, folder, "", "--head", head)
    assert (code, [one["code"] for one in told["chain"]["damage"]]) == (4, ["unknown_head"])
    earlier = told["chain"]["head"]
    assert verify(capsys, folder, "", "--head", earlier[:12])[0] == 0


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_in_every_language(folder: Path, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = {"en": ("Changed", "was changed"), "ru": ("Изменено", "изменён"), "zh": ("已更改", "已被修改")}[lang]
    (folder / "waivers.yaml").write_text("")
    (stored(folder / "s", 3) / "people.parquet").write_bytes(b"x")
    for options in (["2024-03"], ["2024-03", "--each"], []):
        ended = command(capsys, "verify", *options, "--store", str(folder / "s"), "--lang", lang)
        assert ended.code == 4
        assert words[1] in ended.out
        assert (words[0] in ended.out) == bool(options)
    code, told = verify(capsys, folder, "", "--lang", lang)
    assert (code, told["audits"][0]["damage"][0]["what"]) == (4, words[1])


@pytest.mark.parametrize(
    "options",
    [
        ["--again"],
        ["--snapshot", "x"],
        ["2024-09"],
        ["2024-03", "--lang", "de"],
        ["2024-03", "--format", "xml"],
        ["2024"],
    ],
)
def test_mistakes(folder: Path, options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys, "verify", "--store", str(folder / "s"), *options)
    assert ended.code == 2
    assert "fault of the program" not in ended.err


def test_a_parameter_set_twice_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of the two values one would count, and the manifest would not say which."""
    twice = ["--set", "small.reply=20", "--set", "small.reply=40"]
    ended = command(capsys, *arguments(tmp_path, 3, *twice))
    assert (ended.code, "'small.reply' is set twice" in ended.err) == (2, True)
