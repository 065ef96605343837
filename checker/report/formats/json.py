"""The whole report as one JSON document; cases stand one a line, so that large ones stream and diffs stay small."""

from collections.abc import Iterable
from typing import Any, BinaryIO

from checker.report.content import Report
from checker.report.encoded import json_bytes
from checker.report.json_schema import VERSION
from checker.report.readings import reading_record
from checker.report.summary import audit_facts, clause_record, escalation_record, rule_record, summary
from checker.report.table import case_columns, case_record
from checker.words.words import Words

SUFFIX = ".json"


def write(report: Report, out: BinaryIO, words: Words) -> None:
    """One object, as report.schema.json describes it."""
    columns = case_columns(report, words)
    lang = words.lang
    parts: tuple[tuple[str, Any], ...] = (
        ("schema_version", VERSION),
        ("lang", lang),
        ("audit", audit_facts(report)),
        ("summary", summary(report)),
        ("inputs", report.manifest.get("snapshot")),
    )
    lists: tuple[tuple[str, Iterable[Any]], ...] = (
        ("rules", (rule_record(rule, lang) for rule in report.rules)),
        ("readings", (reading_record(line, lang) for line in report.readings or ())),
        ("clauses", (clause_record(clause, lang) for clause in report.clauses)),
        ("escalations", (escalation_record(escalation, lang) for escalation in report.escalations)),
        ("quarantine", (line._asdict() for line in report.quarantine())),
        ("cases", (case_record(case, columns) for case in report.cases())),
    )
    out.write(b"{\n")
    for name, value in parts:
        out.write(json_bytes(name) + b": " + json_bytes(value) + b",\n")
    for position, (name, records) in enumerate(lists):
        out.write(json_bytes(name) + b": [")
        _write_list(out, records)
        out.write(b"\n]" if position == len(lists) - 1 else b"\n],\n")
    out.write(b"\n}\n")


def _write_list(out: BinaryIO, records: Iterable[Any]) -> None:
    for position, record in enumerate(records):
        out.write((b",\n" if position else b"\n") + json_bytes(record))
