"""Dossiers: what is known about one person in one audit, as flat typed facts. Counting is done here, in SQL."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import duckdb

from checker.errors import IncompleteError, Problem
from checker.escalation.conditions import Value
from checker.escalation.definitions import FACTS

STAGE = "escalation"
LARGEST = 2**53
LONGEST = 1000

COUNTS = """
    SELECT responsible_id, rule_id, count(*), count(*) FILTER (WHERE standing = 'open'), list(case_id ORDER BY case_id)
    FROM read_parquet(?)
    WHERE verdict = 'violated' AND effect = 'violation' AND scope = 'period' AND responsible_id <> ''
        AND implied_by = ''
    GROUP BY ALL
    ORDER BY responsible_id, rule_id
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
    """One dossier for each person responsible for a violation in the period, ordered by id.

    Suspicions, advice, carried cases and violations that follow from another do not count. Raises IncompleteError when
    the cases cannot be read."""
    try:
        with duckdb.connect() as connection:
            rows = connection.execute(COUNTS, [str(cases)]).fetchall()
    except duckdb.Error as error:
        raise IncompleteError(Problem(STAGE, f"the cases cannot be counted: {error}")) from error
    return [
        Dossier(person, tuple(map(_rule_count, counts))) for person, counts in groupby(rows, key=lambda row: row[0])
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


def _rule_count(row: tuple[str, str, int, int, list[str]]) -> Fact:
    _, rule, violations, still_open, cases = row
    return Fact("rule_count", {"rule": rule, "violations": violations, "open": still_open}, tuple(cases))


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
