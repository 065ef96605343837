"""What a redacted report says instead of names, contacts, numbers of records and free text."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from checker.report.mentions import Mentions
from checker.report.own_matters import ELSE
from checker.report.redaction_codes import Codes
from checker.words.texts import texts
from checker.words.words import Words

# What is neither a name nor a contact: moments, figures, yes and no.
PLAIN = re.compile(
    r"[+-]?\d{1,4}(-\d\d(-\d\d([T ][\d:.]+([+-][\d:]+|Z)?)?)?)?|[+-]?\d+(\.\d+)?([eE][+-]?\d+)?|true|false"
)
MOMENT = re.compile(r"\d{4}(-\d\d(-\d\d([T ][\d:.]+([+-][\d:]+|Z)?)?)?|-?[WQH]\d{1,2})?|\d\d:\d\d(:\d\d)?|true|false")
FREE_TYPES = ("", "text", "varchar", "enum")
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|«[^»]*»|“[^”]*”")
CASE = re.compile(r"[0-9a-f]{16}")
IDENTIFIER = re.compile(r"[a-z0-9_.$*,-]+")
# Of what is told of waivers and disputes: codes of ours, ids of audits and rules.
OURS = ("against", "state", "says", "rule", "fail_on", "severity", "dispute")
WHO = ("by", "approver", "requester")


class Redaction:
    """Codes for everything that an audit knows, and harmless texts for the rest."""

    def __init__(self, codes: Codes, known: Iterable[tuple[str, str, str | None]]) -> None:
        """`known`: entity, id and name of every person and client."""
        self.codes = codes
        self._by_text: dict[str, str] = {}
        for entity, key, name in sorted(known, key=lambda one: (one[0] != "employee", one[1])):
            for text in (key, name):
                if text and any(letter.isalnum() for letter in text):
                    self._by_text.setdefault(text.strip(), codes.code(entity, key))
        self._mentions = Mentions(self._by_text, self._by_text)
        self._words = Words("en")

    def without_names(self, text: str) -> str:
        """A text of ours with codes instead of everybody known, and without what it quotes from the data."""
        kept = QUOTED.sub(lambda one: one[0] if IDENTIFIER.fullmatch(one[0][1:-1]) else f"'{ELSE}'", text)
        return self._mentions.replaced(kept, lambda one: self._by_text[one])

    def whoever(self, text: str | None) -> str:
        """The code of a person who is told by id or name; the same text has the same code, known or not."""
        return self._by_text.get((text or "").strip()) or self.codes.code("employee", text)

    def tier(self, stored: str | None) -> str | None:
        """A tier as it is where it is one of the list, else a code."""
        return stored if not stored or self._said("client", "tier", stored) else self.codes.code("tier", stored)

    def occurrence(self, stored: str | None) -> str:
        """A day, week or month as it is, else a code."""
        return stored or "" if not stored or MOMENT.fullmatch(stored) else self.codes.code("occurrence", stored)

    def value(self, fact: Mapping[str, Any]) -> Any:
        """The value of a fact where it can name nobody, the code of whom it names, else an ellipsis."""
        value = fact.get("value")
        if not isinstance(value, str):
            free = isinstance(value, list | dict) or str(fact.get("type") or "").lower() in FREE_TYPES[1:3]
            return ELSE if free and value is not None and not isinstance(value, bool) else value
        if not value or self._said(str(fact.get("entity")), str(fact.get("field")), value):
            return value
        kept = MOMENT if str(fact.get("type") or "").lower() in FREE_TYPES else PLAIN
        return value if kept.fullmatch(value) else self._by_text.get(value.strip(), ELSE)

    def everywhere(self, value: Any) -> Any:
        """Settings of ours with codes instead of everybody known."""
        if isinstance(value, Mapping):
            return {self.without_names(str(key)): self.everywhere(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self.everywhere(one) for one in value]
        return self.without_names(value) if isinstance(value, str) else value

    def followed(self, value: Any, name: str = "") -> Any:
        """What is told of waivers, disputes and changes without what people wrote; ids of cases stay."""
        if isinstance(value, Mapping):
            return {key: self.followed(one, key) for key, one in value.items()}
        if isinstance(value, list):
            return [self.followed(one, name) for one in value]
        if not isinstance(value, str) or name in OURS or MOMENT.fullmatch(value) or CASE.fullmatch(value):
            return value
        if name == "id" or name in ("unused", "not_yet"):
            return self.codes.code("waiver", value)
        if name in WHO:
            return self.whoever(value)
        return value if name == "reason" and f"why.{value}" in texts("waivers") else ELSE

    def _said(self, entity: str, field: str, value: str) -> bool:
        """Whether it is a value of a list that we have a label for."""
        return self._words.find("value", f"{entity}.{field}.{value}") is not None
