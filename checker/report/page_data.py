"""What the page's script reads: the cases as columns, and what their codes, rules and clauses are called."""

import json
from collections.abc import Iterator
from functools import cache, partial
from typing import Any

from checker.report.cases import JOINS, NAMED, STORED, Case
from checker.report.content import Report
from checker.report.excused import excused_lines
from checker.report.figures import SEVERITIES
from checker.report.labels import said_fields
from checker.report.ledger import reading_lines
from checker.report.page_blocks import Part
from checker.report.page_columns import CHUNK, Columns, case_columns_of
from checker.report.stored import opened
from checker.report.table import heading
from checker.report.triple import Triple, every_language, triple
from checker.words.labels import labels
from checker.words.texts import JOINTS, LANGUAGES, Text, texts
from checker.words.words import Words

UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
KINDS = {
    **{name: name for name in ("verdict", "outcome", "standing", "severity", "effect", "scope", "change")},
    **{name: name for name in ("rectification", "dispute", "reason")},
    "subject_type": "entity",
}
"""Coded columns whose values are ours, with the kind of their label."""
TEXTS = {"page": "", "marks": "", "query": "explain.", "formats": "", "waivers": "hit.", "report": "implied."}
"""Files of texts that the script says, with what those of it begin with."""
HEADINGS = (
    *(
        "severity",
        "verdict",
        "rule",
        "clauses",
        "subject",
        "responsible",
        "unit",
        "due_at",
        "overdue",
        "text",
        "source",
    ),
    *("outcome", "standing", "scope", "change", "client_id", "tier", "occurrence", "zone", "window_at", "opened_at"),
    *("done_at", "limit", "measured", "field", "value", "entity", "implied_by", "case_id", "basis", "effect"),
)
TERMS = ("unassigned", "total", "yes", "no", "unknown", "empty", "true", "false")
ALWAYS = {"verdict": ("violated",)}
"""Codes that a reader can choose although no case has them."""
OF_EVIDENCE = ("entity", "field", "value", "relation", "column", "column_value")


def safe_json(value: Any) -> str:
    """JSON that can end no script element and break no line of JavaScript."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character, escaped in UNSAFE.items():
        text = text.replace(character, escaped)
    return text


def page_data(report: Report, lang: str) -> Iterator[Part]:
    """`head` first (`_head`); then columns, texts and evidence of all cases, and the labels of what evidence names."""
    with case_columns_of(report.folder, report.as_of) as columns:
        yield Part("head", safe_json(_head(report, columns, lang)))
        for packed, said, evidence in columns.chunks():
            yield Part("columns", packed)
            yield from (Part(f"texts-{lang}", text) for lang, text in zip(LANGUAGES, said, strict=True))
            yield Part("evidence", evidence)
    yield Part("labels", _labels_of_evidence())


def _head(report: Report, columns: Columns, lang: str) -> dict[str, Any]:
    values = columns.values
    cited = {clause for joined in values["clauses"] for clause in joined.split(", ")}
    return {
        "lang": lang,
        "audit": report.audit_id,
        "as_of": report.as_of.isoformat(),
        "total": columns.total,
        "chunk": CHUNK,
        "values": values,
        "order": {"severity": SEVERITIES, "verdict": ("violated", "undetermined", "pending", "met")},
        "labels": {name: _labels(kind, [*values[name], *ALWAYS.get(name, ())]) for name, kind in KINDS.items()},
        "tiers": {code: _label("value", f"client.tier.{code}") for code in values["tier"] if code},
        "missing": [triple(partial(said_fields, fields=_parts(joined))) for joined in values["missing"]],
        "names": _names(report, values),
        "rules": {rule.rule_id: _rule(rule) for rule in report.rules if rule.rule_id in set(values["rule"])},
        "clauses": {
            one.clause_id: [one.source, one.locator, (one.title_en, one.title_ru, one.title_zh), one.says]
            for one in report.clauses
            if one.clause_id in cited
        },
        "excused": _excused(report, values["waiver"]),
        "joints": [JOINTS[one] for one in LANGUAGES],
        "headings": {name: triple(partial(heading, name=name)) for name in HEADINGS},
        "terms": {name: triple(partial(Words.label, kind="term", name=name)) for name in TERMS},
        "texts": {**_texts(), "report.shown": _forms(texts("report")["shown"])},
    }


def _rule(rule: Any) -> dict[str, Any]:
    return {
        "title": triple(lambda words: rule.title(words.lang)),
        "words": triple(lambda words: rule.words(words.lang)),
        "kind": triple(lambda words: words.find("rule_kind", rule.kind) or rule.kind),
        "basis": triple(lambda words: words.find("basis", rule.basis) or rule.basis),
        "readings": list(zip(*(reading_lines({}, rule.readings, words) for words in every_language()), strict=True)),
    }


def _labels(kind: str, codes: list[str]) -> dict[str, Triple]:
    return {code: _label(kind, code) for code in codes if code}


def _label(kind: str, code: str) -> Triple:
    plain = code.rpartition(".")[2]
    return triple(lambda words: words.find(kind, code) or plain)


def _parts(joined: str) -> list[str]:
    return joined.split(", ") if joined else []


def _names(report: Report, values: dict[str, list[str]]) -> dict[str, list[str]]:
    """Names of clients, people and units, at the places of their ids; '' where none is stored."""
    with opened(report.folder) as connection:
        found = {
            (entity, key): name
            for entity, key, name in connection.execute(
                "SELECT entity, id, name FROM names WHERE entity IN ('client', 'employee', 'org_unit')"
            ).fetchall()
        }
    entities = {"client_id": "client", "responsible_id": "employee", "unit_id": "org_unit"}
    return {column: [found.get((entity, key)) or "" for key in values[column]] for column, entity in entities.items()}


def _excused(report: Report, waivers: list[str]) -> dict[str, list[Triple]]:
    """Who excused and who objects: lines by the id of a disputed case, and by that of a waiver for all others."""
    followed = report.manifest.get("followed") or {}
    disputed = list((followed.get("disputed") or {}).get("cases") or {})
    if not disputed and not any(waivers):
        return {}
    one_each = "SELECT min(case_id) FROM cases WHERE waiver <> '' AND dispute = '' GROUP BY waiver"
    sql = (
        f"SELECT {STORED}, {NAMED} FROM cases c {JOINS} WHERE c.case_id IN ({one_each}) OR list_contains(?, c.case_id)"
    )
    found: dict[str, list[Triple]] = {}
    with opened(report.folder) as connection:
        rows = connection.execute(sql, [disputed]).fetchall()
    for case in map(Case._make, rows):
        told = [excused_lines(case, report.manifest, words) for words in every_language()]
        found[case.case_id if case.dispute else case.waiver] = list(zip(*told, strict=True))
    return found


def _texts() -> dict[str, Any]:
    return {
        f"{file}.{key}": _forms(leaf)
        for file, start in TEXTS.items()
        for key, leaf in texts(file).items()
        if key.startswith(start)
    }


def _forms(leaf: Any) -> list[Text]:
    return [leaf[lang] for lang in LANGUAGES]


@cache
def _labels_of_evidence() -> str:
    return safe_json({kind: {name: _forms(leaf) for name, leaf in labels(kind).items()} for kind in OF_EVIDENCE})
