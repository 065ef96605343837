"""The cases of an audit as columns for the page: strings that repeat stand once, instants are microseconds since 1970.

DuckDB writes the columns, so that no value becomes a Python object on its way, and spills what exceeds its memory."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.report.cases import JOINS, WORST_FIRST
from checker.report.stored import opened
from checker.report.verdict import SPANS
from checker.words.texts import LANGUAGES

CHUNK = 4000
MEMORY = "512MB"
SAME = ("severity", "effect", "verdict", "outcome", "standing", "scope", "change", "rectification", "dispute")
CODED = {
    **{name: f"c.{name}" for name in SAME},
    **{name: f"c.{name}" for name in ("client_id", "responsible_id", "unit_id", "tier", "zone", "measure", "reason")},
    **{name: f"c.{name}" for name in ("subject_type", "source_file", "waiver", "waiver_reason", "waiver_approver")},
    **{name: f"c.{name}::VARCHAR" for name in ("rectify_by", "waiver_until", "dispute_due")},
    "rule": "c.rule_id",
    "clauses": "array_to_string(c.clauses, ', ')",
    "missing": "array_to_string(c.missing, ', ')",
    "subject_name": "subject.name",
    "implied_by_rule": "i.rule_id",
}
"""Columns of few different values, '' for none: SQL of each. The page gets the values once and their places."""
PLAIN = {
    **{name: f"c.{name}" for name in ("case_id", "subject_id", "occurrence", "implied_by", "source_row")},
    **{name: f"epoch_us(c.{name})" for name in ("window_at", "opened_at", "due_at", "done_at", "first_seen")},
    **{name: f"CASE WHEN isfinite(c.{name}) THEN c.{name} END" for name in ("measured", "limit_value")},
    **{name: f"c.{name}::TINYINT" for name in ("in_baseline", "gates", "due_inclusive")},
}
_IN_CLOCK = f"(c.measure IN {SPANS} AND c.measured IS NOT NULL AND c.limit_value IS NOT NULL)"
_BEYOND = f"""CASE WHEN c.verdict <> 'violated' THEN NULL
  WHEN {_IN_CLOCK} THEN CASE WHEN isfinite(c.measured - c.limit_value) AND c.measured > c.limit_value
    THEN c.measured - c.limit_value END
  WHEN coalesce(c.measure, '') <> '' AND c.measure NOT IN {SPANS} THEN NULL
  WHEN coalesce(c.done_at, $as_of) > c.due_at THEN (epoch_us(coalesce(c.done_at, $as_of)) - epoch_us(c.due_at)) / 1e6
END"""
"""How far beyond its limit a case is, as `verdict.overdue` counts it, in the unit of `overdue_in`."""


@dataclass(frozen=True)
class Columns:
    """`total` cases, the worst first. `values`: what the places in each coded column mean."""

    connection: Any
    total: int
    values: dict[str, list[str]]

    def chunks(self) -> Iterator[tuple[str, tuple[str, ...], str]]:
        """For each few thousand cases: JSON of their columns, of their texts by language, and their evidence by line.

        Columns in which all is alone in its kind are left out: all zeros, or all null."""
        names = [*(name for name, values in self.values.items() if len(values) > 1), *PLAIN, "overdue"]
        packed = ", ".join(f"{name} := list({name} ORDER BY place)" for name in names)
        texts = ", ".join(f"to_json(list(text_{lang} ORDER BY place))::VARCHAR" for lang in LANGUAGES)
        sql = f"SELECT to_json(struct_pack({packed}))::VARCHAR, {texts}, list(evidence ORDER BY place) FROM listed"
        for chunk in range(-(-self.total // CHUNK)):
            columns, *said, evidence = self.connection.execute(f"{sql} WHERE chunk = {chunk}").fetchone()
            yield columns, tuple(said), "\n".join(map(packed_evidence, evidence))


@contextmanager
def case_columns_of(folder: Path, as_of: Any) -> Iterator[Columns]:
    """The columns of an audit; `as_of` is naive UTC."""
    with opened(folder) as connection, tempfile.TemporaryDirectory(prefix="checker-page-") as aside:
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        connection.execute("SET preserve_insertion_order = false")
        connection.execute("SET temp_directory = $aside", {"aside": aside})
        connection.execute(
            f"CREATE TEMP TABLE ranked AS SELECT c.case_id, row_number() OVER (ORDER BY {WORST_FIRST}) - 1 AS place "
            "FROM cases c"
        )
        coded = ", ".join(f"coalesce({sql}, '') AS {name}" for name, sql in CODED.items())
        plain = ", ".join(f"{sql} AS {name}" for name, sql in PLAIN.items())
        connection.execute(
            f"CREATE TEMP TABLE named AS SELECT place, place // {CHUNK} AS chunk, {coded}, {plain}, "
            f"{_BEYOND} AS overdue, CASE WHEN {_IN_CLOCK} THEN c.measure ELSE 'seconds' END AS overdue_in, "
            "c.text_en, c.text_ru, c.text_zh, c.evidence "
            f"FROM cases c JOIN ranked ON ranked.case_id = c.case_id {JOINS}",
            {"as_of": as_of},
        )
        values = {name: _enumerated(connection, name) for name in (*CODED, "overdue_in")}
        codes = ", ".join(f"enum_code({name}::page_{name}) AS {name}" for name in values)
        connection.execute(f"CREATE TEMP VIEW listed AS SELECT * REPLACE ({codes}) FROM named")
        (total,) = connection.execute("SELECT count(*) FROM ranked").fetchone() or (0,)
        yield Columns(connection, total, values)


def packed_evidence(stored: str | None) -> str:
    """Evidence on one line; what all its facts begin with (entity, id, file, row) stands once, before the first DEL.

    Every further DEL stands for it."""
    if not stored:
        return ""
    line = stored.replace("\x7f", "\\u007f").replace("\n", " ").replace("\r", " ")
    start = line.find('{"entity"')
    end = line.find('"field":', start)
    if start < 0 or end < 0:
        return line
    head = line[start:end]
    return f"{head}\x7f{line.replace(head, chr(127))}"


def _enumerated(connection: Any, name: str) -> list[str]:
    """The different values of a column, in the order of their codes."""
    connection.execute(f"CREATE TYPE page_{name} AS ENUM (SELECT DISTINCT {name} FROM named ORDER BY 1)")
    (values,) = connection.execute(f"SELECT to_json(enum_range(NULL::page_{name}))::VARCHAR").fetchone()
    return [str(value) for value in json.loads(values)]
