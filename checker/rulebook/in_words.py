"""A rule of the book in words: what it is about, what it demands, and the limits in force."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from checker.expressions.world import DatedValue
from checker.kinds.rule import Rule
from checker.rulebook.book import RuleBook
from checker.rulebook.pack import Parameter
from checker.rulebook.parameters import dated_values
from checker.words.sentences import rule_in_words
from checker.words.texts import texts
from checker.words.words import Words

Values = Mapping[str, Sequence[DatedValue]]


def words_of(book: RuleBook, rule: Rule, lang: str, values: Values | None = None, day: date | None = None) -> str:
    """The rule as sentences of a language, with its parameters as in force on a day (none given: the newest)."""
    known = dated_values(book.parameters, []) if values is None else values
    now = {name: in_force(known[name], day) for name in book.parameters}
    said = rule.model_dump(exclude_none=True)
    said["reported_as"] = rule.reported_as or book.relations.entity_of(rule.subject) or rule.subject
    limits = [_limit(book.parameters[name], now[name], lang) for name in counted(book, rule) if now[name] is not None]
    said["limits"] = str(texts("sentences")["joints.limits"][lang]).join(limits)
    return rule_in_words(lang, said, {name: _written(book.parameters[name], now[name], lang) for name in now})


def in_force(values: Sequence[DatedValue], day: date | None) -> Any:
    """The value that holds on a day; None where there is none."""
    for dated in values:
        begun = day is None or dated.since is None or dated.since <= day
        if begun and (day is None or dated.until is None or day <= dated.until):
            return dated.value
    return None


def counted(book: RuleBook, rule: Rule) -> list[str]:
    """The parameters with a unit that belong to the clauses of a rule, without the one that its own duration names."""
    cited = {ref.id for ref in rule.clauses}
    within = getattr(rule, "within", None)
    return [name for name, p in book.parameters.items() if p.unit and cited & set(p.clauses) and within != f"${name}"]


def _limit(parameter: Parameter, value: Any, lang: str) -> str:
    quantity = Words(lang).quantity(Decimal(str(value)), parameter.unit)
    return str(texts("sentences")["joints.limit"][lang]).format(says=getattr(parameter.says, lang), value=quantity)


def _written(parameter: Parameter, value: Any, lang: str) -> str:
    """A value as it would stand in an expression; one that is not set is said by what it means."""
    if value is None:
        return _literal(getattr(parameter.says, lang))
    if isinstance(value, list | tuple):
        return f"({', '.join(_literal(str(item)) for item in value)})"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return f"{value} {parameter.unit}".strip()


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
