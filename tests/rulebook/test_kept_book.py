"""Rule books from the cache: the same as from the files, never older than the files, and never anything but data."""

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.cache_folder import CacheFolder
from checker.errors import UsageError
from checker.rulebook.book import RuleBook, load_book
from checker.rulebook.frozen import thawed
from checker.rulebook.packed import UnpackedRules

PACK = """\
pack: own
title: {en: Own, ru: Свой, zh: 自}
registers: [clauses.yaml]
parts: [own/calls.yaml]
parameters:
  own.hours:
    unit: hours
    values: [{value: 8, until: 2023-12-31}, {value: 4.5, since: 2024-01-01}]
    says: {en: Hours, ru: Часы, zh: 小时}
views:
  late_calls:
    why: for a test
    of: inquiry
    select: SELECT i.id, i.received_at FROM inquiry AS i WHERE i.channel = 'phone'
placed:
  - {clauses: [own-2], as: not_checked, why: cannot be seen}
"""
PART = """\
rules:
  - id: own-calls
    clauses: [own-1]
    title: {en: Calls returned, ru: Перезвонить, zh: 回电}
    severity: medium
    basis: explicit
    kind: deadline
    subject: inquiry
    when: channel = 'phone'
    gates: [{when: kind = 'account_query', verdict: not_applicable, reason: exempt}]
    starts: received_at
    within: $own.hours
    met_by: answered_at
    since: 2020-01-01
    examples:
      - name: in time
        as_of: 2024-03-10 00:00
        given: {inquiry: [{id: q1, channel: phone, received_at: 2024-03-01 10:00, answered_at: 2024-03-01 14:00}]}
        expect: {q1: met}
"""
REGISTER = """\
sources: [{id: own, title: Own}]
clauses:
  - {id: own-1, source: own, locator: §1, modality: must, says: call back, title: {en: a, ru: а, zh: 一},
     basis: explicit, checkability: auto, severity: medium, kind: deadline}
  - {id: own-2, source: own, locator: §2, modality: must, says: be kind, title: {en: b, ru: б, zh: 二},
     basis: explicit, checkability: none, severity: low, kind: deadline, core: true}
"""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CacheFolder:
    monkeypatch.setenv("CHECKER_CACHE", str(tmp_path / "cache"))
    return CacheFolder(tmp_path / "cache")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    (tmp_path / "rules" / "own").mkdir(parents=True)
    (tmp_path / "rules" / "own" / "calls.yaml").write_text(PART, encoding="utf-8")
    (tmp_path / "rules" / "clauses.yaml").write_text(REGISTER, encoding="utf-8")
    path = tmp_path / "rules" / "own.yaml"
    path.write_text(PACK, encoding="utf-8")
    return path


def is_kept(book: RuleBook) -> bool:
    return isinstance(book.rules, UnpackedRules)


def entries(cache: CacheFolder) -> list[Path]:
    return sorted(cache.folder.iterdir()) if cache.folder.exists() else []


def test_a_kept_book_is_the_book_of_the_files(pack: Path, cache: CacheFolder) -> None:
    fresh, kept = load_book([pack]), load_book([pack])
    assert (is_kept(fresh), is_kept(kept)) == (False, True)
    for name in vars(fresh):
        if name != "rules":
            assert getattr(kept, name) == getattr(fresh, name), name
    assert dict(kept.rules) == dict(fresh.rules)
    assert {name: tree.sql() for name, tree in kept.trees.items()} == {
        name: tree.sql() for name, tree in fresh.trees.items()
    }
    rule, other = kept.rules["own-calls"].rule, fresh.rules["own-calls"].rule
    assert type(rule) is type(other)
    assert rule.model_dump_json() == other.model_dump_json()
    assert rule.model_fields_set == other.model_fields_set
    (example,) = kept.rules["own-calls"].examples
    assert example.expect == {"q1": "met"}
    assert kept.rules["own-calls"].examples_at == ("own/calls.yaml:16:9",)
    assert kept.parameters_at == {"own.hours": "own.yaml:6:3"}
    assert kept.sources == fresh.sources


def test_rules_and_examples_are_unpacked_when_they_are_asked_for(pack: Path, cache: CacheFolder) -> None:
    load_book([pack])
    book = load_book([pack])
    assert isinstance(book.rules, UnpackedRules)
    assert list(book.rules) == ["own-calls"]
    assert book.rules._found == {}
    assert len(book.rules["own-calls"].examples) == 1
    assert vars(book.rules["own-calls"].examples)["_found"] is None
    assert pickle.loads(pickle.dumps(book)) == book, "as worker processes get it"


