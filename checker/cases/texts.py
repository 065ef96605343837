"""SQL for the text of a case in each language, from the sentence templates of its kind."""

from string import Formatter

from checker.cases.evidence import quoted
from checker.kinds.query import CaseQuery
from checker.words.sentences import templates
from checker.words.words import Words

DATE_FORMATS = {"en": "%Y-%m-%d %H:%M:%S", "ru": "%d.%m.%Y %H:%M:%S", "zh": "%Y-%m-%d %H:%M:%S"}
DAY_MARKS = {"en": " d ", "ru": " д ", "zh": "天"}


def text_sql(query: CaseQuery, title: str, language: str) -> str:
    """The sentence for a case over alias k, in one language."""
    words = Words(language)
    values = _values(query, title, language, words)
    branches = [
        f"WHEN {quoted(outcome)} THEN {_filled(texts[language], values)}"
        for outcome, texts in templates(query.rule.kind).items()  # type: ignore[attr-defined]
    ]
    chosen = "CASE WHEN k.verdict = 'violated' THEN k.outcome ELSE k.verdict END"
    return f"CASE {chosen} {' '.join(branches)} ELSE '' END"


def _filled(template: str, values: dict[str, str]) -> str:
    pieces = []
    for literal, name, _, _ in Formatter().parse(template):
        if literal:
            pieces.append(quoted(literal))
        if name:
            pieces.append(f"COALESCE(NULLIF({values.get(name, quoted(''))}, ''), '—')")
    return "(" + " || ".join(pieces or ["''"]) + ")"


def _values(query: CaseQuery, title: str, language: str, words: Words) -> dict[str, str]:
    rule = query.rule
    label = words.find("entity", rule.reported_as or "") if rule.reported_as else None
    return {
        "subject_label": quoted(label) if label else _labelled("entity", "k.subject_type", words, [rule.subject]),
        "subject": "k.subject_id",
        "rule_title": quoted(title),
        "responsible": "k.responsible_id",
        "opened_at": _instant("k.opened_at", language),
        "due_at": _instant("k.due_at", language),
        "done_at": _instant("k.done_at", language),
        "overdue": _duration("epoch(COALESCE(k.done_at, k.as_of)) - epoch(k.due_at)", language),
        "measured": _figure("k.measured", query.measure, language),
        "limit": _figure("k.limit_value", query.measure, language),
        "missing": "array_to_string(k.missing, ', ')",
        "fields": _fields(query, words),
        "reason": _labelled("reason", "k.reason", words, _reasons(query)),
    }


def _reasons(query: CaseQuery) -> list[str]:
    own = [gate.reason for gate in query.rule.gates if gate.reason]
    return list(dict.fromkeys([*own, "scope_unknown", "due_unknown", "act_unknown"]))


def _labelled(kind: str, column: str, words: Words, names: list[str]) -> str:
    found = [(name, words.find(kind, name)) for name in names]
    branches = "".join(f"WHEN {quoted(name)} THEN {quoted(label)} " for name, label in found if label)
    return f"CASE {column} {branches}ELSE {column} END" if branches else column


def _instant(column: str, language: str) -> str:
    return f"strftime({column} + to_seconds(k.offset_s), {quoted(DATE_FORMATS[language])})"


def _duration(seconds: str, language: str) -> str:
    """Days and hh:mm:ss; whole seconds, never rounded up."""
    whole = f"CAST(floor({seconds}) AS BIGINT)"
    clock = (
        f"lpad(CAST(({whole} % 86400) // 3600 AS VARCHAR), 2, '0') || ':' || "
        f"lpad(CAST(({whole} % 3600) // 60 AS VARCHAR), 2, '0') || ':' || lpad(CAST({whole} % 60 AS VARCHAR), 2, '0')"
    )
    days = f"CAST({whole} // 86400 AS VARCHAR) || {quoted(DAY_MARKS[language])}"
    return f"(CASE WHEN {whole} >= 86400 THEN {days} ELSE '' END || {clock})"


def _figure(column: str, measure: str, language: str) -> str:
    if measure == "seconds":
        return _duration(column, language)
    whole = f"CAST(CAST({column} AS BIGINT) AS VARCHAR)"
    return (
        f"CASE WHEN {column} = floor({column}) AND abs({column}) < 1e15 THEN {whole} ELSE CAST({column} AS VARCHAR) END"
    )


def _fields(query: CaseQuery, words: Words) -> str:
    if not query.items:
        return "''"
    entity = query.facts[0].entity if query.facts else query.rule.subject
    lacking = [
        f"CASE WHEN k.i_{i} IS NOT TRUE THEN {quoted(words.find('field', f'{entity}.{item.name}') or item.name)} END"
        for i, item in enumerate(query.items)
    ]
    return f"concat_ws(', ', {', '.join(lacking)})"
