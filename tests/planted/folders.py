"""A stage as a snapshot folder: CSV files with every column of the schema, snapshot.yaml and the policy.

`python -m tests.planted.folders` writes the committed one, fixtures/sp2.
"""

import csv
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .loader import Table, tables
from .plant_files import Planted, Stage, read_planted

SCHEMA = Path(__file__).resolve().parents[2] / "checker" / "schema" / "schema.yaml"
COMMITTED = Path(__file__).resolve().parents[2] / "fixtures" / "sp2"
COMMITTED_STAGE = "december"
# What SP-2 speaks of; each of them is delivered, be it empty, unless the stage lacks it.
DELIVERED = (
    "org_unit",
    "territory",
    "employee",
    "absence",
    "account",
    "permission",
    "data_access",
    "field_change",
    "client",
    "contact_person",
    "lead_list",
    "interaction",
    "inquiry",
    "quote",
    "sales_order",
    "shipment",
    "invoice",
    "payment",
    "survey",
    "survey_response",
    "task",
    "approval",
    "document",
    "report",
    "metric",
)


def write_snapshot(stage: Stage, folder: Path, planted: Planted | None = None) -> Path:
    """Write the snapshot of the stage with its compliance.yaml; returns the folder."""
    planted = planted or read_planted()
    folder.mkdir(parents=True, exist_ok=True)
    found = tables(stage, planted)
    unknown = sorted(set(found) - set(DELIVERED))
    if unknown:
        raise ValueError(f"entities that no stage delivers: {unknown}")
    for entity in DELIVERED:
        if entity not in stage.lacks:
            _write_table(folder / f"{entity}.csv", columns(entity, stage), found.get(entity, []))
    facts = dict(planted.head["header"]) | {"taken_at": stage.taken_at}
    policy = dict(planted.policy) | {"parameters": list(stage.parameters) or planted.policy["parameters"]}
    _write_yaml(folder / "snapshot.yaml", facts)
    _write_yaml(folder / "compliance.yaml", policy)
    return folder


def columns(entity: str, stage: Stage) -> list[str]:
    """The columns of the entity in the order of the schema, without those that the stage lacks."""
    return [name for name in _schema_columns()[entity] if f"{entity}.{name}" not in stage.lacks]


@cache
def _schema_columns() -> dict[str, list[str]]:
    schema: dict[str, Any] = yaml.safe_load(SCHEMA.read_text(encoding="utf-8"))
    return {
        entity: [name for name, field in content["fields"].items() if field["type"] != "json"]
        for entity, content in schema["entities"].items()
    }


def _write_table(path: Path, names: list[str], rows: Table) -> None:
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
    write_snapshot(read_planted().stage(COMMITTED_STAGE), COMMITTED)
