"""Conditions and references of rules, said in words: names of fields and values become their labels."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from checker.words.labels import find_label
from checker.words.texts import texts
from checker.words.words import Words

OR_ELSE = re.compile(r"COALESCE\(([\w.]+),\s*'((?:[^']|'')+)'\)", re.IGNORECASE)
CERTAINLY = re.compile(r"COALESCE\(((?:[^(),']|\(\)|'[^']*')+),\s*(?:TRUE|FALSE|'')\)", re.IGNORECASE)
FILLED = re.compile(r"\bFILLED\(([\w.]+)\)", re.IGNORECASE)
# What only asks whether a column was delivered says nothing about the duty.
GUARDS = (
    (re.compile(r"CASE WHEN EXPORTED\('[^']+'\) THEN (.+?) END", re.IGNORECASE), r"\1"),
    (re.compile(r"NOT \((\w+) IS NULL AND EXPORTED\('[^']+'\)\)", re.IGNORECASE), r"\1 IS NOT NULL"),
    (re.compile(r"NOT \(EXPORTED\('[^']+'\) AND NOT FILLED\((\w+)\)\)", re.IGNORECASE), r"\1 IS NOT NULL"),
)
DOUBLED = re.compile(r"\(\(((?:[^()']|'[^']*')*)\)\)")
QUOTED = re.compile(r'"(\w+)"')
MOMENT = re.compile(r"\b(AS_OF(?:_DAY)?|DUE_AT)\(\)", re.IGNORECASE)
TOKEN = re.compile(r"[\w.]+\?'(?:[^']|'')*'|'(?:[^']|'')*'|[A-Za-z_][A-Za-z_0-9.]*|<>|!=|<=|>=|\s+|.", re.DOTALL)
PHRASES = re.compile(r"\bis\s+not\s+null\b|\bis\s+null\b|\bnot\s+in\b", re.IGNORECASE)
DURATION = re.compile(r"\s*(\d+(?:\.\d+)?)\s+(second|minute|hour|day|working_day|week|month|quarter|year)s?\s*")
CALL = re.compile(r"\b(?!(?:and|or|not|in|between)\b)[A-Za-z_]\w*\s*\(|\bselect\b|\$\w|\bcase\b", re.IGNORECASE)
NAMED = ("event", "field", "any", "all", "name")
SAID = (*NAMED, "when", "anchor")
LITERAL = re.compile(r"'(?:[^']|'')*'")
SURELY = re.compile(r"\bTRUE AND\s+", re.IGNORECASE)
NEVER = re.compile(r"\s*FALSE(\s+AND\b.*)?", re.IGNORECASE | re.DOTALL)
SIGNS = {"<>": "≠", "!=": "≠", "<=": "≤", ">=": "≥"}
WIDE_SIGNS = {"(": "（", ")": "）", ",": "、"}


def is_sayable(value: Any) -> bool:
    """Whether labels and operators are enough to say it: no function calls, queries or open parameters."""
    if isinstance(value, Mapping):
        return all(is_sayable(item) for name, item in value.items() if name in SAID)
    if isinstance(value, list | tuple):
        return all(is_sayable(item) for item in value)
    return CALL.search(LITERAL.sub("''", simplified(str(value)))) is None


def simplified(condition: str) -> str:
    """The condition without what only engines need: `name?'x'` is a name that stands for x where it is empty."""
    plain = DOUBLED.sub(r"(\1)", QUOTED.sub(r"\1", condition))
    for guard, meant in GUARDS:
        plain = guard.sub(meant, plain)
    plain = CERTAINLY.sub(r"\1", SURELY.sub("", plain))
    plain = FILLED.sub(r"\1 IS NOT NULL", plain)
    return OR_ELSE.sub(r"\1?'\2'", MOMENT.sub(r"\1", plain))


def is_idle(condition: Any) -> bool:
    """Whether a condition can never hold, as one that asks for a parameter that is off."""
    return NEVER.fullmatch(str(condition)) is not None


def in_words(lang: str, subject: str, value: Any) -> str:
    """What a slot of a rule says: a list is joined, {any|all: [...]} by or/and; {event, when} is `event (when)`."""
    if isinstance(value, Mapping):
        return _mapping_in_words(lang, subject, value)
    if isinstance(value, list | tuple):
        asked = [item for item in value if not (isinstance(item, Mapping) and is_idle(item.get("when")))]
        return _joint(lang, "list").join(in_words(lang, subject, item) for item in asked)
    duration = DURATION.fullmatch(str(value))
    if duration:
        return Words(lang).quantity(Decimal(duration[1]), f"{duration[2]}s")
    return condition_in_words(lang, subject, str(value))


def condition_in_words(lang: str, subject: str, condition: str) -> str:
    """A condition over the columns of `subject`, with labels for names and values and words for operators."""
    joined = PHRASES.sub(lambda found: "_".join(found[0].lower().split()), simplified(condition))
    about = subject
    said: list[str] = []
    for token in TOKEN.findall(joined):
        if token[0].isalpha():
            name, _, default = token.partition("?")
            word, about = _name(lang, subject, name, about)
            said.append(_or_else(lang, word, _value(lang, about, default[1:-1])) if default else word)
        elif token[0] == "'":
            said.append(_value(lang, about, token[1:-1].replace("''", "'")))
        else:
            said.append(_sign(lang, token))
    return "".join(said).strip().replace("、 ", "、")


def _mapping_in_words(lang: str, subject: str, value: Mapping[str, Any]) -> str:
    told = {name: item for name, item in value.items() if item}
    if "anchor" in told:
        period = texts("sentences")[f"due.{told.get('next', 'own')}"][lang]
        return str(period).format(day=told["day"], anchor=in_words(lang, subject, told["anchor"]))
    named = next((name for name in NAMED if name in told), None)
    said = _member(lang, subject, told, named) if named else ""
    return said + _joint(lang, "given").format(when=in_words(lang, subject, told["when"])) if "when" in told else said


def _member(lang: str, subject: str, told: Mapping[str, Any], name: str) -> str:
    if name not in ("any", "all"):
        return in_words(lang, subject, told[name])
    return _joint(lang, name).join(in_words(lang, subject, item) for item in told[name])


def _name(lang: str, subject: str, token: str, about: str) -> tuple[str, str]:
    """The word for a name and the field that values after it belong to."""
    operator = texts("sentences").get(f"operators.{token.lower()}")
    if operator is not None:
        return str(operator[lang]), about
    key = find_label(lang, "field", f"{subject}.{token}") if "." in token else None
    if key:
        return key, f"{subject}.{token}"
    if "." not in token:
        label = find_label(lang, "field", f"{subject}.{token}") or find_label(lang, "entity", token)
        return label or token, f"{subject}.{token}"
    owner = find_label(lang, "entity", token.partition(".")[0])
    label = find_label(lang, "field", token)
    return _joint(lang, "of").format(owner=owner, field=label) if owner and label else token, token


def _or_else(lang: str, field: str, value: str) -> str:
    return _joint(lang, "blank").format(field=field, value=value)


def _joint(lang: str, name: str) -> str:
    return str(texts("sentences")[f"joints.{name}"][lang])


def _sign(lang: str, token: str) -> str:
    if token.isspace():
        return " "
    return WIDE_SIGNS.get(token, SIGNS.get(token, token)) if lang == "zh" else SIGNS.get(token, token)


def _value(lang: str, about: str, literal: str) -> str:
    return find_label(lang, "value", f"{about}.{literal}") or f"'{literal}'"
