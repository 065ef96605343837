"""Inequalities between relations that only a third ties together never decide which relations DuckDB joins first."""

import duckdb
import pytest

from checker.expressions.engines import generate
from checker.expressions.plain_tree import plain_tree

# Accesses, the accounts they were made with, and what these were allowed since when.
LOOSE = (
    "SELECT a.id, p.id AS right_id FROM access AS a JOIN used AS u ON u.id = a.id "
    "JOIN permission AS p ON p.account = u.account WHERE p.since <= a.at AND (a.action = p.action)"
)
TIED = LOOSE.replace("(a.action = p.action)", "a.action = p.action AND p.id > 0")
HIDDEN = 'COALESCE("p"."since" <= "a"."at", FALSE)'


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    found = duckdb.connect()
    found.execute("SET threads = 1")
    found.execute("CREATE TABLE access AS SELECT i AS id, i % 97 AS at, i % 3 AS action FROM range(20000) AS r(i)")
    found.execute("CREATE TABLE used AS SELECT i AS id, i % 50 AS account FROM range(20000) AS r(i)")
    found.execute(
        "CREATE TABLE permission AS SELECT i AS id, i % 50 AS account, CASE WHEN i % 7 > 0 THEN i % 90 END AS since, "
        "i % 3 AS action FROM range(1000) AS r(i)"
    )
    return found


@pytest.mark.parametrize(
    ("query", "hidden"),
    [
        (LOOSE.replace(" AND (a.action = p.action)", ""), True),
        (TIED, False),
        (LOOSE, False),
        (LOOSE.replace("JOIN permission", "LEFT JOIN permission").partition(" WHERE")[0], False),
        ("SELECT a.id FROM access AS a JOIN permission AS p ON p.since <= a.at", False),
        ("SELECT b.id FROM (" + LOOSE.partition(" AND (")[0] + ") AS b", True),
    ],
)
def test_only_what_ties_no_two_relations_of_three_is_hidden(query: str, hidden: bool) -> None:
    assert (HIDDEN in generate(plain_tree(query))) is hidden


def test_the_rows_are_those_of_the_query_as_written(connection: duckdb.DuckDBPyConnection) -> None:
    query = LOOSE.partition(" AND (")[0]
    written, said = (
        connection.execute(f"{text} ORDER BY ALL").fetchall() for text in (query, generate(plain_tree(query)))
    )
    assert len(said) > 1000
    assert said == written


def test_no_rows_are_compared_that_no_equality_brings_together(connection: duckdb.DuckDBPyConnection) -> None:
    query = generate(plain_tree(LOOSE.partition(" AND (")[0]))
    ((_, plan),) = connection.execute(f"EXPLAIN {query}").fetchall()
    assert not [name for name in ("PIECEWISE", "NESTED", "CROSS", "IE_JOIN") if name in plan.upper().replace(" ", "_")]


def test_other_engines_are_told_it_as_it_is_written() -> None:
    assert "COALESCE" not in generate(plain_tree(LOOSE.partition(" AND (")[0]), "spark")
