"""What a rule reads: the parameters that it and the views below it name."""

import re
from collections.abc import Iterable

from checker.kinds.rule import Rule
from checker.rulebook.book import RuleBook
from checker.rulebook.views import tables_read

NAMED = re.compile(r"\$([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)|PARAM\('([^']+)'")
TOLD_APART = {"examples", "title", "readings"}


def parameters_of(book: RuleBook, rule: Rule) -> list[str]:
    """Names of the parameters that decide about a rule, in the order of the book."""
    texts = [rule.model_dump_json(exclude=TOLD_APART), *(book.views[name].view.select for name in views_of(book, rule))]
    found = {name for text in texts for match in NAMED.finditer(text) for name in match.groups() if name}
    found |= {reading.param for reading in rule.readings}
    return [name for name in book.parameters if name in found]


def views_of(book: RuleBook, rule: Rule) -> list[str]:
    """The views that a rule rests on, those below them included."""
    seen: dict[str, None] = {}
    waiting = _named(book, [rule.subject, *_counterparts(rule)])
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen[name] = None
            waiting += _named(book, tables_read(book.views[name].tree))
    return list(seen)


def views_by_parameter(book: RuleBook) -> dict[str, frozenset[str]]:
    """The views that read each parameter, themselves or through views below them."""
    read: dict[str, set[str]] = {}
    for name, view in book.views.items():
        own = {param for match in NAMED.finditer(view.view.select) for param in match.groups() if param}
        read[name] = own.union(*(read.get(below, ()) for below in view.reads))
    named = set().union(*read.values())
    return {param: frozenset(name for name, params in read.items() if param in params) for param in named}


def _named(book: RuleBook, names: Iterable[str]) -> list[str]:
    return [name for name in sorted(names) if name in book.views]


def _counterparts(rule: Rule) -> list[str]:
    """Texts of the rule's own fields that may name a relation."""
    return [value for value in rule.model_dump(exclude=TOLD_APART).values() if isinstance(value, str)]
