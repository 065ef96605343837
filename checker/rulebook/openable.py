"""Places in rule files as a terminal or an editor opens them; a rule book knows its files by their names only."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from checker.errors import Problem


def openable(where: str, files: Sequence[Path]) -> str:
    """`small.yaml:9:5` as `rules/small.yaml:9:5`: the file, or the part of it, among these rule files or beside them.

    From the working folder where it lies in that, else as it was named; what is no such file stays as it is."""
    name, colon, rest = where.partition(":")
    homes = dict.fromkeys(file.parent for file in files)
    found = next((home / name for home in homes if name and (home / name).is_file()), None)
    return where if found is None else f"{_from_here(found)}{colon}{rest}"


def all_openable(problems: Iterable[Problem], files: Sequence[Path]) -> list[Problem]:
    """Problems, each at a place that opens."""
    return [replace(problem, where=openable(problem.where, files)) for problem in problems]


def _from_here(path: Path) -> str:
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
