"""The files of planted truth as they are written: every scalar is text, nothing is expanded yet."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"

Mapping = dict[str, Any]


@dataclass(frozen=True)
class Stage:
    """One snapshot and one audit of it: period [start, end) of local days, moments as company-local text."""

    name: str
    start: str
    end: str
    as_of: str
    taken_at: str
    background: tuple[str, ...]
    lacks: frozenset[str]
    only: frozenset[str]
    parameters: tuple[Mapping, ...]

    def judges(self, clause: str) -> bool:
        """Whether the truth of this clause is declared in this stage."""
        return not self.only or clause in self.only


@dataclass(frozen=True)
class PlantFile:
    """One file: the stage its plants belong to by default, the columns its rows take by default, and its plants."""

    name: str
    stage: str
    defaults: Mapping
    plants: tuple[Mapping, ...]


@dataclass(frozen=True)
class Planted:
    """Everything that is written: the head (plants.yaml), its policy with typed values, the files beside it."""

    head: Mapping
    policy: Mapping
    stages: tuple[Stage, ...]
    background: Mapping
    files: tuple[PlantFile, ...]

    def stage(self, name: str) -> Stage:
        """The stage of this name. Raises KeyError."""
        found = {stage.name: stage for stage in self.stages}
        return found[name]


@cache
def read_planted(folder: Path = FIXTURES) -> Planted:
    """Read plants.yaml and plants/*.yaml."""
    source = (folder / "plants.yaml").read_text(encoding="utf-8")
    head = _texts(source)
    typed = yaml.safe_load(source)
    files = [_plant_file(path) for path in sorted((folder / "plants").glob("*.yaml"))]
    background: Mapping = {}
    for path in sorted((folder / "plants").glob("*.yaml")):
        background |= _texts(path.read_text(encoding="utf-8")).get("background", {})
    return Planted(head, typed["policy"], tuple(_stages(head, typed)), background, tuple(files))


def _texts(source: str) -> Mapping:
    found: Mapping = yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts only
    return found


def _plant_file(path: Path) -> PlantFile:
    content = _texts(path.read_text(encoding="utf-8"))
    return PlantFile(path.stem, content.get("stage", ""), content.get("defaults", {}), tuple(content.get("plants", ())))


def _stages(head: Mapping, typed: Mapping) -> list[Stage]:
    found = []
    for text, values in zip(head["stages"], typed["stages"], strict=True):
        found.append(
            Stage(
                name=text["name"],
                start=text["period"][0],
                end=text["period"][1],
                as_of=text["as_of"],
                taken_at=text["taken_at"],
                background=tuple(text.get("background", ())),
                lacks=frozenset(text.get("lacks", ())),
                only=frozenset(text.get("only", ())),
                parameters=tuple(values.get("parameters", ())),
            )
        )
    return found
