"""The formats of a comparison of two audits."""

import json
from collections.abc import Callable
from typing import Any, BinaryIO

from checker.query.diff import CHANGES, COLUMNS, EFFECTS, Counts, Diff
from checker.query.diff_sides import Side
from checker.query.diff_table import write_table
from checker.report.rows import Rows, write_rows
from checker.words.words import Words

Writer = Callable[[Diff, BinaryIO, Words], None]


def _json(found: Diff, out: BinaryIO, words: Words) -> None:
    """The audits, all counts, and the cases that are listed, as many as there are or as --top says."""
    head = {
        "before": _side(found.before),
        "after": _side(found.after),
        "counts": {change: {effect: found.count(change, [effect]) for effect in EFFECTS} for change in CHANGES},
        "by_rule": [_counts(line, "rule_id", "title") for line in found.by_rule],
        "by_unit": [_counts(line, "unit_id", "name") for line in found.by_unit],
        "total": found.total,
        "shown": len(found.rows),
    }
    out.write(f"{json.dumps(head, ensure_ascii=False, indent=1)[:-2]},\n".encode())
    out.write(b' "cases": [')
    for place, row in enumerate(found.rows):
        record = json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False, default=_plain)
        out.write(f"{',' if place else ''}\n{record}".encode())
    out.write(b"\n]}\n")


def _rows(name: str) -> Writer:
    def write(found: Diff, out: BinaryIO, words: Words) -> None:
        write_rows(name, Rows(COLUMNS, found.rows, found.total), out, words)

    return write


DIFF_FORMATS: dict[str, Writer] = {"table": write_table, "json": _json, "jsonl": _rows("jsonl"), "csv": _rows("csv")}


def _side(side: Side) -> dict[str, Any]:
    return {name: side.manifest.get(name) for name in ("audit_id", "company", "period", "as_of", "zone")}


def _counts(line: Counts, key: str, name: str) -> dict[str, Any]:
    return {key: line.key, name: line.name, **dict(zip(CHANGES, line.counts, strict=True))}


def _plain(value: Any) -> str:
    return str(value.isoformat())
