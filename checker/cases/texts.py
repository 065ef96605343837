"""SQL for the text of a case in each language, from the sentence templates of its kind.

One statement tells the cases of all rules: what differs between rules comes from the table `rule_words`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from string import Formatter

from checker.cases.evidence import quoted
from checker.cases.said import duration, figure, instant, limit
from checker.words.sentences import GENERAL, OPTIONAL, OTHER, UNKNOWN, slots, templates
from checker.words.texts import LANGUAGES
from checker.words.words import Words

# Which sentence tells a case: that of the outcome of a violation, else that of the verdict.
TOLD = "CASE WHEN k.verdict = 'violated' THEN k.outcome ELSE k.verdict END"


def texts_sql(kinds: Iterable[str], as_of: datetime, columns: Iterable[str], source: str) -> str:
    """SQL of the given columns and text_<language> of the cases of these kinds in `source`.

    `source` has the columns of cases, `owing` (the names of what is not fulfilled), the columns of `rule_words`, the
    labels outcome_<language> and reason_<language>, and `offset_s`, the offset from UTC of the moments told. A text
    that a case has already stays.
    """
    pieces: dict[str, str] = {}
    by_kind = {kind: templates(kind) for kind in sorted(kinds)}
    sentences = {language: _sentence(by_kind, language, pieces) for language in LANGUAGES}
    overdue = f"floor(epoch(COALESCE(k.done_at, TIMESTAMP '{as_of.isoformat(sep=' ')}')) - epoch(k.due_at))"
    spans = [f"CAST({overdue} AS BIGINT) AS overdue_s"]
    for name in ("measured", "limit_value"):
        spans.append(f"CASE WHEN k.measure = 'seconds' THEN CAST(floor(k.{name}) AS BIGINT) END AS {name}_s")
    first = f"SELECT k.*, {TOLD} AS told, {', '.join(spans)} FROM ({source}) AS k"
    said = "".join(f", {sql} AS {column}" for sql, column in pieces.items())
    texts = ", ".join(f"COALESCE(k.text_{lang}, {sql}) AS text_{lang}" for lang, sql in sentences.items())
    listed = ", ".join(f'k."{name}"' for name in columns)
    return f"SELECT {listed}, {texts} FROM (SELECT k.*{said} FROM ({first}) AS k) AS k"


def _sentence(by_kind: Mapping[str, Mapping[str, Mapping[str, str]]], language: str, pieces: dict[str, str]) -> str:
    """The sentence in one language; what it mentions joins `pieces` (SQL to column)."""
    values = _values(language, Words(language))

    def said(name: str) -> str:
        written = f"COALESCE(NULLIF({values[name]}, ''), {quoted(UNKNOWN)})" if name in values else quoted(UNKNOWN)
        return "k." + pieces.setdefault(written, f"said_{len(pieces)}")

    used: dict[tuple[str, str], list[str]] = {}
    for kind, texts in by_kind.items():
        for outcome, text in texts.items():
            used.setdefault((outcome, text[language]), []).append(kind)
    branches = "".join(
        f"WHEN k.told = {quoted(outcome)} AND k.kind IN ({', '.join(map(quoted, among))}) THEN {_filled(text, said)} "
        for (outcome, text), among in used.items()
        if outcome != OTHER
    )
    own = _filled(templates(GENERAL)[OTHER][language], said)
    return f"CASE {branches}ELSE {own} END" if branches else own


def _filled(template: str, said: Callable[[str], str]) -> str:
    pieces = []
    for place, part in enumerate(OPTIONAL.split(template)):  # every other part is an optional one
        if part and place % 2:
            known = " AND ".join(f"{said(name)} <> {quoted(UNKNOWN)}" for name in sorted(slots(part)))
            pieces.append(f"CASE WHEN {known} THEN {_joined(part, said)} ELSE '' END")
        elif part:
            pieces.append(_joined(part, said))
    return f"concat({', '.join(pieces)})" if pieces else "''"


def _joined(template: str, said: Callable[[str], str]) -> str:
    pieces = []
    for literal, name, _, _ in Formatter().parse(template):
        if literal:
            pieces.append(quoted(literal))
        if name:
            pieces.append(said(name))
    return f"concat({', '.join(pieces)})"


def _values(language: str, words: Words) -> dict[str, str]:
    due, instantly = _wall("k.due_at"), quoted(words.text("sentences.instantly"))
    return {
        "rule_title": f"k.title_{language}",
        "subject_label": f"k.subject_{language}",
        "subject": "k.subject_id",
        "responsible": "k.responsible_id",
        "opened_at": instant(_wall("k.opened_at"), language),
        "due_at": f"CASE WHEN k.due_inclusive THEN {instant(due, language)} ELSE {limit(due, language)} END",
        "done_at": instant(_wall("k.done_at"), language),
        "overdue": f"CASE WHEN k.overdue_s = 0 THEN {instantly} ELSE {duration('k.overdue_s', language)} END",
        "measured": _figure("measured", language),
        "limit": _figure("limit_value", language),
        "missing": _named("k.missing", language, words),
        "fields": _named("k.owing", language, words),
        "outcome": f"COALESCE(k.outcome_{language}, k.told)",
        "reason": f"COALESCE(k.reason_{language}, k.reason)",
    }


def _wall(column: str) -> str:
    return f"({column} + to_seconds(k.offset_s))"


def _figure(name: str, language: str) -> str:
    spans = duration(f"k.{name}_s", language)
    return f"CASE WHEN k.measure = 'seconds' THEN {spans} ELSE {figure(f'k.{name}', language)} END"


def _named(column: str, language: str, words: Words) -> str:
    """Names of a list by their labels; those without one stand as they are."""
    joint = quoted(words.text("sentences.joints.list"))
    said = f"list_transform({column}, lambda x: COALESCE(k.names_{language}[x], x))"
    return f"CASE WHEN len({column}) > 0 THEN array_to_string({said}, {joint}) ELSE '' END"
