"""One scene for every kind, from scenes.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.yaml_text import load_yaml

Given = Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Scene:
    """A rule, rows of which at least one case is violated, and the facts (`table.column`) that may be blanked."""

    rule: str
    rows: Given
    facts: list[str]

    def world(self, name: str) -> dict[str, list[dict[str, Any]]]:
        """The rows in a world of their own: nothing in it has to do with any other."""
        return {
            table: [{column: value.replace("#", name) for column, value in row.items()} for row in rows]
            for table, rows in self.rows.items()
        }


_FILE = Path(__file__).parent / "scenes.yaml"
SCENES = {name: Scene(**scene) for name, scene in load_yaml(_FILE.read_text(encoding="utf-8"), _FILE.name).data.items()}
EVENT_KINDS = ("precedence", "absence", "cadence", "continuity", "transition", "deadline", "threshold")
