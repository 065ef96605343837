"""Whatever is changed in a store afterwards is found."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from small_audit import put
from typer.testing import CliRunner

from checker.cli.verify import verify as verify_command
from checker.errors import UsageError
from checker.store.audits import find
from checker.store.verify import verify, verify_store


@pytest.fixture
def store(tmp_path: Path) -> Path:
    for name in ("a", "b", "c"):
        put(tmp_path, name)
    return tmp_path


def command(*arguments: str) -> tuple[int, str]:
    app = typer.Typer()
    app.command()(verify_command)
    done = CliRunner().invoke(app, list(arguments))
    return done.exit_code, done.output


def change_line(store: Path, number: int, change: Callable[[bytes], bytes]) -> None:
    lines = (store / "chain.jsonl").read_bytes().splitlines(keepends=True)
    lines[number] = change(lines[number])
    (store / "chain.jsonl").write_bytes(b"".join(lines))


def test_an_untouched_store_is_fine(store: Path) -> None:
    assert verify_store(store) == []
    assert verify(find(store, "b")) == []
    assert command("--store", str(store))[0] == 0
    assert command("b", "--store", str(store))[0] == 0


def test_run_facts_may_change(store: Path) -> None:
    (store / "b" / "run.json").write_text("{}")
    assert verify_store(store) == []


@pytest.mark.parametrize(
    ("damage", "where"),
    [
        (lambda folder: (folder / "cases.parquet").write_bytes(b"casez"), "cases.parquet"),
        (lambda folder: (folder / "cases.parquet").unlink(), "cases.parquet"),
        (lambda folder: (folder / "extra.parquet").write_bytes(b""), "extra.parquet"),
        (lambda folder: (folder / "manifest.json").unlink(), "manifest.json"),
        (lambda folder: (folder / "manifest.json").write_bytes(b"\xff{"), "manifest.json"),
    ],
)
def test_a_change_in_a_folder_is_named(store: Path, damage: Callable[[Path], object], where: str) -> None:
    damage(store / "b")
    assert {Path(problem.where).name for problem in verify(find(store, "b"))} == {where}
    assert {Path(problem.where).name for problem in verify_store(store)} == {where}
    assert verify(find(store, "a")) == []
    code, told = command("b", "--store", str(store))
    assert code == 4
    assert where in told


def test_a_manifest_rewritten_to_fit_forged_outputs_does_not_fit_the_chain(store: Path, tmp_path: Path) -> None:
    put(tmp_path / "elsewhere", "b", cases=b"forged")
    for name in ("cases.parquet", "manifest.json"):
        (store / "b" / name).write_bytes((tmp_path / "elsewhere" / "b" / name).read_bytes())
    assert [problem.what for problem in verify(find(store, "b"))] == ["is not the one that was chained"]


def test_a_chain_line_rewritten_to_fit_breaks_the_next_line(store: Path) -> None:
    change_line(store, 1, lambda line: line.replace(b'"manifest_sha256":"', b'"manifest_sha256":"0')[:-3] + b'"}\n')
    told = [problem.where.rpartition("/")[2] for problem in verify_store(store)]
    assert "chain.jsonl:3" in told
    assert "manifest.json" in told


def test_a_chain_line_taken_out_breaks_the_next_line(store: Path) -> None:
    change_line(store, 1, lambda _: b"")
    assert [problem.where.rpartition("/")[2] for problem in verify_store(store)] == ["b", "chain.jsonl:2"]


def test_a_line_that_is_none_is_told_with_its_number(store: Path) -> None:
    change_line(store, 1, lambda _: b"never\n")
    code, told = command("--store", str(store))
    assert code == 4
    assert "chain.jsonl:2" in told


def test_a_chain_cannot_lead_out_of_the_store(store: Path) -> None:
    change_line(store, 1, lambda line: json.dumps({**json.loads(line), "audit_id": "../x"}).encode() + b"\n")
    assert "chain.jsonl:2" in verify_store(store)[0].where


def test_an_audit_whose_folder_is_gone_is_told(store: Path) -> None:
    (store / "b").rename(store / "moved")
    assert [(Path(problem.where).name, problem.what) for problem in verify_store(store)] == [
        ("b", "is in the chain and gone")
    ]


def test_a_folder_under_another_audits_name_is_told(store: Path) -> None:
    (store / "b").rename(store / "kept")
    (store / "a").rename(store / "b")
    assert "holds the audit a" in {problem.what for problem in verify(find(store, "b"))}


def test_a_store_without_audits_is_not_called_fine(tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(verify_command)
    done = CliRunner().invoke(app, ["--store", str(tmp_path / "mistyped")])
    assert isinstance(done.exception, UsageError)
