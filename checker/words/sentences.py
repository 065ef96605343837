"""Rules in words and texts of cases, from one sentence template per kind and outcome."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from string import Formatter
from types import MappingProxyType
from typing import Any

from checker.words.conditions import in_words, is_idle, is_sayable, simplified
from checker.words.labels import find_label
from checker.words.texts import JOINTS, texts

GENERAL = "any"
OTHER = "other"
UNKNOWN = "—"
CONDITIONS = ("when",)
CLAUSES = ("when", "clock", "grace", "limits", "exempt")
VAGUE = ("", "condition_false", "exempt")
READY = ("title", "limits", "exempt")
TERMS = {"clock", "window"}
OPTIONAL = re.compile(r"\[([^\]]*)\]")
"""A part of a case's text that is left out where something in it is not known."""
COUNTERPART = re.compile(r"\bo\.")
ELAPSED = re.compile(r"\b(second|minute|hour)s?$")
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
    "outcome",
)


@cache
def templates(kind: str) -> Mapping[str, Mapping[str, str]]:
    """Outcome to language to template, all outcomes of cases; the kind's own sentence where it has one.

    Beside the outcomes of violations stand `met`, `pending` and `undetermined`, and `other` for outcomes that a rule
    names itself. Placeholders: CASE_FIELDS, plain; OPTIONAL parts in brackets."""
    cases = {key.removeprefix("cases."): leaf for key, leaf in texts("sentences").items() if key.startswith("cases.")}
    found: dict[str, Mapping[str, str]] = {}
    for owner in (GENERAL, kind):
        for key, leaf in cases.items():
            if key.startswith(f"{owner}."):
                found[key.removeprefix(f"{owner}.")] = {lang: str(text) for lang, text in leaf.items()}
    return found


def case_text(lang: str, kind: str, outcome: str, values: Mapping[str, str]) -> str:
    """The text of one case; values are written already. One that is lacking or empty becomes a dash, or takes the
    optional part of the sentence with it.

    `outcome` is that of the violation, or the verdict of a case without one. Raises LookupError for an unknown one."""
    known = templates(kind)
    given = {name: text for name, text in values.items() if text}
    if outcome not in known:
        label = find_label(lang, "outcome", outcome)
        if label is None:
            raise LookupError(f"sentences.yaml has no sentence for outcome '{outcome}'")
        outcome, given["outcome"] = OTHER, label
    template = OPTIONAL.sub(lambda part: part[1] if slots(part[1]) <= given.keys() else "", known[outcome][lang])
    return template.format_map(defaultdict(lambda: UNKNOWN, given))


def rule_in_words(lang: str, rule: Mapping[str, Any], parameters: Mapping[str, str] = NO_PARAMETERS) -> str:
    """A rule as sentences, from its slots: `kind`, `subject` (`reported_as`), `when` and those of rule_slots(kind).

    A slot holds a name, a duration, a condition, a list, {any|all: [...]} or {event, when}; fields are said by
    their labels. `parameters` gives what `$name` stands for, `limits` what is counted, said already. Of the kind's
    sentences the first is taken whose slots can all be said, else the `title`; a condition too technical to be said
    stands as it was written."""
    subject = str(rule.get("reported_as") or rule["subject"])
    asked = set(CLAUSES).union(*rule_slots(rule["kind"])) - set(READY)
    given = {name: _with_parameters(value, parameters) for name, value in rule.items() if value and name in asked}
    given["subject"] = subject
    if "condition" in given and "counterpart" in given:
        given["condition"] = COUNTERPART.sub(f"{given['counterpart']}.", str(given["condition"]))
    said = {name: in_words(lang, subject, value) for name, value in given.items() if is_sayable(value)}
    said |= {name: simplified(str(given[name])) for name in CONDITIONS if name in given and name not in said}
    for name in TERMS & said.keys():
        said[name] = find_label(lang, "term", str(given[name])) or said[name]
    said["subject"] = find_label(lang, "entity", subject) or subject
    said = _without_idle(given, said) | _ready(lang, rule) | _exempt(lang, subject, rule, parameters)
    return JOINTS[lang].join(_sentences(lang, rule["kind"], said))


def rule_slots(kind: str) -> tuple[frozenset[str], ...]:
    """The sets of slots that the sentences of a kind ask for, richest first."""
    return tuple(slots(str(texts("sentences")[key]["en"])) for key in _keys(f"rules.{kind}"))


def _ready(lang: str, rule: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the language already."""
    title = rule.get("title")
    said = {"title": title[lang] if isinstance(title, Mapping) else title, "limits": rule.get("limits")}
    return {name: str(text) for name, text in said.items() if text}


def _exempt(lang: str, subject: str, rule: Mapping[str, Any], parameters: Mapping[str, str]) -> dict[str, str]:
    """What takes a case out of the rule: the reason of each such gate, of a general one its condition."""
    said: dict[str, None] = {}
    for gate in rule.get("gates", ()):
        condition = _with_parameters(gate["when"], parameters)
        if gate["verdict"] != "not_applicable" or is_idle(condition):
            continue
        plain = gate.get("reason", "") in VAGUE and is_sayable(condition)
        reason = in_words(lang, subject, condition) if plain else find_label(lang, "reason", gate.get("reason", ""))
        said[reason or str(gate.get("reason") or condition)] = None
    return {"exempt": str(texts("sentences")["joints.list"][lang]).join(said)} if said else {}


def _without_idle(given: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, str]:
    """Without a condition that is always true, and without the clock of a limit in whole days."""
    idle = {"when"} if str(given.get("when")).lower() == "true" else set()
    if not ELAPSED.search(str(given.get("within", ""))):
        idle.add("clock")
    return {name: text for name, text in said.items() if name not in idle}


def _sentences(lang: str, kind: str, said: Mapping[str, str]) -> list[str]:
    own = _keys(f"rules.{kind}")
    parts = [[*own[:-1], f"rules.{GENERAL}.named", *own[-1:]], *([f"clauses.{name}"] for name in CLAUSES)]
    known = texts("sentences")
    found = []
    for keys in parts:
        fitting = (str(known[key][lang]) for key in keys)
        found.append(next((text.format_map(said) for text in fitting if slots(text) <= said.keys()), ""))
    return [sentence for sentence in found if sentence]


def _keys(part: str) -> list[str]:
    return [key for key in texts("sentences") if key.startswith(f"{part}.")]


def _with_parameters(value: Any, parameters: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {name: _with_parameters(item, parameters) for name, item in value.items() if item}
    if isinstance(value, list | tuple):
        return [_with_parameters(item, parameters) for item in value]
    return PARAMETER.sub(lambda found: parameters.get(found[1] or found[2], found[0]), str(value))


def slots(template: str) -> frozenset[str]:
    """Names of the placeholders of a template."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


def required(template: str) -> frozenset[str]:
    """Names of the placeholders that no optional part holds."""
    return slots(OPTIONAL.sub("", template))
