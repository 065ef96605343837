"""The rule of a case as its audit stored it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from checker.kinds import AnyRule
from checker.kinds.relations import Relations
from checker.kinds.rule import Rule
from checker.report.stored import opened

NO_TITLE = {"en": "", "ru": "", "zh": ""}


@dataclass(frozen=True)
class StoredRule:
    """A rule with the relations that it reads and the parameters that it names, each with its unit and type."""

    rule: Rule
    relations: Relations
    parameters: Mapping[str, Mapping[str, str]]


def stored_rule(folder: Path, rule_id: str) -> StoredRule | None:
    """The rule as the audit judged by it; None where the audit stored none. ValueError: it cannot be read."""
    with opened(folder) as connection:
        columns = {name for name, *_ in connection.execute("DESCRIBE rules").fetchall()}
        if "definition" not in columns:
            return None
        found = connection.execute("SELECT definition FROM rules WHERE rule_id = ?", [rule_id]).fetchone()
    return _read(json.loads(found[0])) if found and found[0] else None


def _read(stored: Mapping[str, Any]) -> StoredRule:
    try:
        rule: Rule = TypeAdapter(AnyRule).validate_python({**stored["rule"], "title": NO_TITLE})
        columns, of = stored["columns"], stored["of"]
        views = {rule.subject: tuple(columns)} if columns is not None else {}
        return StoredRule(rule, Relations(views, {rule.subject: of} if of else {}), stored["parameters"])
    except (ValidationError, KeyError, TypeError) as error:
        raise ValueError(str(error).splitlines()[0]) from None
