"""A new audit over a store that has lost something: it says so, and nothing is stored that rests on less."""

import shutil
from pathlib import Path

import pytest

from checker.cli import run

from .months import arguments, audit_month, stored
from .running import command


@pytest.fixture(scope="module")
def march_and_april(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("damaged")
    assert (audit_month(folder, 3), audit_month(folder, 4)) == (1, 1)
    return folder


@pytest.fixture
def folder(march_and_april: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(march_and_april, tmp_path / "company"))


def audits_in(store: Path) -> list[str]:
    return sorted(path.name for path in store.glob("2024-*"))


def test_an_audit_of_the_chain_that_is_gone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = folder / "s"
    april = stored(store, 4)
    shutil.rmtree(april)
    ended = command(capsys, *arguments(folder, 5))
    assert ended.code == 4
    assert f"{april}: is in the chain and gone; restore it from a backup" in ended.err
    assert audits_in(store) == [stored(store, 3).name]
    assert audit_month(folder, 4) == 1  # repeated, the audit is there again
    assert april.is_dir()
    assert audit_month(folder, 5) == 1


def test_a_chain_that_is_gone_or_cut(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = folder / "s"
    chain = store / "chain.jsonl"
    lines = chain.read_bytes().splitlines(keepends=True)
    chain.write_bytes(lines[0])
    ended = command(capsys, *arguments(folder, 5))
    assert ended.code == 4
    assert f"{stored(store, 4)}: is not in the chain of audits" in ended.err
    chain.unlink()
    ended = command(capsys, *arguments(folder, 5))
    assert ended.code == 4
    assert ended.err.count("is not in the chain of audits") == 2
    assert len(audits_in(store)) == 2
    chain.write_bytes(b"".join(lines))
    assert audit_month(folder, 5) == 1


def test_an_audit_that_died_before_it_was_chained_is_chained_by_its_repetition(folder: Path) -> None:
    chain = folder / "s" / "chain.jsonl"
    lines = chain.read_bytes().splitlines(keepends=True)
    chain.write_bytes(lines[0])
    assert audit_month(folder, 4) == 1
    assert chain.read_bytes() == b"".join(lines)


@pytest.mark.parametrize("file", ["cases.parquet", "rules.parquet"])
def test_a_file_of_an_earlier_audit_that_was_changed(
    folder: Path, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    damaged = stored(folder / "s", 3)
    with (damaged / file).open("ab") as out:
        out.write(b"x")
    ended = command(capsys, *arguments(folder, 5))
    assert ended.code == 2
    assert f"{damaged}: cannot be read: " in ended.err
    assert "`checker verify` shows what is damaged" in ended.err
    assert len(audits_in(folder / "s")) == 2


def test_folders_that_are_no_audits_disturb_nobody(folder: Path) -> None:
    (folder / "s" / "notes").mkdir()
    (folder / "s" / "notes" / "manifest.json").write_text("{}", encoding="utf-8")
    shutil.copytree(stored(folder / "s", 3), folder / "s" / "copy of March")
    assert run(arguments(folder, 5)) == 1
