"""The cases as the page's script reads them: JSON that is safe inside a script element, a piece at a time."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from checker.report.cases import Case
from checker.report.content import Report
from checker.report.excused import said_excuse
from checker.report.figures import SEVERITIES, VERDICTS
from checker.report.labels import said, said_responsible, said_subject
from checker.report.plain import said_source
from checker.report.table import heading, said_following, said_overdue
from checker.report.verdict import overdue
from checker.words.words import Words

HEADINGS = ("severity", "verdict", "rule", "clauses", "subject", "owner", "unit", "due_at", "overdue", "text", "source")
SECONDS = {
    "seconds": 1,
    "minutes": 60,
    "hours": 3600,
    "days": 86400,
    "working_days": 86400,
    "weeks": 604800,
    "months": 2629746,
}
UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def safe_json(value: Any) -> str:
    """JSON that can end no script element and break no line of JavaScript."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character, escaped in UNSAFE.items():
        text = text.replace(character, escaped)
    return text


def page_data(report: Report, words: Words) -> Iterator[str]:
    """One JSON object in pieces: headings, texts, rules [id, title, words], cases (see `_row`)."""
    places = {rule.rule_id: place for place, rule in enumerate(report.rules)}
    head = {
        "headings": [heading(words, name) for name in HEADINGS],
        "severities": [said(words, "severity", name) for name in SEVERITIES],
        "verdicts": [said(words, "verdict", name) for name in VERDICTS],
        "implied": [words.text(f"report.implied.{name}") for name in ("own", "from_another")],
        "texts": {name: words.text(f"report.page.{name}") for name in ("any", "more", "sort", "none")},
        "shown": words.text("report.shown", shown="\x00", total="\x01")
        .replace("\x00", "{shown}")
        .replace("\x01", "{total}"),
        "lang": words.lang,
        "rules": [[rule.rule_id, rule.title(words.lang), rule.words(words.lang)] for rule in report.rules],
    }
    yield safe_json(head)[:-1] + ',"cases":['
    instant = lru_cache(maxsize=65536)(words.instant)
    for place, case in enumerate(report.cases()):
        yield ("," if place else "") + safe_json(_row(case, places, report, words, instant)) + "\n"
    yield "]}"


def _row(
    case: Case, places: dict[str, int], report: Report, words: Words, instant: Callable[[datetime, str], str]
) -> list[Any]:
    """Cells under the headings; then the case's id, its effect if no violation, numbers to sort due and overdue by, and
    1 if it follows from another."""
    beyond = overdue(case, report.as_of)
    return [
        _place(SEVERITIES, case.severity),
        _place(VERDICTS, case.verdict),
        places.get(case.rule_id, -1),
        ", ".join(case.clauses),
        said_subject(case),
        said_responsible(case, words),
        case.unit_name or case.unit_id or "",
        instant(case.due_at, case.zone) if case.due_at else "",
        said_overdue(case, report.as_of, words),
        _said(case, words),
        said_source(case.source_file, case.source_row),
        case.case_id,
        "" if case.effect == "violation" else said(words, "effect", case.effect),
        int(case.due_at.replace(tzinfo=UTC).timestamp()) if case.due_at else None,
        round(beyond[0] * SECONDS[beyond[1]]) if beyond else None,
        int(bool(case.implied_by)),
    ]


def _said(case: Case, words: Words) -> str:
    text = case.text(words.lang) or said(words, "outcome", case.outcome) or said(words, "reason", case.reason)
    follows = said_following(case, words)
    return " · ".join(part for part in (f"{text} ({follows})" if follows else text, said_excuse(case, words)) if part)


def _place(names: tuple[str, ...], name: str) -> int:
    return names.index(name) if name in names else -1
