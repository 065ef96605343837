"""The user's cache: entries appear whole, the oldest make room, and nothing is read that somebody else could write."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from checker.cache_folder import MOST_ENTRIES, CacheFolder, cache_folder


@pytest.fixture
def folder(tmp_path: Path) -> CacheFolder:
    return CacheFolder(tmp_path / "deep" / "cache")


def files(folder: CacheFolder) -> list[Path]:
    return sorted(folder.folder.iterdir())


def test_what_was_kept_comes_back(folder: CacheFolder) -> None:
    assert folder.read("book") is None
    folder.write("book", b"one")
    folder.write("book", b"two\nlines")
    assert folder.read("book") == b"two\nlines"
    assert folder.read("other") is None
    assert [path.name for path in files(folder)] == ["book.kept"]


def test_the_folder_and_its_entries_are_the_users_alone(folder: CacheFolder) -> None:
    folder.write("book", b"one")
    assert folder.folder.stat().st_mode & 0o777 == 0o700
    assert files(folder)[0].stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("place", [0, 9, 40, 75, -1])
def test_a_changed_byte_is_noticed(folder: CacheFolder, place: int) -> None:
    folder.write("book", b"one" * 100)
    (path,) = files(folder)
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    assert folder.read("book") is None


@pytest.mark.parametrize("length", [0, 5, 60, 90])
def test_a_cut_entry_is_noticed(folder: CacheFolder, length: int) -> None:
    folder.write("book", b"one" * 100)
    (path,) = files(folder)
    path.write_bytes(path.read_bytes()[:length])
    assert folder.read("book") is None


@pytest.mark.parametrize("mode", [0o660, 0o606])
def test_an_entry_that_others_may_write_is_not_read(folder: CacheFolder, mode: int) -> None:
    folder.write("book", b"one")
    files(folder)[0].chmod(mode)
    assert folder.read("book") is None


@pytest.mark.parametrize("mode", [0o770, 0o1777])
def test_a_folder_that_others_may_write_is_not_used(folder: CacheFolder, mode: int) -> None:
    folder.write("book", b"one")
    folder.folder.chmod(mode)
    assert folder.read("book") is None
    folder.write("other", b"two")
    assert [path.name for path in files(folder)] == ["book.kept"]


def test_what_another_user_owns_is_not_read(folder: CacheFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("book", b"one")
    mine = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: mine + 1)
    assert folder.read("book") is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_an_entry_of_another_user_in_our_folder_is_not_read(folder: CacheFolder) -> None:
    folder.write("book", b"one")
    os.chown(files(folder)[0], 12_345, 12_345)
    assert folder.read("book") is None


def test_a_link_is_not_followed(folder: CacheFolder, tmp_path: Path) -> None:
    folder.write("book", b"one")
    folder.write("link", b"one")
    (folder.folder / "link.kept").unlink()
    (folder.folder / "link.kept").symlink_to(folder.folder / "book.kept")
    assert folder.read("link") is None
    assert folder.read("book") == b"one"


def test_entries_used_longest_ago_make_room(folder: CacheFolder) -> None:
    for number in range(MOST_ENTRIES):
        folder.write(f"n{number}", b"x")
        os.utime(folder.folder / f"n{number}.kept", (1000 + number, 1000 + number))
    assert folder.read("n0") == b"x", "which makes it the one used last"
    folder.write("more", b"x")
    assert len(files(folder)) == MOST_ENTRIES
    assert folder.read("n1") is None
    assert folder.read("n0") == b"x"


def test_large_entries_make_room_too(folder: CacheFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.cache_folder.MOST_BYTES", 1000)
    for number in range(4):
        folder.write(f"n{number}", b"x" * 400)
        os.utime(folder.folder / f"n{number}.kept", (1000 + number, 1000 + number))
    assert [path.name for path in files(folder)] == ["n2.kept", "n3.kept"]
    folder.write("huge", b"x" * 5000)
    assert [path.name for path in files(folder)] == ["huge.kept"], "one entry is always kept"


def test_a_folder_that_cannot_be_made_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    folder = CacheFolder(tmp_path / "file" / "cache")
    folder.write("book", b"one")
    assert folder.read("book") is None


def test_readers_and_writers_at_once_see_whole_entries(folder: CacheFolder) -> None:
    contents = {bytes([number]) * 200_000 for number in range(8)}

    def turn(content: bytes) -> bytes | None:
        folder.write("book", content)
        return folder.read("book")

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(turn, sorted(contents) * 4))
    assert set(found) <= contents
    assert [path.name for path in files(folder)] == ["book.kept"], "nothing is left aside"


@pytest.mark.parametrize("said", ["off", "OFF", "0", "no", ""])
def test_it_can_be_switched_off(said: str) -> None:
    assert cache_folder({"CHECKER_CACHE": said}) is None


def test_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("HOME", "/home/anna")
    monkeypatch.chdir(tmp_path)
    found = {
        said: cache_folder(environment)
        for said, environment in {
            "named": {"CHECKER_CACHE": "/fast/cache"},
            "relative": {"CHECKER_CACHE": "cache"},
            "xdg": {"XDG_CACHE_HOME": "/xdg"},
            "xdg must be absolute": {"XDG_CACHE_HOME": "xdg"},
            "home": {},
        }.items()
    }
    assert {said: str(folder.folder) for said, folder in found.items() if folder} == {
        "named": "/fast/cache",
        "relative": str(tmp_path / "cache"),
        "xdg": "/xdg/checker",
        "xdg must be absolute": "/home/anna/.cache/checker",
        "home": "/home/anna/.cache/checker",
    }


def test_without_a_home_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr(Path, "home", nowhere)
    assert cache_folder({}) is None
