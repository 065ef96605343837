"""Evidence of a case as rows to read: facts with file and row, the clock's ledger, readings."""

import json
import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from checker.report.labels import said
from checker.report.plain import said_source
from checker.report.table import heading
from checker.words.words import Words

TEXTS = ("text", "VARCHAR")
FRACTIONS = ("decimal", "double", "float")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
INSTANT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d")


def fact_rows(evidence: Mapping[str, Any], zone: str, words: Words, missing: Collection[str] = ()) -> list[list[str]]:
    """Heading and one row a fact: record, field, value, file:row; none where there are no facts.

    A fact without a value is empty, or not known where the case misses it (`entity.field`).
    """
    facts = _records(evidence, "facts")
    if not facts:
        return []
    head = [heading(words, name) for name in ("entity", "field", "value", "source")]
    return [head, *(_fact(fact, zone, words, missing) for fact in facts)]


def clock_rows(evidence: Mapping[str, Any], words: Words) -> list[list[str]]:
    """The open intervals that counted, with their total; none where no clock is stored."""
    clock = evidence.get("clock")
    if not isinstance(clock, Mapping) or "open" not in clock:
        return []
    zone = str(clock.get("zone") or "UTC")
    rows = [
        [
            _said_instant(one.get("from"), zone, words),
            "–",
            _said_instant(one.get("to"), zone, words),
            _span(one.get("seconds"), words),
        ]
        for one in _records(clock, "open")
    ]
    named = words.text("query.explain.calendar", calendar=clock.get("calendar") or "", zone=zone)
    total = [words.label("term", "total"), "", named, _span(clock.get("total_seconds"), words)]
    return [*rows, total]


def item_rows(evidence: Mapping[str, Any], entity: str, words: Words) -> list[list[str]]:
    """What the rule asks for, one row each: whether it holds, does not, or is not known."""
    said_holding: dict[Any, str] = {True: "yes", False: "no"}
    return [
        [
            words.find("field", f"{entity}.{one.get('name')}") or str(one.get("name") or ""),
            words.label("term", term).lower(),
        ]
        for one in _records(evidence, "items")
        for term in (said_holding.get(one.get("holds"), "unknown"),)
    ]


def reading_lines(evidence: Mapping[str, Any], of_rule: str | None, words: Words) -> list[str]:
    """What the verdict rests on where the text leaves room: our reading, and the others that were possible."""
    readings = _records(evidence, "readings") or _parsed(of_rule)
    return [
        words.text(
            "query.explain.reading",
            param=one.get("param", ""),
            ours=_said_reading(one.get("ours"), words),
            other=_said_reading(one.get("other"), words),
        )
        for one in readings
    ]


def _fact(fact: Mapping[str, Any], zone: str, words: Words, missing: Collection[str]) -> list[str]:
    entity, field = str(fact.get("entity") or ""), str(fact.get("field") or "")
    unknown = fact.get("value") is None and f"{entity}.{field}" in missing
    label = words.find("field", f"{entity}.{field}")
    row = fact.get("row")
    return [
        f"{said(words, 'entity', entity)} {fact.get('id') or ''}".strip(),
        f"{label} ({field})" if label else field,
        words.label("term", "unknown").lower() if unknown else said_value(fact, zone, words),
        said_source(fact.get("file"), int(row) if isinstance(row, int) else None),
    ]


def said_value(fact: Mapping[str, Any], zone: str, words: Words) -> str:
    """The value of one fact of the evidence as people write it, in a zone."""
    value = fact.get("value")
    if value is None or value == "":
        return words.label("term", "empty").lower()
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if label := words.find("value", f"{fact.get('entity')}.{fact.get('field')}.{text}"):
        return label
    type_ = str(fact.get("type") or "")
    if type_.lower().startswith(FRACTIONS):
        return _number(text, words)
    return text if type_ in TEXTS else _typed(text, zone, words)


def _number(text: str, words: Words) -> str:
    """Without the zeros that only tell how exactly it is stored."""
    try:
        return words.number(Decimal(text), 8)
    except ArithmeticError:
        return text


def _typed(text: str, zone: str, words: Words) -> str:
    """A stored value as people write it. Its form tells what it is: older audits stored no type of what a view says."""
    if text in ("true", "false"):
        return words.label("term", text).lower()
    if DAY.fullmatch(text):
        return words.date(date.fromisoformat(text))
    return _said_instant(text, zone, words) if INSTANT.match(text) else text


def _said_instant(stored: Any, zone: str, words: Words) -> str:
    try:
        moment = datetime.fromisoformat(str(stored))
    except ValueError:
        return str(stored or "")
    return words.instant(moment, zone) if moment.tzinfo is None else str(stored)


def _span(seconds: Any, words: Words) -> str:
    return words.duration(seconds, days=False) if isinstance(seconds, int | float) else ""


def _said_reading(value: Any, words: Words) -> str:
    several = value if isinstance(value, list) else [] if value is None else [value]
    return ", ".join(words.find("term", str(one)) or str(one) for one in several)


def _parsed(stored: str | None) -> list[Mapping[str, Any]]:
    try:
        return _records({"readings": json.loads(stored or "[]")}, "readings")
    except ValueError:
        return []


def _records(holder: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = holder.get(name)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []
