"""What an audit of the story has to come to: the files of `months/`, worked out by hand."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.yaml_text import load_yaml

FOLDER = Path(__file__).parent / "months"
COLUMNS = (
    *("verdict", "scope", "standing", "change", "first_seen", "rectify_by", "rectification"),
    *("waiver", "dispute", "known", "gates"),
)


@dataclass(frozen=True)
class Month:
    """`cases`: rule/subject, with @occurrence for a window, to its cells as they stand in COLUMNS."""

    name: str
    facts: dict[str, Any]
    cases: dict[str, dict[str, str]]


def month(name: str) -> Month:
    """The expectation written for one audit."""
    path = FOLDER / f"{name}.yaml"
    facts = load_yaml(path.read_text(encoding="utf-8"), path.name).data
    return Month(name, facts, _table(facts["cases"]))


def _table(text: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            case, *cells = line.split()
            assert case not in found, case
            found[case] = dict(zip(COLUMNS, cells, strict=True))
    return found
