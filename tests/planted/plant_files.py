"""The files of planted truth as they are written: every scalar is text, nothing is expanded yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .stages import Mapping, Stage, read_stages

__all__ = ["COMPANIES", "FIXTURES", "Background", "Mapping", "PlantFile", "Planted", "Stage", "read_planted"]

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
RULES = FIXTURES.parent / "rules"
# The companies made by hand, with the folders of their plants.yaml and plants/.
COMPANIES = {"sp2": FIXTURES, "industrial": FIXTURES / "industrial"}


@dataclass(frozen=True)
class PlantFile:
    """One file: the stage its plants belong to by default, what its rows take by default, and its plants."""

    name: str
    stage: str
    defaults: Mapping
    companions: Mapping
    lists: Mapping
    plants: tuple[Mapping, ...]


@dataclass(frozen=True)
class Background:
    """A named set of rows that stages stand on, and the file in which it is written (none: the head)."""

    items: tuple[Mapping, ...]
    file: PlantFile


@dataclass(frozen=True)
class Planted:
    """All that is written of a company: the head (plants.yaml), its policy with typed values, the files beside it."""

    company: str
    folder: Path
    head: Mapping
    policy: Mapping
    stages: tuple[Stage, ...]
    background: dict[str, Background]
    files: tuple[PlantFile, ...]
    unread: tuple[str, ...]

    def stage(self, name: str) -> Stage:
        """The stage of this name. Raises KeyError."""
        found = {stage.name: stage for stage in self.stages}
        return found[name]

    @property
    def windowed(self) -> frozenset[str]:
        """The clauses of which a case is told apart by its window."""
        return frozenset(self.head["windowed"])

    @property
    def exact(self) -> frozenset[str]:
        """The clauses with exact semantics: their truth is declared whole, met and pending too."""
        return self.windowed | frozenset(self.head["exact"])

    def packs(self, stage: Stage) -> tuple[Path, ...]:
        """The rule packs with clauses that can be declared in the stage."""
        packs = self.head["packs"].items()
        return tuple(RULES / f"{pack}.yaml" for pack, sources in packs if any(map(stage.may_judge, sources)))

    def policy_of(self, stage: Stage) -> Mapping:
        """The auditor's policy in the stage; the parameters of the packs judged there alone, others are unknown."""
        own = {parameter["name"] for parameter in stage.parameters}
        merged = [*stage.parameters, *(item for item in self.policy["parameters"] if item["name"] not in own)]
        known = {source for source in self.sources if stage.may_judge(source)}
        return {
            **self.policy,
            **stage.policy,
            "parameters": [item for item in merged if item["name"].partition(".")[0] in known],
        }

    @property
    def sources(self) -> tuple[str, ...]:
        """The regulations, by which the ids of clauses and the names of parameters begin."""
        return tuple(source for sources in self.head["packs"].values() for source in sources)


@cache
def read_planted(company: str = "sp2") -> Planted:
    """Read plants.yaml and plants/*.yaml of a company; a file that is no YAML is named in `unread`.

    ValueError: two stages or background sets have one name."""
    folder = COMPANIES[company]
    found = [folder / "plants.yaml", *sorted((folder / "plants").glob("*.yaml"))]
    sources = {path: path.read_text(encoding="utf-8") for path in found}
    unread = {path: fault for path in found[1:] if (fault := _fault(path.name, sources[path]))}
    paths = [path for path in found if path not in unread]
    texts = [_texts(sources[path]) for path in paths]
    typed = [yaml.safe_load(sources[path]) for path in paths]
    head = texts[0]
    files = [_plant_file(path.stem, content) for path, content in zip(paths, texts, strict=True)]
    # What the head gives holds everywhere already; its own background takes nothing more.
    files[0] = PlantFile("plants", "", {}, {}, {}, ())
    stages = [stage for pair in zip(texts, typed, strict=True) for stage in read_stages(company, *pair)]
    sets = [
        (name, Background(tuple(items), file))
        for file, content in zip(files, texts, strict=True)
        for name, items in content.get("background", {}).items()
    ]
    _distinct("stage", (stage.name for stage in stages))
    _distinct("background set", (name for name, _ in sets))
    head = {
        "lists": {},
        "companions": {},
        "merged": {},
        "merged_unless_excepted": {},
        "exact": [],
        "windowed": [],
    } | head
    return Planted(
        company, folder, head, typed[0]["policy"], tuple(stages), dict(sets), tuple(files[1:]), tuple(unread.values())
    )


def _fault(name: str, source: str) -> str:
    try:
        content = _texts(source)
    except yaml.YAMLError as error:
        return f"{name}: {error}"
    return "" if isinstance(content, dict) else f"{name}: no mapping"


def _texts(source: str) -> Mapping:
    found: Mapping = yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts only
    return found


def _plant_file(name: str, content: Mapping) -> PlantFile:
    own = [stage["name"] for stage in content.get("stages", ())]
    return PlantFile(
        name,
        content.get("stage", own[0] if own else ""),
        content.get("defaults", {}),
        content.get("companions", {}),
        content.get("lists", {}),
        tuple(content.get("plants", ())),
    )


def _distinct(what: str, names: Iterable[Any]) -> None:
    seen: set[Any] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"two {what}s are called {name}")
        seen.add(name)
