"""The store after six months: it holds, and a single byte that is another is seen."""

import shutil
from pathlib import Path

import pytest

from tests.story.company import MONTHS
from tests.story.conftest import run_in
from tests.story.play import Played

NOT_THE_SAME = 4
AGAIN = ("audit", "exports/2026-06", "--rules", "rules", "--period", "2026-06", "--chain", "python")


def test_the_chain_of_all_audits_holds(story: Played) -> None:
    code, said = run_in(story.folder)("verify")
    assert code == 0, said
    assert f"Unchanged since they were stored: {len(MONTHS)}; damaged: 0" in said


@pytest.mark.parametrize("file", ["cases.parquet", "escalations.parquet", "manifest.json"])
@pytest.mark.parametrize("name", ["2026-01", "2026-04"])
def test_a_changed_byte_of_an_audit_is_seen(story: Played, tmp_path: Path, name: str, file: str) -> None:
    store = _copy(story, tmp_path)
    _change_a_byte(store / story.audits[name] / file)
    code, said = run_in(story.folder)("verify", "--store", str(store))
    assert code == NOT_THE_SAME
    assert f"Unchanged since they were stored: {len(MONTHS) - 1}; damaged: 1" in said


def test_a_changed_byte_of_the_chain_is_seen(story: Played, tmp_path: Path) -> None:
    store = _copy(story, tmp_path)
    chain = store / "chain.jsonl"
    first, *rest = chain.read_text(encoding="utf-8").splitlines(keepends=True)
    chain.write_text("".join([first.replace("2026-01", "2026-00", 1), *rest]), encoding="utf-8")
    assert run_in(story.folder)("verify", "--store", str(store))[0] == NOT_THE_SAME


def test_a_changed_byte_of_an_export_is_seen(story: Played, tmp_path: Path) -> None:
    asked = ("verify", story.audits["2026-06"])
    assert run_in(story.folder)(*asked)[0] == 0
    shutil.copytree(story.folder / "exports" / "2026-06", tmp_path / "june")
    assert run_in(story.folder)(*asked, "--snapshot", str(tmp_path / "june"))[0] == 0
    _change_a_byte(tmp_path / "june" / "inquiry.csv")
    assert run_in(story.folder)(*asked, "--snapshot", str(tmp_path / "june"))[0] == NOT_THE_SAME


def test_an_audit_repeated_in_its_store_leaves_every_byte(story: Played) -> None:
    before = _bytes(story.folder / "audits")
    assert run_in(story.folder)(*AGAIN)[0] == story.exits["2026-06"]
    assert _bytes(story.folder / "audits") == before


def _copy(story: Played, folder: Path) -> Path:
    return Path(shutil.copytree(story.folder / "audits", folder / "audits"))


def _change_a_byte(file: Path) -> None:
    """One bit of the byte in the middle."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def _bytes(store: Path) -> dict[str, bytes]:
    files = [path for path in store.rglob("*") if path.is_file() and path.name != "run.json"]
    return {str(path.relative_to(store)): path.read_bytes() for path in files}
