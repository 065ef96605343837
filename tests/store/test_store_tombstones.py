"""An audit is taken out whole or not at all, and the chain tells of it without a line rewritten."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest
from small_audit import manifest, put, writes

from checker.errors import NotWrittenError, UsageError
from checker.store import prune as pruning
from checker.store.audits import audits, find, remembered
from checker.store.chain import read_chain
from checker.store.prune import Tombstone, prunable, prune
from checker.store.publish import publish
from checker.store.verify import verify_store

SAID = Tombstone("2030-01-02T03:04:05+00:00", "Орлова", "office", "three years are over")
MONTHS = {"jan": 1, "feb": 2, "mar": 3}


def month(number: int) -> dict[str, object]:
    period = {"start": f"2026-{number:02}-01", "end": f"2026-{number + 1:02}-01"}
    return {"period": period, "as_of": f"2026-{number + 1:02}-02T00:00:00"}


def store_of(folder: Path, names: dict[str, int] = MONTHS) -> Path:
    made = folder / "cases.parquet"
    row = (
        "'c1' AS case_id, 'r' AS rule_id, 'event' AS judged, 'violated' AS verdict, 'open' AS standing, 'e1' AS unit_id"
    )
    duckdb.connect().execute(f"COPY (SELECT {row}) TO '{made}' (FORMAT parquet)")
    for name, number in names.items():
        put(folder / "store", name, cases=made.read_bytes(), **month(number))
    return folder / "store"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return store_of(tmp_path)


def names(store: Path) -> list[str]:
    return [audit.audit_id for audit in audits(store)]


def whats(store: Path) -> list[tuple[str, str]]:
    return [(problem.where.rpartition("/")[2], problem.what) for problem in verify_store(store)]


def test_the_chain_grows_by_a_tombstone_that_links_to_the_line_before(store: Path) -> None:
    before = (store / "chain.jsonl").read_bytes()
    prune(store, find(store, "jan"), SAID)
    after = (store / "chain.jsonl").read_bytes()
    assert after.startswith(before)
    *_, march, tombstone = read_chain(store)
    assert tombstone.previous == march.sha256
    assert tombstone.manifest_sha256 == read_chain(store)[0].manifest_sha256
    assert tombstone.pruned
    assert (tombstone.pruned.at, tombstone.pruned.by, tombstone.pruned.why) == (SAID.at, SAID.by, SAID.why)
    assert set(tombstone.pruned.kept) == {"cases.parquet", "manifest.json"}
    assert whats(store) == []


def test_a_pruned_audit_is_found_no_more_and_still_remembered_in_its_place(store: Path) -> None:
    prune(store, find(store, "feb"), SAID)
    assert names(store) == ["jan", "mar"]
    assert [(audit.audit_id, audit.pruned is not None) for audit in remembered(store)] == [
        ("jan", False),
        ("feb", True),
        ("mar", False),
    ]
    with pytest.raises(UsageError, match="was pruned on 2030-01-02 by Орлова: three years are over"):
        find(store, "feb")
    with pytest.raises(UsageError, match="known: jan, latest, mar"):
        find(store, "fex")


def test_what_ended_before_the_day_goes_and_the_latest_stay(store: Path) -> None:
    def chosen(day: date, keep: int = 1) -> list[str]:
        return [audit.audit_id for audit in prunable(store, day, keep)]

    assert chosen(date(2026, 1, 31)) == []
    assert chosen(date(2026, 2, 1)) == ["jan"]
    assert chosen(date(2030, 1, 1)) == ["jan", "feb"]
    assert chosen(date(2030, 1, 1), 2) == ["jan"]
    assert chosen(date(2030, 1, 1), 7) == []


def test_an_audit_stored_anew_stands_at_the_end_of_the_order(store: Path) -> None:
    cases = (store / "jan" / "cases.parquet").read_bytes()
    prune(store, find(store, "jan"), SAID)
    assert not put(store, "jan", cases=cases, **month(1)).repeated
    assert names(store) == ["feb", "mar", "jan"]
    assert not (store / "pruned" / "jan").exists()
    assert whats(store) == []
    prune(store, find(store, "jan"), SAID)
    assert len(read_chain(store)) == 6
    assert whats(store) == []


def rewritten(change: Callable[[dict[str, object]], object]) -> Callable[[Path], None]:
    def forge(store: Path) -> None:
        lines = (store / "chain.jsonl").read_bytes().splitlines()
        told = json.loads(lines[-1])
        change(told)
        lines[-1] = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        (store / "chain.jsonl").write_bytes(b"\n".join([*lines, b""]))

    return forge


def repeat_the_last_line(store: Path) -> None:
    from checker.store.chain import append_link

    last = read_chain(store)[-1]
    append_link(store, last.audit_id, last.manifest_sha256, last.pruned)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda store: (store / "pruned" / "jan" / "cases.parquet").unlink(), ("cases.parquet", "is gone")),
        (lambda store: (store / "pruned" / "jan" / "x").touch(), ("x", "was added")),
        (lambda store: (store / "pruned" / "jan" / "manifest.json").write_text("{}"), ("manifest.json", "was changed")),
        (lambda store: (store / "pruned" / "jan").rename(store / "pruned" / "x"), ("jan", "is in the chain and gone")),
        (lambda store: (store / "jan").mkdir(), ("jan", "was pruned by the chain and is still there")),
        (
            rewritten(lambda told: told.update(audit_id="x")),
            ("chain.jsonl:4", "tells of the pruning of an audit that was not there"),
        ),
        (
            rewritten(lambda told: told.update(manifest_sha256="0")),
            ("chain.jsonl:4", "tells of the pruning of an audit that was not there"),
        ),
        (repeat_the_last_line, ("chain.jsonl:5", "tells of the pruning of an audit that was not there")),
        (
            rewritten(lambda told: told.update(pruned={"by": "x"})),
            ("chain.jsonl:4", "is not a line of the chain of audits"),
        ),
        (rewritten(lambda told: told.update(pruned=[])), ("chain.jsonl:4", "is not a line of the chain of audits")),
    ],
)
def test_whatever_is_changed_around_a_tombstone_is_found(
    store: Path, damage: Callable[[Path], None], told: tuple[str, str]
) -> None:
    prune(store, find(store, "jan"), SAID)
    damage(store)
    assert told in whats(store)


def test_a_tombstone_cut_off_leaves_an_audit_that_is_gone(store: Path) -> None:
    prune(store, find(store, "jan"), SAID)
    lines = (store / "chain.jsonl").read_bytes().splitlines(keepends=True)
    (store / "chain.jsonl").write_bytes(b"".join(lines[:-1]))
    assert whats(store) == [("jan", "is in the chain and gone")]


def test_an_audit_whose_line_was_cut_off_is_told(store: Path) -> None:
    lines = (store / "chain.jsonl").read_bytes().splitlines(keepends=True)
    (store / "chain.jsonl").write_bytes(b"".join(lines[:-1]))
    assert whats(store) == [("mar", "is not in the chain of audits")]


def test_two_who_prune_the_same_audit_leave_one_tombstone(store: Path) -> None:
    audit = find(store, "jan")
    prune(store, audit, SAID)
    with pytest.raises(NotWrittenError):
        prune(store, audit, SAID)
    assert len(read_chain(store)) == 4


def test_a_chain_that_cannot_be_written_leaves_the_audit(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pruning, "append_link", full)
    with pytest.raises(NotWrittenError, match=r"jan could not be pruned.*free some space"):
        prune(store, find(store, "jan"), SAID)
    assert names(store) == ["jan", "feb", "mar"]
    assert list((store / "pruned").iterdir()) == []
    assert list((store / ".aside").iterdir()) == []
    assert whats(store) == []


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_store_tombstones import SAID
from checker.store import prune as pruning
from checker.store.audits import find
calls = {"before": ("append_link", False), "after": ("append_link", True), "aside": ("write_remains", True)}
name, runs = calls[sys.argv[3]]
kept = getattr(pruning, name)
def dying(*given):
    if runs:
        kept(*given)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(pruning, name, dying)
store = Path(sys.argv[1])
pruning.prune(store, find(store, "jan"), SAID)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")
@pytest.mark.parametrize(("moment", "pruned"), [("aside", False), ("before", False), ("after", True)])
def test_killed_while_pruning_and_tidied_up_by_the_next_writer(store: Path, moment: str, pruned: bool) -> None:
    here = str(Path(__file__).parent)
    arguments = [sys.executable, "-c", KILLED, str(store), here, moment]
    done = subprocess.run(arguments, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert names(store) == (["feb", "mar"] if pruned else ["jan", "feb", "mar"])
    put(store, "apr", **month(4))
    assert (store / "jan").exists() != pruned
    assert (store / "pruned" / "jan").exists() == pruned
    assert list((store / ".aside").iterdir()) == []
    assert whats(store) == []


def test_a_writer_killed_before_chaining_is_chained_by_whoever_writes_next(tmp_path: Path) -> None:
    script = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from small_audit import put
from checker.store import publish
publish.append_link = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
put(Path(sys.argv[1]), "a")
"""
    arguments = [sys.executable, "-c", script, str(tmp_path), str(Path(__file__).parent)]
    assert subprocess.run(arguments, capture_output=True, check=False).returncode == -signal.SIGKILL
    assert (names(tmp_path), whats(tmp_path)) == ([], [("a", "is not in the chain of audits")])
    put(tmp_path, "b")
    assert (names(tmp_path), whats(tmp_path)) == (["a", "b"], [])


def test_a_folder_that_came_otherwise_is_neither_chained_nor_removed(tmp_path: Path) -> None:
    put(tmp_path / "other", "a")
    put(tmp_path / "store", "b")
    os.rename(tmp_path / "other" / "a", tmp_path / "store" / "a")
    publish(tmp_path / "store", manifest("c"), writes({}), {})
    assert whats(tmp_path / "store") == [("a", "is not in the chain of audits")]
