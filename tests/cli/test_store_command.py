"""Old audits leave the store; what the next ones say stays what it would have been."""

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from .months import audit_month, content, stored
from .running import command

PERSONAL = ("client_id", "responsible_id", "unit_id", "tier", "evidence", "text_en", "text_ru", "text_zh")


def prune(capsys: pytest.CaptureFixture[str], store: Path, before: str, *options: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    named = ["store", "prune", "--before", before, "--store", str(store), "--format", "json"]
    ended = command(capsys, *named, "--reason", "kept for a quarter", "--by", "Орлова", *options)
    return ended.code, json.loads(ended.out) if ended.out else {}


def left(store: Path, month: int) -> list[dict[str, Any]]:
    path = stored(store / "pruned", month) / "cases.parquet"
    found = duckdb.connect().execute(f"SELECT * FROM '{path}' ORDER BY subject_id")
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """March to May in one store."""
    folder = tmp_path_factory.mktemp("quarter")
    for month in (3, 4, 5):
        audit_month(folder, month)
    return folder


@pytest.fixture
def months(quarter: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(quarter, tmp_path / "months"))


def test_the_next_audit_says_the_same_whether_or_not_the_first_ones_were_pruned(
    months: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(months / "s", months / "whole")
    code, told = prune(capsys, months / "s", "2024-05-01")
    assert (code, len(told["audits"])) == (0, 2)
    codes = [audit_month(months, 6, store=name) for name in ("s", "whole")]
    assert codes[0] == codes[1]
    assert content(stored(months / "s", 6)) == content(stored(months / "whole", 6))


def test_what_no_later_audit_told_again_is_carried_on_from_a_pruned_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """April looks at cards only, so q2 and q3 of March are next heard of in May, where q2 is lost and q3 cured."""
    audit_month(tmp_path, 3)
    audit_month(tmp_path, 4, "--select", "small-card")
    shutil.copytree(tmp_path / "s", tmp_path / "whole")
    assert prune(capsys, tmp_path / "s", "2024-04-01")[0] == 0
    for name in ("s", "whole"):
        audit_month(tmp_path, 5, store=name)
    assert content(stored(tmp_path / "s", 5)) == content(stored(tmp_path / "whole", 5))
    path = stored(tmp_path / "s", 5) / "cases.parquet"
    query = (
        f"SELECT subject_id, standing, responsible_id, text_en <> '' FROM '{path}' WHERE scope = 'carried' ORDER BY 1"
    )
    assert duckdb.connect().execute(query).fetchall() == [("q2", "lost", "e1", True), ("q3", "cured", "e2", True)]


def test_an_audit_after_a_pruned_one_can_be_repeated(months: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """April knew March; repeated after March is gone it gives the same name and the same bytes."""
    prune(capsys, months / "s", "2024-04-01")
    before = sorted(path.name for path in (months / "s").iterdir())
    assert audit_month(months, 4) == 1
    assert sorted(path.name for path in (months / "s").iterdir()) == before
    store = str(months / "s")
    assert command(capsys, "verify", "2024-04", "--store", store, "--again").code == 0


def test_what_is_left_names_no_person_but_in_the_row_that_last_knew_a_lost_case(
    months: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """q2 is in the exports of March and April and gone in May: May told it from the row of April."""
    prune(capsys, months / "s", "2024-05-01")
    files = ["cases.parquet", "manifest.json", "rules.parquet"]
    assert [sorted(path.name for path in stored(months / "s" / "pruned", month).iterdir()) for month in (3, 4)] == [
        files,
        files,
    ]
    march, april = ({row["subject_id"]: row for row in left(months / "s", month)} for month in (3, 4))
    assert (set(march), set(april)) == ({"c2", "q2", "q3"}, {"q2", "q3", "q6"})
    bare = [*march.values(), april["q3"], april["q6"]]
    assert {row[name] for row in bare for name in PERSONAL} == {""}
    assert (march["q3"]["verdict"], march["q3"]["standing"]) == ("violated", "open")
    assert (april["q3"]["verdict"], april["q3"]["standing"]) == ("violated", "cured")
    assert april["q2"]["responsible_id"] == "e1"
    assert "q2" in april["q2"]["text_en"]


def test_a_pruned_audit_is_told_of_and_not_called_gone(months: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store, name = months / "s", stored(months / "s", 3).name
    chain = (store / "chain.jsonl").read_bytes()
    assert prune(capsys, store, "2024-04-01")[0] == 0
    assert not (store / name).exists()
    assert (store / "chain.jsonl").read_bytes().startswith(chain)
    tombstone = json.loads((store / "chain.jsonl").read_bytes().splitlines()[-1])
    assert tombstone["audit_id"] == name
    assert (tombstone["pruned"]["by"], tombstone["pruned"]["why"]) == ("Орлова", "kept for a quarter")
    for asked in ([], ["2024-03"], [name]):
        ended = command(capsys, "verify", *asked, "--store", str(store))
        assert ended.code == 0
        assert "was pruned on" in ended.out
        assert "Орлова" in ended.out
    ended = command(capsys, "query", "--audit", name, "--store", str(store))
    assert ended.code == 2
    assert "kept for a quarter" in ended.err
    listed = json.loads(command(capsys, "store", "list", "--store", str(store), "--format", "json").out)["audits"]
    assert [one["pruned"] is not None for one in listed] == [True, False, False]
    assert listed[0]["verdicts"]["violated"] == 3


def test_every_audit_of_the_store_is_asked_and_pruned_ones_are_not(
    months: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prune(capsys, months / "s", "2024-05-01")
    ended = command(
        capsys, "query", "--audit", "all", "--store", str(months / "s"), "--group-by", "audit", "--format", "json"
    )
    assert [row["audit"][:7] for row in json.loads(ended.out)["rows"]] == ["2024-05"]


def test_what_was_left_is_watched_over(months: Path, capsys: pytest.CaptureFixture[str]) -> None:
    prune(capsys, months / "s", "2024-04-01")
    path = stored(months / "s" / "pruned", 3) / "cases.parquet"
    path.write_bytes(path.read_bytes() + b"x")
    ended = command(capsys, "verify", "--store", str(months / "s"))
    assert ended.code == 4
    assert "cases.parquet: was changed" in ended.out


def test_a_dry_run_and_the_latest_stay(months: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in (months / "s").rglob("*") if path.is_file()}
    code, told = prune(capsys, months / "s", "2030-01-01", "--dry-run")
    assert (code, [one["audit_id"][:7] for one in told["audits"]]) == (0, ["2024-03", "2024-04"])
    assert {path: path.read_bytes() for path in (months / "s").rglob("*") if path.is_file()} == before
    assert prune(capsys, months / "s", "2030-01-01", "--keep-last", "3")[1]["audits"] == []
    assert prune(capsys, months / "s", "2024-03-31")[1]["audits"] == []


def test_a_damaged_audit_is_not_pruned_away(months: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (stored(months / "s", 3) / "people.parquet").unlink()
    chain = (months / "s" / "chain.jsonl").read_bytes()
    assert prune(capsys, months / "s", "2024-04-01")[0] == 4
    assert stored(months / "s", 3).is_dir()
    assert (months / "s" / "chain.jsonl").read_bytes() == chain


def test_a_pruned_audit_made_anew_is_stored_anew(months: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = content(stored(months / "s", 3))
    prune(capsys, months / "s", "2024-04-01")
    assert audit_month(months, 3) == 1
    assert content(stored(months / "s", 3)) == before
    assert command(capsys, "verify", "--store", str(months / "s")).code == 0
    assert prune(capsys, months / "s", "2024-04-01")[0] == 0
    assert command(capsys, "verify", "--store", str(months / "s")).code == 0


@pytest.mark.parametrize(
    "options",
    [
        ["--before", "soon", "--reason", "x"],
        ["--before", "2024-01-01"],
        ["--before", "2024-01-01", "--reason", " "],
        ["--before", "2024-01-01", "--reason", "x", "--keep-last", "0"],
        ["--before", "2024-01-01", "--reason", "x", "--lang", "de"],
    ],
)
def test_mistakes(options: list[str], months: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys, "store", "prune", "--store", str(months / "s"), *options)
    assert ended.code == 2
    assert "fault of the program" not in ended.err


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_the_list_in_every_language(lang: str, months: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys, "store", "list", "--store", str(months / "s"), "--lang", lang)
    assert ended.code == 0
    assert {"en": "Violated", "ru": "Нарушено", "zh": "违规"}[lang] in ended.out
    assert len(ended.out.splitlines()) == 4


def test_a_store_without_audits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["list"], ["prune", "--before", "2024-01-01", "--reason", "x"]):
        assert command(capsys, "store", *words, "--store", str(tmp_path / "none")).code == 2
