"""A rule as an audit keeps it: all that decides its cases, as plain JSON values, and one digest of that."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from checker.kinds.rule import Rule
from checker.rulebook.entries import RuleBook
from checker.rulebook.reads import NAMED

# What nobody is judged by.
UNDECIDING = {"examples", "title", "readings"}
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Definition:
    """What a rule says and stands on.

    `rule` is the rule itself without titles, examples and readings. `columns` and `of` are those of its subject where
    that is a view, else None. `parameters` are all that it or a view below it names: {name: {unit, type}}. `views` are
    the texts of the views that it rests on, those below them included.
    """

    rule: Mapping[str, Any]
    columns: tuple[str, ...] | None
    of: str | None
    parameters: Mapping[str, Mapping[str, str]]
    views: Mapping[str, str]

    @property
    def stored(self) -> str:
        """What an audit keeps, so that a verdict can be derived again from the facts of its case."""
        return _json({"rule": self.rule, "columns": self.columns, "of": self.of, "parameters": self.parameters})

    @property
    def digest(self) -> str:
        """SHA-256 of all of it: equal for two rules that judge alike under equal values of their parameters."""
        return sha256(_json({**json.loads(self.stored), "views": self.views}).encode()).hexdigest()


def definition_of(book: RuleBook, rule: Rule) -> Definition:
    """The definition of a rule of the book."""
    said = rule.model_dump(mode="json", by_alias=True, exclude=UNDECIDING, exclude_defaults=True)
    views = {name: book.views[name].view.select for name in _views_below(book, _texts(said))}
    text = "\n".join([json.dumps(said, ensure_ascii=False), *views.values()])
    named = {name for match in NAMED.finditer(text) for name in match.groups() if name}
    subject = book.views.get(rule.subject)
    return Definition(
        said,
        subject.columns if subject else None,
        subject.view.of if subject else None,
        {name: {"unit": p.unit, "type": p.type} for name, p in sorted(book.parameters.items()) if name in named},
        views,
    )


def _views_below(book: RuleBook, texts: Iterable[str]) -> list[str]:
    waiting = sorted({name for text in texts for name in _NAME.findall(text) if name in book.views})
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += sorted(book.views[name].reads & book.views.keys())
    return sorted(seen)


def _texts(said: Any) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, Mapping):
        for value in said.values():
            yield from _texts(value)
    elif isinstance(said, list):
        for value in said:
            yield from _texts(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
