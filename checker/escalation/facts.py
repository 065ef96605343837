"""Dossiers: what is known about one person in one audit, as flat typed facts. Counting is done here, in SQL."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import duckdb

from checker.errors import IncompleteError, Problem
from checker.escalation.conditions import Value
from checker.escalation.definitions import FACTS
from checker.tables import EMPTY_MARKS

STAGE = "escalation"
LARGEST = 2**53
LONGEST = 1000
ADDED = {"severity": "''"} | EMPTY_MARKS

# What a waiver or an upheld dispute excuses counts against nobody.
COUNTED = """
    CREATE TEMP VIEW counted AS SELECT * FROM marked
    WHERE verdict = 'violated' AND effect = 'violation' AND responsible_id <> '' AND implied_by = ''
        AND waiver = '' AND dispute <> 'upheld'
"""
RULE_COUNTS = """
    SELECT responsible_id, rule_id, count(*), count(*) FILTER (WHERE standing = 'open'), list(case_id ORDER BY case_id)
    FROM counted WHERE scope = 'period'
    GROUP BY ALL
"""
OVERDUE_COUNTS = """
    SELECT responsible_id, count(*), count(*) FILTER (WHERE severity = 'critical'), list(case_id ORDER BY case_id)
    FROM counted WHERE rectification = 'overdue'
    GROUP BY ALL
"""


@dataclass(frozen=True)
class Fact:
    """One flat fact. `fields` holds only what is known; `cases`: ids of the cases that it rests on, in order."""

    kind: str
    fields: Mapping[str, Value]
    cases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dossier:
    """All facts about one person, in a fixed order."""

    person: str
    facts: tuple[Fact, ...]


def read_dossiers(cases: Path) -> list[Dossier]:
    """One dossier for each person responsible for a violation that counts, ordered by id.

    Suspicions, advice, violations that follow from another and those that are excused do not count. Of violations of
    earlier periods only those that should have been put right by now do. Raises IncompleteError when the cases cannot
    be read."""
    try:
        with duckdb.connect() as connection:
            _open(connection, cases)
            facts = [(row[0], _rule_count(row)) for row in connection.execute(RULE_COUNTS).fetchall()]
            facts += [(row[0], _overdue_count(row)) for row in connection.execute(OVERDUE_COUNTS).fetchall()]
    except duckdb.Error as error:
        raise IncompleteError(Problem(STAGE, f"the cases cannot be counted: {error}")) from error
    ordered = sorted(facts, key=lambda fact: (fact[0], fact[1].kind != "rule_count", str(fact[1].fields.get("rule"))))
    return [
        Dossier(person, tuple(fact for _, fact in told)) for person, told in groupby(ordered, key=lambda fact: fact[0])
    ]


def check_dossiers(dossiers: Iterable[Dossier]) -> None:
    """Raises IncompleteError for a fact that is not of its declared shape: unknown, of another type, out of bounds."""
    problems = [
        Problem(STAGE, f"a fact about {dossier.person!a} cannot be used: {fault}", "please report this")
        for dossier in dossiers
        for fact in dossier.facts
        for fault in _faults(fact)
    ]
    if problems:
        raise IncompleteError(problems)


def _open(connection: duckdb.DuckDBPyConnection, cases: Path) -> None:
    """The cases under the name `marked`; where they carry no marks, with empty ones."""
    stored = connection.read_parquet(str(cases))
    lacking = [f"{empty} AS {name}" for name, empty in ADDED.items() if name not in stored.columns]
    stored.project(", ".join(["*", *lacking])).create_view("marked")
    connection.execute(COUNTED)


def _rule_count(row: tuple[str, str, int, int, list[str]]) -> Fact:
    _, rule, violations, still_open, cases = row
    return Fact("rule_count", {"rule": rule, "violations": violations, "open": still_open}, tuple(cases))


def _overdue_count(row: tuple[str, int, int, list[str]]) -> Fact:
    _, overdue, critical, cases = row
    return Fact("overdue_count", {"overdue": overdue, "critical": critical}, tuple(cases))


def _faults(fact: Fact) -> list[str]:
    fields = FACTS.get(fact.kind)
    if fields is None:
        return [f"unknown kind {fact.kind!r}"]
    unknown = [f"unknown field {name!r}" for name in fact.fields if name not in fields]
    return unknown + [
        f"{name} is {value!a}"
        for name, value in fact.fields.items()
        if name in fields and not (type(value) is fields[name] and _bounded(value))
    ]


def _bounded(value: Value) -> bool:
    """Whole numbers that every engine holds exactly; text that is text (no lone surrogates) and not endless."""
    if isinstance(value, str):
        return len(value) <= LONGEST and not any("\ud800" <= letter <= "\udfff" for letter in value)
    return abs(value) <= LARGEST
