"""Plants into the tables of a stage and the verdicts that are expected of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .notation import as_list, cell, change_row, each, expanded, filled_in, moment
from .plant_files import Mapping, Planted, PlantFile, Stage, read_planted

Table = list[dict[str, str]]


@dataclass(frozen=True)
class Expectation:
    """One verdict: subjects and verdicts are the accepted ones, window a company-local moment or None.

    `windowed`: only a case with this window is meant. `rule`: only a case of this rule, when given.
    """

    clause: str
    subjects: frozenset[str]
    window: str | None
    verdicts: frozenset[str]
    outcome: str
    due_at: str
    exact: bool
    may: bool
    plant: str
    windowed: bool = False
    rule: str = ""


def tables(stage: Stage, planted: Planted | None = None) -> dict[str, Table]:
    """Rows of each entity of which the stage has any; the cells given only, as text."""
    planted = planted or read_planted(stage.company)
    found: dict[str, Table] = {}
    for name in stage.background:
        background = planted.background[name]
        for item in background.items:
            _put(found, _rows(item, background.file, planted, f"background-{name}"))
    for file, plant in plants(stage, planted):
        _put(found, _rows(plant, file, planted, plant["name"]))
    return {entity: table for entity, table in found.items() if entity not in stage.lacks}


def plants(stage: Stage, planted: Planted) -> Iterator[tuple[PlantFile, Mapping]]:
    """The plants of the stage with their files, in the order of the files."""
    for file in planted.files:
        for plant in file.plants:
            if stage.name in as_list(plant.get("stage", file.stage)):
                yield file, plant


def expectations(stage: Stage, planted: Planted | None = None) -> list[Expectation]:
    """Everything that is declared of the stage, one entry per case."""
    planted = planted or read_planted(stage.company)
    found = []
    for file, plant in plants(stage, planted):
        for entry in plant.get("expect", ()):
            if stage.name in as_list(entry.get("in", stage.name)):
                entries = _entries(entry, plant["name"], _lists(file, planted), planted)
                found += [item for item in entries if stage.judges(item.clause)]
    return found


def expected(stage: Stage, planted: Planted | None = None) -> set[tuple[str, str, str | None, str]]:
    """The exact truth of the stage as (clause, subject, window, verdict), not_applicable included."""
    entries = [entry for entry in expectations(stage, planted) if entry.exact]
    return {(entry.clause, min(entry.subjects), entry.window, min(entry.verdicts)) for entry in entries}


def _put(found: dict[str, Table], rows: Iterable[tuple[str, dict[str, str]]]) -> None:
    for entity, row in rows:
        found.setdefault(entity, []).append(row)


def _rows(item: Mapping, file: PlantFile, planted: Planted, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    for entity, row in _given_rows(item, _lists(file, planted)):
        full = filled_in(planted.head["defaults"].get(entity, {}) | file.defaults.get(entity, {}) | row)
        yield entity, full
        if item.get("alone") != "true":
            yield from _companions(entity, full, file, planted)
    logged = planted.head["defaults"].get("field_change", {})
    for number, line in enumerate(item.get("changes", ()), start=1):
        yield "field_change", logged | change_row(line, f"{name.replace(' ', '-')}-{number:02}")


def _lists(file: PlantFile, planted: Planted) -> Mapping:
    return planted.head["lists"] | file.lists


def _given_rows(item: Mapping, lists: Mapping) -> Iterator[tuple[str, Mapping]]:
    for entity, rows in item.get("rows", {}).items():
        for row in rows:
            yield entity, row
    for spec in item.get("generate", ()):
        for values in each(spec["each"], lists):
            yield spec["entity"], expanded(spec["row"], values)


def _companions(
    entity: str, row: dict[str, str], file: PlantFile, planted: Planted
) -> Iterator[tuple[str, dict[str, str]]]:
    for spec in file.companions.get(entity, planted.head["companions"].get(entity, ())):
        if row.get(spec["when"]):
            own = planted.head["defaults"].get(spec["entity"], {}) | expanded(spec["row"], row)
            yield spec["entity"], filled_in(own)


def _entries(entry: Mapping, plant: str, lists: Mapping, planted: Planted) -> Iterator[Expectation]:
    for values in each(entry.get("each"), lists):
        full = expanded({key: value for key, value in entry.items() if key != "each"}, values)
        for clause in as_list(full["clause"]):
            for subjects in _subjects(full):
                for window in as_list(full.get("window")):
                    yield _expectation(full, clause, subjects, window, plant, planted)


def _subjects(entry: Mapping) -> list[frozenset[str]]:
    if "either" in entry:
        return [frozenset(entry["either"])]
    return [frozenset({subject}) for subject in as_list(entry["subject"])]


def _expectation(
    entry: Mapping, clause: str, subjects: frozenset[str], window: Any, plant: str, planted: Planted
) -> Expectation:
    exact = entry.get("exact", str(clause in planted.exact).lower()) == "true"
    return Expectation(
        clause=clause,
        subjects=subjects,
        window=_window(window),
        verdicts=frozenset(as_list(entry["verdict"])),
        outcome=entry.get("outcome", ""),
        due_at=cell(moment(entry.get("due_at", ""))),
        exact=exact,
        may=entry.get("may", "false") == "true",
        plant=plant,
        windowed=window is not None or (exact and clause in planted.windowed),
        rule=entry.get("rule", ""),
    )


def _window(text: str | None) -> str | None:
    if not text or text == "null":
        return None
    return moment(text) if " " in text else f"{text} 00:00:00"
