"""An audit enters the store whole, once, or not at all."""

import errno
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from small_audit import manifest, put, writes

from checker.errors import NotWrittenError
from checker.store import publish as publishing
from checker.store.audits import audits
from checker.store.publish import publish

HELLO = (
    "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"  # sha256 of "hello", from its published tables
)


def visible(store: Path) -> set[str]:
    return {path.name for path in store.iterdir() if not path.name.startswith(".")} if store.exists() else set()


def left_aside(store: Path) -> list[Path]:
    return list((store / ".aside").iterdir()) if (store / ".aside").exists() else []


def test_the_manifest_names_every_output_with_its_hash(tmp_path: Path) -> None:
    stored = put(tmp_path, "a", cases=b"hello")
    told = json.loads((tmp_path / "a" / "manifest.json").read_text(encoding="utf-8"))
    assert told["outputs"]["cases.parquet"] == HELLO
    assert sorted(told["outputs"]) == ["cases.parquet", "tallies.parquet"]
    assert told["company"] == "ООО Ромашка"
    assert not stored.repeated
    assert json.loads((tmp_path / "a" / "run.json").read_text()) == {"user": "auditor"}


def test_the_manifest_is_written_in_one_way_only(tmp_path: Path) -> None:
    facts = manifest("a")
    publish(tmp_path / "one", facts, writes({}), {})
    publish(tmp_path / "two", dict(reversed(facts.items())), writes({}), {"other": 1})
    one, two = ((tmp_path / store / "a" / "manifest.json").read_bytes() for store in ("one", "two"))
    assert one == two
    assert one.endswith(b"}\n")
    assert "Ромашка".encode() in one


def test_the_chain_holds_the_hash_of_the_line_before(tmp_path: Path) -> None:
    put(tmp_path, "a")
    put(tmp_path, "b")
    first, second = (tmp_path / "chain.jsonl").read_bytes().splitlines()
    assert json.loads(first)["previous"] == ""
    assert json.loads(second)["previous"] == hashlib.sha256(first).hexdigest()
    kept = (tmp_path / "b" / "manifest.json").read_bytes()
    assert json.loads(second)["manifest_sha256"] == hashlib.sha256(kept).hexdigest()


def test_a_repeated_audit_stores_nothing(tmp_path: Path) -> None:
    put(tmp_path, "a")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "a").iterdir()}
    chain = (tmp_path / "chain.jsonl").read_bytes()
    again = put(tmp_path, "a")
    assert again.repeated
    assert again.folder == tmp_path / "a"
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "a").iterdir()} == before
    assert (tmp_path / "chain.jsonl").read_bytes() == chain
    assert left_aside(tmp_path) == []


def test_other_outputs_under_the_same_name_are_refused_by_file(tmp_path: Path) -> None:
    put(tmp_path, "a", cases=b"one")
    with pytest.raises(NotWrittenError) as refused:
        put(tmp_path, "a", cases=b"two")
    assert [Path(problem.where).name for problem in refused.value.problems] == ["cases.parquet"]
    assert (tmp_path / "a" / "cases.parquet").read_bytes() == b"one"


def test_other_facts_in_the_manifest_are_refused_by_key(tmp_path: Path) -> None:
    put(tmp_path, "a", rate=0.5)
    with pytest.raises(NotWrittenError, match="'rate'"):
        put(tmp_path, "a", rate=0.75)


def test_other_versions_with_the_same_outputs_repeat(tmp_path: Path) -> None:
    put(tmp_path, "a")
    assert put(tmp_path, "a", versions={"checker": "0.2.0"}).repeated


def test_other_versions_with_other_outputs_say_so(tmp_path: Path) -> None:
    put(tmp_path, "a", cases=b"one")
    with pytest.raises(NotWrittenError, match=r"other versions.*0\.1\.0"):
        put(tmp_path, "a", cases=b"two", versions={"checker": "0.2.0"})


