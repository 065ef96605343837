"""Whose matters the cases of one document are, and their cases without what they tell of anybody else."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from checker.report.mentions import Mentions
from checker.report.table import read_evidence

PEOPLE = ("employee", "client")
LANGUAGES = ("en", "ru", "zh")
ELSE = "…"


@dataclass(frozen=True)
class Own:
    """Ids of the people (clients too) and cases that a document may speak of, and everybody else whom the audit knows.

    `others`: mentions of everybody. `own_names`: names and ids that stay although somebody else may bear them too."""

    people: frozenset[str]
    cases: frozenset[str]
    others: Mentions
    own_names: frozenset[str]
    known_ids: frozenset[str]

    def without_others(self, text: str) -> str:
        """A text in which an ellipsis stands for everybody else."""
        return self.others.replaced(text, lambda one: one if one in self.own_names else ELSE)

    def names_others(self, text: str) -> bool:
        """Whether a text tells of somebody else."""
        foreign = text in self.known_ids and text not in self.own_names
        return foreign or any(one not in self.own_names for one in self.others.in_text(text))


def own_case(row: dict[str, Any], own: Own) -> Mapping[str, Any]:
    """A row of cases; what it follows from stays only where that is told here too."""
    texts = {f"text_{lang}": own.without_others(row[f"text_{lang}"] or "") for lang in LANGUAGES}
    implied = row["implied_by"] if row["implied_by"] in own.cases else ""
    reason = own.without_others(row["waiver_reason"] or "")
    return {
        **row,
        **texts,
        "implied_by": implied,
        "waiver_reason": reason,
        "evidence": own_evidence(row["evidence"], own),
    }


def own_escalation(row: dict[str, Any], own: Own) -> Mapping[str, Any]:
    """An escalation tells its addressee about somebody; the cases behind it stay where they are told here."""
    return {**row, "case_ids": [one for one in row["case_ids"] or () if one in own.cases]}


def own_evidence(stored: str | None, own: Own) -> str:
    """Evidence without facts about other people and clients, and without values that tell of them."""
    evidence = read_evidence(stored)
    facts = evidence.get("facts")
    if isinstance(facts, list):
        kept = [fact for fact in facts if isinstance(fact, Mapping) and _is_own(fact, own)]
        evidence = {**evidence, "facts": kept}
    return json.dumps(evidence, ensure_ascii=False)


def _is_own(fact: Mapping[str, Any], own: Own) -> bool:
    about = fact.get("id")
    if fact.get("entity") in PEOPLE and about is not None and about not in own.people:
        return False
    value = fact.get("value")
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return not own.names_others(said)
