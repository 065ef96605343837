"""The commit that a folder is checked out at, read from the repository's own files; git itself is not needed."""

import re
from pathlib import Path

COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
LARGEST = 8_000_000


def commit_of(path: Path) -> dict[str, str] | None:
    """`commit` and, on a branch, `ref` of the repository around a file or folder; None where there is none.

    Whether files were changed since the commit is not told: the hashes of the files in the manifest are."""
    try:
        place = path.resolve()
        for folder in (place, *place.parents):
            if (folder / ".git").exists():
                return _head(_git_folder(folder / ".git"))
    except (OSError, ValueError):
        return None
    return None


def _git_folder(git: Path) -> Path:
    """`.git` itself, or where it points to: worktrees and submodules have a file there."""
    if git.is_dir():
        return git
    return (git.parent / _text(git).removeprefix("gitdir:").strip()).resolve()


def _head(git: Path) -> dict[str, str] | None:
    head = _text(git / "HEAD").strip()
    if not head.startswith("ref:"):
        return {"commit": head} if COMMIT.fullmatch(head) else None
    ref = head.removeprefix("ref:").strip()
    commit = _of_ref(git, ref)
    return {"commit": commit, "ref": ref} if COMMIT.fullmatch(commit) else None


def _of_ref(git: Path, ref: str) -> str:
    """The commit of a branch, in a file of its own or among the packed ones; '' where it has none yet."""
    shared = git / "commondir"
    homes = [git, (git / _text(shared).strip()).resolve()] if shared.is_file() else [git]
    for home in homes:
        if (home / ref).is_file():
            return _text(home / ref).strip()
    for home in homes:
        if (home / "packed-refs").is_file():
            for line in _text(home / "packed-refs").splitlines():
                commit, _, name = line.partition(" ")
                if name == ref:
                    return commit
    return ""


def _text(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        return file.read(LARGEST)
