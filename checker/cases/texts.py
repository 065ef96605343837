"""SQL for the text of a case in each language, from the sentence templates of its kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from string import Formatter

from sqlglot import exp

from checker.cases.evidence import quoted
from checker.kinds.query import CaseQuery
from checker.tables import VERDICTS
from checker.words.sentences import GENERAL, OTHER, UNKNOWN, templates
from checker.words.words import Words

DATE_FORMATS = {"en": "%Y-%m-%d %H:%M:%S", "ru": "%d.%m.%Y %H:%M:%S", "zh": "%Y-%m-%d %H:%M:%S"}
DAY_MARKS = {"en": " d ", "ru": " д ", "zh": "天"}


@dataclass(frozen=True)
class CaseTexts:
    """SQL of the texts, in two layers: what they mention is written once a case, then set into the sentences.

    `pieces`: column to SQL over alias k (the raw columns of the rule). `sentences`: text_<language> to SQL over alias k
    with the pieces as further columns.
    """

    pieces: Mapping[str, str]
    sentences: Mapping[str, str]


def texts_sql(query: CaseQuery) -> CaseTexts:
    """The texts of a rule's cases in every language."""
    pieces: dict[str, str] = {}
    # What no query says need not be written: every outcome stands in it as a literal.
    possible = {*VERDICTS, *(text.name for text in query.tree.find_all(exp.Literal) if text.is_string)}
    sentences = {f"text_{lang}": _sentence(query, lang, possible, pieces) for lang in DATE_FORMATS}
    return CaseTexts({column: sql for sql, column in pieces.items()}, sentences)


def _sentence(query: CaseQuery, language: str, possible: set[str], pieces: dict[str, str]) -> str:
    """The sentence in one language; what it mentions joins `pieces` (SQL to column)."""
    title = getattr(query.rule.title, language)
    values = _values(query, language, Words(language))

    def said(name: str) -> str:
        if name == "rule_title":
            return quoted(title or UNKNOWN)
        written = f"COALESCE(NULLIF({values[name]}, ''), {quoted(UNKNOWN)})" if name in values else quoted(UNKNOWN)
        return "k." + pieces.setdefault(written, f"said_{len(pieces)}")

    branches = [
        f"WHEN {quoted(outcome)} THEN {_filled(texts[language], said)}"
        for outcome, texts in templates(query.rule.kind).items()  # type: ignore[attr-defined]
        if outcome in possible
    ]
    own = _filled(templates(GENERAL)[OTHER][language], said) if _own_outcomes(query) else "''"
    return f"CASE k.told {' '.join(branches)} ELSE {own} END"


def _own_outcomes(query: CaseQuery) -> list[str]:
    """The outcomes that the rule itself names and that no sentence is written for: these are said by their label."""
    rule = query.rule
    named = [gate.reason for gate in rule.gates if gate.verdict == "violated"] + [getattr(rule, "outcome", "")]
    known = templates(rule.kind)  # type: ignore[attr-defined]
    return [name for name in dict.fromkeys(named) if name and name not in known]


def _filled(template: str, said: Callable[[str], str]) -> str:
    pieces = []
    for literal, name, _, _ in Formatter().parse(template):
        if literal:
            pieces.append(quoted(literal))
        if name:
            pieces.append(said(name))
    return f"concat({', '.join(pieces)})" if pieces else "''"


def _values(query: CaseQuery, language: str, words: Words) -> dict[str, str]:
    subject = query.rule.reported_as or query.entity
    return {
        "subject_label": quoted(words.find("entity", subject) or subject),
        "subject": "k.subject_id",
        "responsible": "k.responsible_id",
        "opened_at": _instant("k.opened_at", language),
        "due_at": _instant("k.due_at", language) if query.inclusive else _limit("k.due_at", language),
        "done_at": _instant("k.done_at", language),
        "overdue": _duration("k.overdue_s", language),
        "measured": _figure("k.measured", query.measure, language),
        "limit": _figure("k.limit_value", query.measure, language),
        "missing": _missing(query, words),
        "fields": _fields(query, words),
        "outcome": _labelled("outcome", "k.outcome", words, _own_outcomes(query)),
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


def _limit(column: str, language: str) -> str:
    """A limit that is itself out of time: of a midnight people name the last day, which ends there."""
    wall = f"({column} + to_seconds(k.offset_s))"
    day = quoted(DATE_FORMATS[language].partition(" ")[0])
    last = f"strftime({wall} - to_days(1), {day})"
    return f"CASE WHEN {wall} = date_trunc('day', {wall}) THEN {last} ELSE {_instant(column, language)} END"


def _duration(seconds: str, language: str) -> str:
    """Days and hh:mm:ss of whole seconds."""
    days = f"CASE WHEN {seconds} >= 86400 THEN concat({seconds} // 86400, {quoted(DAY_MARKS[language])}) ELSE '' END"
    return f"({days} || strftime(make_timestamp({seconds} % 86400 * 1000000), '%H:%M:%S'))"


def _figure(column: str, measure: str, language: str) -> str:
    if measure == "seconds":
        return _duration(f"CAST(floor({column}) AS BIGINT)", language)
    whole = f"CAST(CAST({column} AS BIGINT) AS VARCHAR)"
    return (
        f"CASE WHEN {column} = floor({column}) AND abs({column}) < 1e15 THEN {whole} ELSE CAST({column} AS VARCHAR) END"
    )


def _fields(query: CaseQuery, words: Words) -> str:
    if not query.items:
        return "''"
    lacking = [
        f"CASE WHEN k.i_{i} IS NOT TRUE THEN {quoted(_named(words, query.entity, item.name))} END"
        for i, item in enumerate(query.items)
    ]
    return f"concat_ws({quoted(_joint(words))}, {', '.join(lacking)})"


def _missing(query: CaseQuery, words: Words) -> str:
    """What could not be known, each name by its label; those without one stand as they are."""
    rule = query.rule
    names = [name for gate in rule.gates for name in gate.missing]
    names += [name for unknown in rule.unknown for name in unknown.missing]
    names += [item.name for item in query.items] + [f"{fact.entity}.{fact.name}" for fact in query.facts]
    branches = "".join(
        f"WHEN {quoted(name)} THEN {quoted(_named(words, query.entity, name))} " for name in dict.fromkeys(names)
    )
    said = f"list_transform(k.missing, lambda x: CASE x {branches}ELSE x END)" if branches else "k.missing"
    return f"array_to_string({said}, {quoted(_joint(words))})"


def _named(words: Words, entity: str, name: str) -> str:
    """A table, a field as `table.field`, or a field or item of the entity, as people call it."""
    if "." in name:
        return words.find("field", name) or name
    return words.find("field", f"{entity}.{name}") or words.find("entity", name) or name


def _joint(words: Words) -> str:
    return words.text("sentences.joints.list")
