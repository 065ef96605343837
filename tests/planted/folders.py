"""A stage as a snapshot folder: CSV files with every column of the schema, snapshot.yaml and the policy."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .loader import Table, tables
from .plant_files import Planted, Stage, read_planted

SCHEMA = Path(__file__).resolve().parents[2] / "checker" / "schema" / "schema.yaml"
ALL = "all"


def write_snapshot(stage: Stage, folder: Path, planted: Planted | None = None) -> Path:
    """Write the snapshot of the stage with its compliance.yaml; returns the folder."""
    planted = planted or read_planted(stage.company)
    folder.mkdir(parents=True, exist_ok=True)
    found = tables(stage, planted)
    unknown = sorted(set(found) - set(delivered(planted)))
    if unknown:
        raise ValueError(f"entities that no stage delivers: {unknown}")
    for entity in delivered(planted):
        if entity not in stage.lacks:
            write_table(folder / f"{entity}.csv", columns(entity, stage), found.get(entity, []))
    write_facts(stage, folder, planted)
    return folder


def write_facts(stage: Stage, folder: Path, planted: Planted) -> None:
    """Write snapshot.yaml and compliance.yaml of the stage."""
    _write_yaml(folder / "snapshot.yaml", dict(planted.head["header"]) | {"taken_at": stage.taken_at})
    _write_yaml(folder / "compliance.yaml", planted.policy_of(stage))


def delivered(planted: Planted) -> tuple[str, ...]:
    """What the company exports: each of them is delivered, be it empty, unless the stage lacks it."""
    named = planted.head["delivered"]
    return tuple(_schema_columns()) if named == ALL else tuple(named)


def columns(entity: str, stage: Stage) -> list[str]:
    """The columns of the entity in the order of the schema, without those that the stage lacks."""
    head = read_planted(stage.company).head
    types = _schema_columns()[entity].items()
    names = [name for name, type_ in types if type_ != "json" or head.get("json_columns") == "true"]
    return [name for name in names if f"{entity}.{name}" not in stage.lacks]


@cache
def _schema_columns() -> dict[str, dict[str, str]]:
    schema: dict[str, Any] = yaml.safe_load(SCHEMA.read_text(encoding="utf-8"))
    return {
        entity: {name: field["type"] for name, field in content["fields"].items()}
        for entity, content in schema["entities"].items()
    }


def write_table(path: Path, names: list[str], rows: Table) -> None:
    """Write the rows with these columns. ValueError: a row has a column that the schema does not know."""
    known = set(_schema_columns()[path.stem])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        for row in rows:
            odd = sorted(set(row) - known)
            if odd:
                raise ValueError(f"{path.stem} {row.get('id')}: no such column: {odd}")
            writer.writerow([row.get(name, "") for name in names])


def _write_yaml(path: Path, content: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    from .committed import main

    main()
