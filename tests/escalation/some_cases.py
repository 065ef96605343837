"""Small cases.parquet files, with the columns that escalations read."""

from collections.abc import Iterable
from pathlib import Path

import duckdb

from checker.escalation.facts import Dossier, Fact

DEFAULTS = {"verdict": "violated", "effect": "violation", "scope": "period", "standing": "open", "implied_by": ""}


def violations(person: str, rule: str, number: int, first: int = 0, **changed: str) -> list[dict[str, str]]:
    """`number` cases of a person and a rule, with ids that hold their number."""
    return [
        {**DEFAULTS, "case_id": f"{person}/{rule}/{one:03}", "rule_id": rule, "responsible_id": person, **changed}
        for one in range(first, first + number)
    ]


def write_cases(path: Path, cases: Iterable[dict[str, str]]) -> Path:
    columns = ["case_id", "rule_id", "responsible_id", *DEFAULTS]
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE cases ({', '.join(f'{name} VARCHAR' for name in columns)})")
        rows = [[case[name] for name in columns] for case in cases]
        if rows:
            connection.executemany(f"INSERT INTO cases VALUES ({', '.join('?' * len(columns))})", rows)
        connection.sql("FROM cases").write_parquet(str(path))
    return path


def rule_count(rule: str, number: int, still_open: int = 0) -> Fact:
    return Fact("rule_count", {"rule": rule, "violations": number, "open": still_open})


def dossier(person: str, *facts: Fact) -> Dossier:
    return Dossier(person, facts)