@pytest.mark.parametrize("changed", ["own.yaml", "own/calls.yaml", "clauses.yaml"])
def test_a_changed_file_is_read_again(pack: Path, cache: CacheFolder, changed: str) -> None:
    load_book([pack])
    path = pack.parent / changed
    found = path.stat()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{en: ", "{en: X"), encoding="utf-8")
    os.utime(path, (found.st_atime, found.st_mtime))
    assert not is_kept(load_book([pack])), "whatever its date says"
    assert is_kept(load_book([pack]))
    assert len(entries(cache)) == 1


def test_a_register_that_changed_tells_its_new_text(pack: Path, cache: CacheFolder) -> None:
    load_book([pack])
    register = pack.parent / "clauses.yaml"
    register.write_text(REGISTER.replace("call back", "call back at once"), encoding="utf-8")
    assert [load_book([pack]).clauses["own-1"].says for _ in range(2)] == ["call back at once"] * 2


@pytest.mark.parametrize("gone", ["own/calls.yaml", "clauses.yaml"])
def test_a_file_that_is_gone_is_missed(pack: Path, cache: CacheFolder, gone: str) -> None:
    load_book([pack])
    (pack.parent / gone).unlink()
    with pytest.raises(UsageError, match="cannot be read"):
        load_book([pack])


def test_a_further_file_of_a_folder_is_seen(pack: Path, cache: CacheFolder) -> None:
    (pack.parent / "clauses.yaml").rename(pack.parent / "own" / "clauses.yaml")
    pack.write_text(PACK.replace("[clauses.yaml]", "[own/clauses.yaml]"), encoding="utf-8")
    assert list(load_book([pack.parent]).packs) == ["own"]
    (pack.parent / "more.yaml").write_text("pack: more\ntitle: {en: a, ru: а, zh: 一}\n", encoding="utf-8")
    assert [sorted(load_book([pack.parent]).packs) for _ in range(2)] == [["more", "own"]] * 2


def test_mistakes_are_never_kept(pack: Path, cache: CacheFolder) -> None:
    pack.write_text(PACK.replace("[own-2]", "[own-3]"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(UsageError, match="unknown clause 'own-3'"):
            load_book([pack])
    assert entries(cache) == []


def test_another_program_reads_the_files_itself(
    pack: Path, cache: CacheFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_book([pack])
    monkeypatch.setattr("checker.rulebook.kept_book._program", lambda: "9.9.9")
    assert not is_kept(load_book([pack]))


def test_switched_off_it_keeps_nothing(pack: Path, cache: CacheFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHECKER_CACHE", "off")
    assert not is_kept(load_book([pack]))
    assert not is_kept(load_book([pack]))
    assert entries(cache) == []


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def turned(content: bytes) -> bytes:
    return content[:-40] + bytes([content[-40] ^ 64]) + content[-39:]


@pytest.mark.parametrize("spoil", [cut, turned, lambda _: b"", lambda _: b"nonsense"])
def test_a_spoilt_entry_is_ignored_and_written_again(
    pack: Path, cache: CacheFolder, spoil: Callable[[bytes], bytes]
) -> None:
    load_book([pack])
    (path,) = entries(cache)
    path.write_bytes(spoil(path.read_bytes()))
    assert not is_kept(load_book([pack]))
    assert is_kept(load_book([pack]))


@pytest.mark.parametrize("body", [b"", b"nonsense", pickle.dumps(None), pickle.dumps(({}, {}, {}))])
def test_a_whole_entry_that_is_no_book_is_ignored(pack: Path, cache: CacheFolder, body: bytes) -> None:
    load_book([pack])
    (path,) = entries(cache)
    cache.write(path.stem, b"{}\n" + body)
    assert not is_kept(load_book([pack]))


class Evil:
    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, ("made-by-a-cache",)


def test_nothing_in_an_entry_is_ever_run(
    pack: Path, cache: CacheFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    load_book([pack])
    (path,) = entries(cache)
    cache.write(path.stem, b"{}\n" + pickle.dumps(Evil()))
    assert not is_kept(load_book([pack]))
    assert not (tmp_path / "made-by-a-cache").exists()
    for callable_ in (os.system, eval, load_book, Path):
        with pytest.raises(pickle.UnpicklingError, match="no part of a rule book"):
            thawed(pickle.dumps(callable_))
