"""Parameters and views that nothing reads."""

import re
from collections.abc import Iterator

from checker.errors import Problem
from checker.rulebook.entries import RuleBook
from checker.rulebook.reads import NAMED, TOLD_APART

WORD = re.compile(r"[a-z][a-z0-9_]*")
QUOTED = re.compile(r"'([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)'")
REMEDY = "use it or take it out"


def unused(book: RuleBook) -> Iterator[Problem]:
    """What stands in a pack and changes nothing."""
    rules = [entry.rule.model_dump_json(exclude=TOLD_APART) for entry in book.rules.values()]
    texts = [*rules, *(view.view.select for view in book.views.values())]
    named = {name for text in texts for match in NAMED.finditer(text) for name in match.groups() if name}
    named |= {name for text in texts for name in QUOTED.findall(text)}
    for name in book.parameters:
        if name not in named:
            yield Problem(book.parameters_at.get(name, name), f"${name} is used nowhere", REMEDY)
    read = _read(book, {word for text in rules for word in WORD.findall(text)})
    for name, view in book.views.items():
        if name not in read:
            yield Problem(view.where, f"view '{name}' is read nowhere", REMEDY)


def _read(book: RuleBook, words: set[str]) -> set[str]:
    """The views that these words name, and those below them."""
    waiting, seen = [name for name in book.views if name in words], set[str]()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += [below for below in book.views[name].reads if below in book.views]
    return seen
