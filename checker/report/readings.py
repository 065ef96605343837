"""What other readings of the text would change, as an audit with --readings stored it."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from checker.report.cases import Case
from checker.report.labels import said
from checker.words.words import Words

JUDGED = "judged"


class ReadingLine(NamedTuple):
    """One other reading of one rule. Counts are of scope period, None where `status` says that it was not judged.

    `in_force` and `value` are JSON: what the parameter was in the audit, and what it would be (None: only a sentence).
    `vanished_ids` are ids of stored cases, `appeared_subjects` subjects as `id[@occurrence]`.
    """

    rule_id: str
    effect: str
    place: int
    param: str
    unit: str
    says_en: str
    says_ru: str
    says_zh: str
    ours: str
    in_force: str | None
    other: str
    value: str | None
    status: str
    detail: str
    violated: int | None
    vanished: int | None
    appeared: int | None
    changed: int | None
    violated_then: int | None
    vanished_ids: list[str] | None
    appeared_subjects: list[str] | None

    def says(self, lang: str) -> str:
        """What the parameter means, in one language; '' where it is only a name."""
        return {"en": self.says_en, "ru": self.says_ru, "zh": self.says_zh}[lang]


FLIPS = ("violated", "vanished", "appeared", "changed", "violated_then")
HEADINGS = ("violated_now", *FLIPS[1:])


def judged(lines: tuple[ReadingLine, ...] | None) -> list[ReadingLine]:
    """Those that were judged, most flips first."""
    return [line for line in lines or () if line.status == JUDGED]


def not_judged(lines: tuple[ReadingLine, ...] | None, words: Words) -> list[list[str]]:
    """Why, parameter, other reading and the rules that name it, one row for all rules that share them."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    for line in lines or ():
        if line.status != JUDGED:
            rows.setdefault((said_status(line, words), line.param, said_other(line, words)), []).append(line.rule_id)
    return [[*told, ", ".join(dict.fromkeys(rules))] for told, rules in rows.items()]


def said_other(line: ReadingLine, words: Words) -> str:
    """The other reading with its value, where the sentence does not say that already."""
    value = said_value(line.value, line.unit, words)
    return line.other if line.other in (_plain(line.value), value) or not value else f"{line.other} (= {value})"


def said_value(stored: str | None, unit: str, words: Words) -> str:
    """A parameter's value as people write it; '' for none."""
    value = _loaded(stored)
    if value is None:
        return ""
    if isinstance(value, bool):
        return words.label("term", str(value).lower()).lower()
    if isinstance(value, int | float):
        return words.quantity(value, unit) if unit else words.number(value)
    several = value if isinstance(value, list) else [value]
    return ", ".join(map(str, several)) or words.label("term", "empty").lower()


def said_status(line: ReadingLine, words: Words) -> str:
    """Whether it was judged, or why not."""
    label = said(words, "reading_status", line.status)
    return f"{label}: {line.detail}" if line.detail else label


def reading_record(line: ReadingLine, lang: str) -> dict[str, Any]:
    """One line for machines: values as JSON values, what the parameter means in one language."""
    kept = {name: value for name, value in line._asdict().items() if not name.startswith("says_")}
    return {**kept, "says": line.says(lang), "in_force": _loaded(line.in_force), "value": _loaded(line.value)}


def under_others(case: Case, lines: tuple[ReadingLine, ...] | None, words: Words) -> Iterator[str]:
    """What a case of the period would be under the readings that were judged."""
    name = f"{case.subject_id}@{case.occurrence}" if case.occurrence else case.subject_id
    for line in judged(lines):
        if line.rule_id != case.rule_id or case.scope != "period":
            continue
        told = ""
        if case.verdict == "violated":
            told = "vanishes" if case.case_id in (line.vanished_ids or ()) else "stays"
        elif name in (line.appeared_subjects or ()):
            told = "appears"
        if told:
            yield words.text(f"query.explain.otherwise.{told}", param=line.param, other=said_other(line, words))


def _plain(stored: str | None) -> str:
    value = _loaded(stored)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _loaded(stored: str | None) -> Any:
    try:
        return None if stored is None else json.loads(stored)
    except ValueError:
        return stored