def test_a_stored_file_that_was_changed_is_told_when_the_audit_is_repeated(tmp_path: Path) -> None:
    put(tmp_path, "a")
    (tmp_path / "a" / "cases.parquet").write_bytes(b"forged")
    with pytest.raises(NotWrittenError, match=r"cases\.parquet: was changed"):
        put(tmp_path, "a")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_disk_that_refuses_leaves_nothing(tmp_path: Path, code: int) -> None:
    def write(folder: Path) -> None:
        (folder / "cases.parquet").write_bytes(b"half")
        raise OSError(code, os.strerror(code))

    with pytest.raises(NotWrittenError) as refused:
        publish(tmp_path, manifest("a"), write, {})
    assert os.strerror(code) in str(refused.value)
    assert refused.value.problems[0].remedy
    assert visible(tmp_path) == set()
    assert left_aside(tmp_path) == []


def test_a_chain_that_cannot_be_written_takes_the_audit_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(publishing, "append_link", full)
    with pytest.raises(NotWrittenError, match="free some space"):
        put(tmp_path, "b")
    assert visible(tmp_path) == {"a", "chain.jsonl"}
    assert left_aside(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits are POSIX")
def test_a_disk_that_fills_up_for_real(tmp_path: Path) -> None:
    script = """
import resource, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from small_audit import put
from checker.errors import NotWrittenError
store = Path(sys.argv[1])
put(store, "a")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limit = int(sys.argv[3]) or (store / "chain.jsonl").stat().st_size + 100
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
try:
    put(store, "b", cases=b"x" * int(sys.argv[4]))
except NotWrittenError as error:
    print(error.problems[0].remedy)
"""
    for limit, size in ((5000, 9000), (0, 10)):  # a file beyond the limit; then only the chain grows beyond it
        store = tmp_path / str(limit)
        for number in range(8):
            put(store, f"before-{number}")
        arguments = [str(store), str(Path(__file__).parent), str(limit), str(size)]
        done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True)
        assert "--store" in done.stdout
        assert audits(store)[-1].audit_id == "a"
        assert "b" not in visible(store)
        assert left_aside(store) == []
        assert (store / "chain.jsonl").read_bytes().endswith(b"}\n")


def test_a_file_where_the_store_should_be(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("notes")
    with pytest.raises(NotWrittenError, match="is not a folder"):
        put(tmp_path / "store", "a")
    with pytest.raises(NotWrittenError) as refused:
        put(tmp_path / "store" / "deeper", "a")
    assert refused.value.problems[0].remedy
    assert (tmp_path / "store").read_text() == "notes"


@pytest.mark.parametrize("folder", [True, False])
def test_something_else_under_the_audits_name(tmp_path: Path, folder: bool) -> None:
    way = tmp_path / "a"
    if folder:
        way.mkdir()
        (way / "notes.txt").write_text("mine")
    else:
        way.write_text("mine")
    with pytest.raises(NotWrittenError, match="in the way"):
        put(tmp_path, "a")
    assert (way / "notes.txt" if folder else way).read_text() == "mine"
    assert audits(tmp_path) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_store_without_the_right_to_write(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(NotWrittenError, match="rights"):
        put(tmp_path / "store", "a")
    tmp_path.chmod(0o700)


def test_a_damaged_chain_is_not_built_upon(tmp_path: Path) -> None:
    put(tmp_path, "a")
    (tmp_path / "chain.jsonl").write_bytes(b"{}\n")
    with pytest.raises(NotWrittenError, match=r"chain\.jsonl:1"):
        put(tmp_path, "b")
    assert visible(tmp_path) == {"a", "chain.jsonl"}


def test_what_the_writer_raises_passes_through_and_leaves_nothing(tmp_path: Path) -> None:
    def write(folder: Path) -> None:
        (folder / "half").write_bytes(b"half")
        raise KeyError("rule")

    with pytest.raises(KeyError):
        publish(tmp_path, manifest("a"), write, {})
    assert visible(tmp_path) == set()
    assert left_aside(tmp_path) == []
