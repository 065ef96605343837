"""What a stored audit says about its rules, clauses and people, so that reports need nothing else."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from checker.cases.engine import DuckDBEngine
from checker.cases.judge import Ran
from checker.expressions.world import World
from checker.kinds.rule import Reading, Rule
from checker.query.columns import DAYS
from checker.query.trend_figures import EXCUSED, OPEN
from checker.rulebook.book import BookRule, RuleBook
from checker.rulebook.coverage import placements
from checker.rulebook.definition import definition_of
from checker.rulebook.in_words import words_of
from checker.tables import CLAUSES, RULES, TALLIED_MARKS, TALLIES

LANGUAGES = ("en", "ru", "zh")
CASES_ORDER = "rule_id, due_at, case_id"
"""What is asked for together lies together: of a rule, a month, or what is gravest and falls due first, few parts of
the file are read."""
READ_TOGETHER = 30_720
"""Cases in one part of their file: who looks one up reads no more, and who counts them all hardly notices the parts."""


def write_cases(engine: DuckDBEngine, folder: Path) -> None:
    """cases.parquet with their days, in the order of CASES_ORDER; tallies.parquet with what is open and excused, in a
    total order."""
    days = ", ".join(f"{sql} AS {name}" for name, sql in DAYS.items())
    cases = f"SELECT c.*, {days} FROM marked_told c ORDER BY {CASES_ORDER}"
    engine.write(cases, folder / "cases.parquet", READ_TOGETHER)
    engine.write(_tallies(), folder / "tallies.parquet")


def _tallies() -> str:
    """SQL of the tallies with what is open and excused of them."""
    keys = ", ".join(f'"{name}"' for name in TALLIES if name != "n")
    marks = ", ".join(f"count(*) FILTER ({sql})" for sql in (OPEN, EXCUSED))
    marked = (
        f"SELECT {keys}, 0, {marks} FROM marked c WHERE verdict = 'violated' AND ({OPEN} OR {EXCUSED}) GROUP BY ALL"
    )
    sums = ", ".join(f"CAST(sum({name}) AS BIGINT) AS {name}" for name in ("n", *TALLIED_MARKS))
    both = f'SELECT {keys}, n, 0 AS open, 0 AS excused FROM "tally" UNION ALL {marked}'
    return f"SELECT {keys}, {sums} FROM ({both}) GROUP BY {keys} ORDER BY {keys}"


def write_rules(
    engine: DuckDBEngine,
    book: RuleBook,
    rules: Sequence[BookRule],
    ran: Mapping[str, Ran],
    world: World,
    path: Path,
) -> None:
    """rules.parquet: every rule that was asked for, with what became of it and its counts in scope period."""
    counts = verdict_counts(engine)
    rows = [_rule_row(book, entry, ran[entry.rule.id], counts.get(entry.rule.id, {}), world) for entry in rules]
    write_rows(engine, RULES, rows, path, "rule_id")


def write_clauses(engine: DuckDBEngine, book: RuleBook, packs: Iterable[str], path: Path) -> None:
    """clauses.parquet: what every clause of the registers became."""
    rows = [
        {
            "clause_id": placed.clause.id,
            "source": placed.clause.source,
            "locator": placed.clause.locator,
            **{f"title_{lang}": placed.clause.title[lang] for lang in LANGUAGES},
            "says": placed.clause.says,
            "basis": placed.clause.basis,
            "checkability": placed.clause.checkability,
            "severity": placed.clause.severity,
            "became": placed.became,
            "rule_ids": list(placed.rule_ids),
            "why": placed.why,
        }
        for placed in placements(book, packs)
    ]
    write_rows(engine, CLAUSES, rows, path, "clause_id")


def write_people(engine: DuckDBEngine, path: Path) -> None:
    """people.parquet: names of the employees, clients and units that kept cases name, or that met cases count for."""
    named = {
        "employee": "SELECT responsible_id FROM kept UNION SELECT responsible_id FROM tally",
        "client": "SELECT client_id FROM kept",
        "org_unit": "SELECT unit_id FROM kept UNION SELECT unit_id FROM tally",
    }
    parts = [
        f"SELECT DISTINCT p.id, '{entity}' AS entity, p.name FROM \"{entity}\" AS p "
        f"WHERE p.name IS NOT NULL AND p.id IN ({ids})"
        for entity, ids in named.items()
    ]
    engine.write(f"SELECT * FROM ({' UNION ALL '.join(parts)}) ORDER BY entity, id, name", path)


def write_units(engine: DuckDBEngine, path: Path) -> None:
    """units.parquet: every unit with the unit above it and its head, as the snapshot has them."""
    engine.write(
        "SELECT u.id AS unit_id, u.name, u.parent_id, u.head_id, e.name AS head_name "
        "FROM org_unit AS u LEFT JOIN employee AS e ON e.id = u.head_id ORDER BY ALL",
        path,
    )


def verdict_counts(engine: DuckDBEngine) -> dict[str, dict[str, int]]:
    """Cases by rule and verdict, scope period."""
    found: dict[str, dict[str, int]] = {}
    query = (
        "SELECT rule_id, verdict, CAST(SUM(n) AS BIGINT) FROM tally WHERE scope = 'period' GROUP BY ALL ORDER BY ALL"
    )
    for rule_id, verdict, n in engine.execute(query):
        found.setdefault(rule_id, {})[verdict] = n
    return found


def write_rows(
    engine: DuckDBEngine, columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]], path: Path, order: str
) -> None:
    """Rows of Python values as a Parquet file with these columns."""
    listed = ", ".join(f'"{name}" {type_}' for name, type_ in columns.items())
    engine.execute(f"CREATE OR REPLACE TEMP TABLE rows_to_write ({listed})")
    marks = ", ".join("?" for _ in columns)
    for row in rows:
        engine.execute(f"INSERT INTO rows_to_write VALUES ({marks})", [row[name] for name in columns])
    engine.write(f'SELECT * FROM rows_to_write ORDER BY "{order}"', path)


def _rule_row(book: RuleBook, entry: BookRule, ran: Ran, counts: Mapping[str, int], world: World) -> dict[str, Any]:
    rule: Rule = entry.rule
    kind: str = rule.kind  # type: ignore[attr-defined]
    cited = [ref.id for ref in rule.clauses]
    values, day = world.parameters, world.as_of_day
    definition = definition_of(book, rule)
    return {
        "rule_id": rule.id,
        "pack": entry.pack,
        "kind": kind,
        "severity": rule.severity,
        "basis": rule.basis,
        "effect": rule.effect,
        "judged": "state" if rule.is_state else "event",
        "clauses": cited,
        "locators": [book.clauses[name].locator if name in book.clauses else "" for name in cited],
        **{f"title_{lang}": getattr(rule.title, lang) for lang in LANGUAGES},
        **{f"words_{lang}": words_of(book, rule, lang, values, day) for lang in LANGUAGES},
        "readings": json.dumps([_reading(reading) for reading in rule.readings], ensure_ascii=False),
        "definition": definition.stored,
        "digest": definition.digest,
        "status": ran.status,
        "status_reason": ran.reason,
        **{
            verdict: counts.get(verdict, 0)
            for verdict in ("met", "violated", "pending", "undetermined", "not_applicable")
        },
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {"param": reading.param, "ours": reading.ours, "other": reading.others}
