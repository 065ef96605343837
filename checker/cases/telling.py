"""The words of the rules that were judged, and the cases told with them."""

import json
from collections.abc import Sequence
from datetime import datetime

from checker.cases.engine import DuckDBEngine
from checker.cases.evidence import quoted
from checker.cases.texts import TOLD, texts_sql
from checker.kinds.query import CaseQuery
from checker.tables import CASES
from checker.words.labels import labels
from checker.words.sentences import UNKNOWN
from checker.words.texts import LANGUAGES
from checker.words.words import Words

_WORDS = {"rule_id": "VARCHAR"}
_WORDS |= {f"{name}_{lang}": "VARCHAR" for name in ("title", "subject") for lang in LANGUAGES}
_WORDS |= {f"names_{lang}": "MAP(VARCHAR, VARCHAR)" for lang in LANGUAGES}
_MOMENT = "COALESCE(k.due_at, TIMESTAMP '{as_of}')"
_SOURCE = """
SELECT k.*, w.* EXCLUDE (rule_id), COALESCE(z.offset_s, 0) AS offset_s, {labels} FROM kept AS k
LEFT JOIN rule_words AS w ON w.rule_id = k.rule_id
LEFT JOIN zone_span AS z ON z.zone = k.zone AND z.from_utc <= {moment} AND {moment} < z.until_utc
LEFT JOIN outcome_words AS o ON o.name = {told} LEFT JOIN reason_words AS r ON r.name = k.reason
"""


def create_kept(engine: DuckDBEngine) -> None:
    """The table of kept cases, not told yet."""
    columns = ", ".join(f'"{name}" {type_}' for name, type_ in CASES.items())
    engine.execute(f"CREATE OR REPLACE TABLE kept ({columns}, owing VARCHAR[])")


def name_cases(engine: DuckDBEngine, queries: Sequence[CaseQuery], as_of: datetime) -> None:
    """The relation "case": the kept cases of these rules in the columns of cases.parquet, told in every language."""
    rows = json.dumps([_words(query) for query in queries], ensure_ascii=False)
    shape = json.dumps([_WORDS])
    engine.execute(
        f"CREATE OR REPLACE TABLE rule_words AS SELECT UNNEST(from_json($1, '{shape}'), recursive := true)", [rows]
    )
    for kind in ("outcome", "reason"):
        engine.execute(f"CREATE OR REPLACE TABLE {kind}_words AS {_label_rows(kind)}")
    said = ", ".join(f"o.label_{lang} AS outcome_{lang}, r.label_{lang} AS reason_{lang}" for lang in LANGUAGES)
    moment = _MOMENT.format(as_of=as_of.isoformat(sep=" "))
    source = _SOURCE.format(labels=said, moment=moment, told=TOLD)
    plain = [name for name in CASES if not name.startswith("text_")]
    kinds = {query.rule.kind for query in queries}  # type: ignore[attr-defined]
    engine.execute(f'CREATE OR REPLACE VIEW "case" AS {texts_sql(kinds, as_of, plain, source)}')


def _label_rows(kind: str) -> str:
    known = labels(kind)
    rows = ", ".join(
        f"({', '.join(quoted(text) for text in (name, *(str(leaf[lang]) for lang in LANGUAGES)))})"
        for name, leaf in known.items()
    )
    return f"SELECT * FROM (VALUES {rows}) AS w (name, {', '.join(f'label_{lang}' for lang in LANGUAGES)})"


def _words(query: CaseQuery) -> dict[str, object]:
    """What the texts of a rule's cases need to know of it."""
    row: dict[str, object] = {"rule_id": query.rule.id}
    subject = query.rule.reported_as or query.entity
    for lang in LANGUAGES:
        words = Words(lang)
        row[f"title_{lang}"] = getattr(query.rule.title, lang) or UNKNOWN
        row[f"subject_{lang}"] = words.find("entity", subject) or subject
        row[f"names_{lang}"] = {name: _label(words, query.entity, name) for name in _names(query)}
    return row


def _names(query: CaseQuery) -> list[str]:
    rule = query.rule
    names = [name for gate in rule.gates for name in gate.missing]
    names += [name for unknown in rule.unknown for name in unknown.missing]
    names += [item.name for item in query.items] + [f"{fact.entity}.{fact.name}" for fact in query.facts]
    return list(dict.fromkeys(names))


def _label(words: Words, entity: str, name: str) -> str:
    """A table, a field as `table.field`, or a field or item of the entity, as people call it."""
    if "." in name:
        return words.find("field", name) or name
    return words.find("field", f"{entity}.{name}") or words.find("entity", name) or name
