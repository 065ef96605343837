"""The chain as the rule engine gets it: whole numbers only, so that no text, type or sign can be misread there.

A text field becomes the number of the constant that it equals, 0 for none: text is compared for equality only."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from checker.escalation.conditions import Condition, Value
from checker.escalation.definitions import FACTS, Definitions
from checker.escalation.facts import Dossier

Wire = dict[str, Any]


@dataclass(frozen=True)
class Program:
    """`wire` is plain JSON: kinds (all numbers of kinds), steps (name, condition, kinds of what it derives)."""

    wire: Wire
    kinds: Mapping[str, int]
    codes: Mapping[str, Mapping[str, int]]

    def facts(self, dossier: Dossier) -> list[Wire]:
        """A dossier's facts as objects of whole numbers."""
        return [
            {"kind": self.kinds[fact.kind], **{name: self._code(name, value) for name, value in fact.fields.items()}}
            for fact in dossier.facts
        ]

    def _code(self, field: str, value: Value) -> int:
        return self.codes.get(field, {}).get(value, 0) if isinstance(value, str) else int(value)


def compile_program(definitions: Definitions) -> Program:
    """The definitions in the engine's own form of conditions."""
    sources = [*FACTS, *(name for one in definitions.escalations for name in (one.id, _total(one.id)))]
    kinds = {name: number for number, name in enumerate(sources, start=1)}
    codes = _codes(definitions)
    steps = [
        {
            "name": one.id,
            "condition": _condition(kinds[one.watches or _total(one.counts)], one.when, codes),
            "finding": kinds[one.id],
            "total": kinds[_total(one.id)],
        }
        for one in definitions.escalations
    ]
    return Program({"kinds": sorted(kinds.values()), "steps": steps}, kinds, codes)


def _total(name: str | None) -> str:
    return f"total of {name}"


def _codes(definitions: Definitions) -> Mapping[str, Mapping[str, int]]:
    texts: defaultdict[str, set[str]] = defaultdict(set)
    for one in definitions.escalations:
        for leaf in one.when.leaves() if one.when else ():
            _, field, constant = leaf.leaf()
            if isinstance(constant, str):
                texts[field].add(constant)
    return {field: {text: code for code, text in enumerate(sorted(said), start=1)} for field, said in texts.items()}


def _condition(kind: int, when: Condition | None, codes: Mapping[str, Mapping[str, int]]) -> Wire:
    of_kind = {"kind": kind}
    return of_kind if when is None else {"$and": [of_kind, _translated(when, codes)]}


def _translated(condition: Condition, codes: Mapping[str, Mapping[str, int]]) -> Wire:
    if condition.parts:
        joined = [_translated(part, codes) for part in condition.parts]
        return joined[0] if len(joined) == 1 else {"$and" if condition.all_of else "$or": joined}
    operator, field, constant = condition.leaf()
    if operator == "ex":
        return {"$ex": {field: 1}}
    number = codes[field][constant] if isinstance(constant, str) else int(constant or 0)
    return {field: number} if operator == "eq" else {f"${operator}": {field: number}}
