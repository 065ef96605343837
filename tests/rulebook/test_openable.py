"""Places in rule files are told as the working folder opens them."""

from pathlib import Path

import pytest

from checker.errors import Problem
from checker.rulebook.openable import all_openable, openable


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a pack and a part of it; another pack lies outside."""
    working = tmp_path / "working"
    (working / "rules" / "parts").mkdir(parents=True)
    for file in ("rules/own.yaml", "rules/parts/cards.yaml", "../other.yaml"):
        (working / file).write_text("", encoding="utf-8")
    monkeypatch.chdir(working)
    return working


@pytest.mark.parametrize(
    ("where", "wanted"),
    [
        ("own.yaml:9:5", "rules/own.yaml:9:5"),
        ("own.yaml", "rules/own.yaml"),
        ("own.yaml:9:5: own-calls: when", "rules/own.yaml:9:5: own-calls: when"),
        ("parts/cards.yaml:1:1", "rules/parts/cards.yaml:1:1"),
        ("other.yaml:1:1", "other.yaml:1:1"),
        ("own: placed", "own: placed"),
        ("own.hours", "own.hours"),
        ("", ""),
    ],
)
def test_the_folder_is_named(here: Path, where: str, wanted: str) -> None:
    for given in (Path("rules/own.yaml"), here / "rules" / "own.yaml"):
        assert openable(where, [given]) == wanted


def test_what_lies_elsewhere_is_named_as_it_was_given(here: Path) -> None:
    outside = here.parent / "other.yaml"
    assert openable("other.yaml:2:3", [Path("rules/own.yaml"), outside]) == f"{outside}:2:3"
    assert openable("other.yaml:2:3", [Path("../other.yaml")]) == "../other.yaml:2:3"


def test_the_rest_of_a_problem_stays(here: Path) -> None:
    problem = Problem("own.yaml:1:1", "own.yaml:2:2 is wrong", "mend it")
    assert all_openable([problem], [Path("rules/own.yaml")]) == [
        Problem("rules/own.yaml:1:1", "own.yaml:2:2 is wrong", "mend it")
    ]
