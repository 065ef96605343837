"""Rules in words and texts of cases, from one sentence template per kind and outcome."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from string import Formatter
from types import MappingProxyType
from typing import Any

from checker.words.conditions import in_words, is_sayable
from checker.words.labels import find_label
from checker.words.texts import JOINTS, texts

GENERAL = "any"
UNKNOWN = "—"
CONDITIONS = ("when",)
CLAUSES = ("when", "clock", "grace")
TERMS = {"clock", "window"}
COUNTERPART = re.compile(r"\bo\.")
PARAMETER = re.compile(r"\$(\w+(?:\.\w+)*)|PARAM\('([^']+)'\)")
NO_PARAMETERS: Mapping[str, str] = MappingProxyType({})
CASE_FIELDS = (
    "subject_label",
    "subject",
    "rule_title",
    "responsible",
    "opened_at",
    "due_at",
    "done_at",
    "overdue",
    "measured",
    "limit",
    "missing",
    "fields",
    "reason",
)


@cache
def templates(kind: str) -> Mapping[str, Mapping[str, str]]:
    """Outcome to language to template, all outcomes of cases; the kind's own sentence where it has one.

    Beside the outcomes of violations stand `met`, `pending` and `undetermined`. Placeholders: CASE_FIELDS, plain."""
    cases = {key.removeprefix("cases."): leaf for key, leaf in texts("sentences").items() if key.startswith("cases.")}
    found: dict[str, Mapping[str, str]] = {}
    for owner in (GENERAL, kind):
        for key, leaf in cases.items():
            if key.startswith(f"{owner}."):
                found[key.removeprefix(f"{owner}.")] = {lang: str(text) for lang, text in leaf.items()}
    return found


def case_text(lang: str, kind: str, outcome: str, values: Mapping[str, str]) -> str:
    """The text of one case; values are written already, one that is lacking or empty becomes a dash.

    `outcome` is that of the violation, or the verdict of a case without one. Raises LookupError for an unknown one."""
    known = templates(kind)
    if outcome not in known:
        raise LookupError(f"sentences.yaml has no sentence for outcome '{outcome}'")
    given = {name: text for name, text in values.items() if text}
    return known[outcome][lang].format_map(defaultdict(lambda: UNKNOWN, given))


def rule_in_words(lang: str, rule: Mapping[str, Any], parameters: Mapping[str, str] = NO_PARAMETERS) -> str:
    """A rule as sentences, from its slots: `kind`, `subject` (`reported_as`), `when` and those of rule_slots(kind).

    A slot holds a name, a duration, a condition, a list, {any|all: [...]} or {event, when}; fields are said by
    their labels. `parameters` gives what `$name` stands for. Of the kind's sentences the first is taken whose slots
    can all be said; a condition too technical to be said stands as it was written."""
    subject = str(rule.get("reported_as") or rule["subject"])
    asked = set(CLAUSES).union(*rule_slots(rule["kind"]))
    given = {name: _with_parameters(value, parameters) for name, value in rule.items() if value and name in asked}
    given["subject"] = subject
    if "condition" in given and "counterpart" in given:
        given["condition"] = COUNTERPART.sub(f"{given['counterpart']}.", str(given["condition"]))
    said = {name: in_words(lang, subject, value) for name, value in given.items() if is_sayable(value)}
    said |= {name: str(given[name]) for name in CONDITIONS if name in given and name not in said}
    for name in TERMS & said.keys():
        said[name] = find_label(lang, "term", str(given[name])) or said[name]
    parts = [f"rules.{rule['kind']}", *(f"clauses.{name}" for name in CLAUSES)]
    sentences = (_first_fitting(part, lang, said) for part in parts)
    return JOINTS[lang].join(sentence for sentence in sentences if sentence)


def rule_slots(kind: str) -> tuple[frozenset[str], ...]:
    """The sets of slots that the sentences of a kind ask for, richest first."""
    own = (leaf["en"] for key, leaf in texts("sentences").items() if key.startswith(f"rules.{kind}."))
    return tuple(slots(str(text)) for text in own)


def _first_fitting(part: str, lang: str, said: Mapping[str, str]) -> str | None:
    known = texts("sentences")
    fitting = (str(leaf[lang]) for key, leaf in known.items() if key == part or key.startswith(f"{part}."))
    return next((text.format_map(said) for text in fitting if slots(text) <= said.keys()), None)


def _with_parameters(value: Any, parameters: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {name: _with_parameters(item, parameters) for name, item in value.items() if item}
    if isinstance(value, list | tuple):
        return [_with_parameters(item, parameters) for item in value]
    return PARAMETER.sub(lambda found: parameters.get(found[1] or found[2], found[0]), str(value))


def slots(template: str) -> frozenset[str]:
    """Names of the placeholders of a template."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)
