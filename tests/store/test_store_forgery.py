"""A store rewritten so that its chain is whole again: what the audits themselves still tell, and what they cannot."""

import json
import shutil
from pathlib import Path

import pytest
from small_audit import put
from test_store_tombstones import SAID, month, store_of, whats

from checker.errors import NotWrittenError
from checker.store.audits import audits, find
from checker.store.canonical import file_hash
from checker.store.chain import append_link, read_chain
from checker.store.prune import prune

KNEW = {"feb": ["jan"], "mar": ["jan", "feb"]}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Three months, each of which knew those before it."""
    cases = (store_of(tmp_path) / "jan" / "cases.parquet").read_bytes()
    shutil.rmtree(tmp_path / "store")
    for number, name in enumerate(("jan", "feb", "mar"), start=1):
        put(tmp_path / "store", name, cases=cases, earlier=KNEW.get(name, []), **month(number))
    return tmp_path / "store"


def chain_anew(store: Path, *names: str) -> None:
    """The whole chain written again, of these audits in this order, every hash right."""
    (store / "chain.jsonl").unlink()
    for name in names:
        append_link(store, name, file_hash(store / name / "manifest.json"))


def test_an_untouched_store_is_fine(store: Path) -> None:
    assert whats(store) == []


def test_a_chain_without_one_audit_is_told_by_those_that_knew_it(store: Path) -> None:
    shutil.rmtree(store / "feb")
    chain_anew(store, "jan", "mar")
    told = "names an earlier audit that the chain does not have before it (feb)"
    assert whats(store) == [("manifest.json", told)]


def test_two_audits_that_changed_places_are_told(store: Path) -> None:
    chain_anew(store, "feb", "jan", "mar")
    told = "names an earlier audit that the chain does not have before it (jan)"
    assert whats(store) == [("manifest.json", told)]


def test_two_audits_whose_folders_changed_places_are_told(store: Path) -> None:
    (store / "jan").rename(store / "kept")
    (store / "feb").rename(store / "jan")
    (store / "kept").rename(store / "feb")
    chain_anew(store, "jan", "feb", "mar")
    assert {what for _, what in whats(store)} >= {"holds the audit feb", "holds the audit jan"}


def test_the_newest_audit_cut_off_whole_is_told_by_nothing_in_the_store(store: Path) -> None:
    """Only a hash noted elsewhere tells (`verify --head`), which docs/store.md says."""
    shutil.rmtree(store / "mar")
    chain_anew(store, "jan", "feb")
    assert whats(store) == []


def test_another_audit_under_the_name_of_a_pruned_one_is_told(store: Path, tmp_path: Path) -> None:
    prune(store, find(store, "jan"), SAID)
    forged = put(tmp_path / "elsewhere", "jan", cases=b"nothing was violated", **month(1)).folder
    shutil.copytree(forged, store / "jan")
    assert ("jan", "was pruned by the chain and is still there") in whats(store)
    shutil.rmtree(store / "pruned" / "jan")
    append_link(store, "jan", file_hash(store / "jan" / "manifest.json"))
    assert ("chain.jsonl:5", "is another audit under the name of one that was pruned (jan)") in whats(store)


def test_an_audit_that_says_other_than_the_pruned_one_is_not_stored(store: Path) -> None:
    prune(store, find(store, "jan"), SAID)
    chain = (store / "chain.jsonl").read_bytes()
    with pytest.raises(NotWrittenError, match="now gives another content"):
        put(store, "jan", cases=b"nothing was violated", earlier=[], **month(1))
    assert (store / "chain.jsonl").read_bytes() == chain
    assert whats(store) == []


def test_judged_anew_by_other_versions_a_pruned_audit_gets_its_manifest_back(store: Path) -> None:
    audit = find(store, "jan")
    cases, manifest = audit.cases.read_bytes(), (audit.folder / "manifest.json").read_bytes()
    prune(store, audit, SAID)
    put(store, "jan", cases=cases, earlier=[], versions={"checker": "9"}, **month(1))
    assert (store / "jan" / "manifest.json").read_bytes() == manifest
    assert whats(store) == []


def test_what_was_left_of_a_pruned_audit_must_be_whole_before_it_is_stored_anew(store: Path) -> None:
    audit = find(store, "jan")
    cases = audit.cases.read_bytes()
    prune(store, audit, SAID)
    (store / "pruned" / "jan" / "manifest.json").write_bytes(b"{}")
    with pytest.raises(NotWrittenError, match="was changed or removed since the audit was pruned"):
        put(store, "jan", cases=cases, earlier=[], **month(1))


def test_an_audit_whose_folder_was_deleted_comes_back_when_it_is_repeated(store: Path) -> None:
    cases, lines = (store / "jan" / "cases.parquet").read_bytes(), len(read_chain(store))
    shutil.rmtree(store / "jan")
    with pytest.raises(NotWrittenError, match="is in the chain and gone"):
        put(store, "jan", cases=b"other", earlier=[], **month(1))
    put(store, "jan", cases=cases, earlier=[], **month(1))
    assert len(read_chain(store)) == lines
    assert whats(store) == []


def test_a_link_in_an_audit_is_told_and_not_pruned(store: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (store / "jan" / "more").symlink_to(tmp_path / "elsewhere")
    assert whats(store) == [("more", "was added")]
    (store / "jan" / "more").unlink()
    (store / "jan" / "cases.parquet").rename(tmp_path / "cases-elsewhere")
    (store / "jan" / "cases.parquet").symlink_to(tmp_path / "cases-elsewhere")
    assert whats(store) == []
    with pytest.raises(NotWrittenError, match="is a link, and what it leads to would not be taken out"):
        prune(store, find(store, "jan"), SAID)
    assert [audit.audit_id for audit in audits(store)] == ["jan", "feb", "mar"]


def test_an_audit_moved_away_behind_a_link_is_read_and_not_pruned(store: Path, tmp_path: Path) -> None:
    (store / "jan").rename(tmp_path / "bigger-disk")
    (store / "jan").symlink_to(tmp_path / "bigger-disk")
    assert whats(store) == []
    assert find(store, "jan").period[0].month == 1
    with pytest.raises(NotWrittenError, match="is a link"):
        prune(store, find(store, "jan"), SAID)


def test_a_store_behind_a_link_is_a_store(store: Path, tmp_path: Path) -> None:
    (tmp_path / "audits").symlink_to(store)
    linked = tmp_path / "audits"
    put(linked, "apr", cases=find(linked, "mar").cases.read_bytes(), **month(4))
    prune(linked, find(linked, "jan"), SAID)
    assert whats(linked) == []
    assert [json.loads(link.line)["audit_id"] for link in read_chain(store)] == ["jan", "feb", "mar", "apr", "jan"]
