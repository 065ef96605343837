"""Which files of a snapshot folder belong to which entity."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from checker.errors import Problem, nearest
from checker.schema.model import load_schema
from checker.snapshot.header import HEADER_FILE
from checker.snapshot.model import Note


@dataclass(frozen=True)
class Found:
    """The delivered files by entity, the ending each was recognised by, and what was wrong or left aside."""

    files: Mapping[str, tuple[Path, str]]
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]


def find_files(folder: Path, endings: tuple[str, ...]) -> Found:
    """One file per entity; two for one entity are a problem and neither is read, unknown ones a note."""
    names = entity_names()
    matched: dict[str, list[tuple[Path, str]]] = {}
    notes: list[Note] = []
    for path in sorted(folder.iterdir()):
        if path.name == HEADER_FILE or path.name.startswith("."):
            continue
        stem, ending = _split(path.name, endings)
        entity = names.get(stem.lower()) if path.is_file() else None
        if entity and ending:
            matched.setdefault(entity, []).append((path, ending))
        else:
            remedy = nearest(stem.lower(), names) if path.is_file() and ending else "not a table of the schema"
            notes.append(
                Note("unknown_file", "", "", f"{path.name} is not read; {remedy or 'no entity has this name'}")
            )
    problems = [
        Problem(", ".join(path.name for path, _ in found), f"several files for {entity}", "keep one of them")
        for entity, found in matched.items()
        if len(found) > 1
    ]
    files = {entity: found[0] for entity, found in matched.items() if len(found) == 1}
    return Found(files, tuple(problems), tuple(notes))


def entity_names() -> dict[str, str]:
    """Entity names and their aliases to entities."""
    entities = load_schema().entities
    return {alias: name for name, entity in entities.items() for alias in entity.aliases} | {
        name: name for name in entities
    }


def _split(name: str, endings: tuple[str, ...]) -> tuple[str, str]:
    for ending in sorted(endings, key=len, reverse=True):
        if name.lower().endswith(ending):
            return name[: -len(ending)], ending
    return name.split(".", 1)[0], ""
