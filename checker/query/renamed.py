"""Rules under the names that they had: asked for by any of them, counted under the newest."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any

from checker.query.facts import Facts
from checker.query.question import Question
from checker.query.sought import glob


def newest_names(audits: Iterable[Facts]) -> dict[str, str]:
    """Former id to id, by the audits in their order: the later one knows better."""
    return {former: rule for audit in audits for rule, names in audit.formerly.items() for former in names}


def under_all_names(connection: Any, question: Question, newest: Mapping[str, str]) -> Question:
    """The question with the other names that these audits have for the rules that it asks for; `all_rules` is read."""
    asked = question.filters.get("rule")
    if not asked or not newest:
        return question
    known = {str(row[0]) for row in connection.execute("SELECT DISTINCT rule_id FROM all_rules").fetchall()}
    found = dict.fromkeys(name for value in asked for name in _names(value, newest, known))
    return replace(question, filters={**question.filters, "rule": tuple(found)})


def _names(value: str, newest: Mapping[str, str], known: Iterable[str]) -> list[str]:
    """What was asked for, where it names a rule of these audits, and the other names that such rules have there."""
    kept = [value] if any(fnmatchcase(name, glob(value)) for name in known) else []
    meant = {newest.get(name, name) for name in {*newest, *newest.values()} if fnmatchcase(name, glob(value))}
    others = sorted(name for name in known if newest.get(name, name) in meant and name not in kept)
    return [*kept, *others] or [value]
