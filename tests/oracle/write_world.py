"""A world as a snapshot folder: one CSV per table, the facts of the export and the policy."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .world import World

FACTS = ("time_zone", "company", "company_unit_id")
POLICY = ("working_calendar", "units", "parameters", "placeholders", "role_map")


def write_world(world: World, folder: Path, columns: Mapping[str, Sequence[str]] | None = None) -> None:
    """Write the tables, snapshot.yaml and compliance.yaml; columns names the header of tables without rows."""
    folder.mkdir(parents=True, exist_ok=True)
    for entity, table in world.tables.items():
        carried = list(dict.fromkeys(field for row in table for field in row))
        header = carried or list((columns or {}).get(entity, ["id"]))
        with (folder / f"{entity}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(header)
            writer.writerows([cell(row.get(field)) for field in header] for row in table)
    facts = {"taken_at": world.as_of} | {key: world.header[key] for key in FACTS if key in world.header}
    write_yaml(folder / "snapshot.yaml", facts)
    write_yaml(folder / "compliance.yaml", {key: world.header[key] for key in POLICY if key in world.header})


def cell(value: Any) -> str:
    """The text of a cell: lists joined by semicolons, booleans in words, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ";".join(str(item) for item in value)
    return str(value)


def write_yaml(path: Path, content: Mapping[str, Any]) -> None:
    """Write a mapping, each value as JSON, which YAML contains."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in content.items()]
    path.write_text("".join(lines), encoding="utf-8")
