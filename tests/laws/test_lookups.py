"""Look-ups of the calendar: as joins they say what they say as subqueries, and stay where a join would change rows."""

from datetime import datetime

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from checker.expressions.engines import generate
from checker.expressions.lookups import join_lookups
from checker.expressions.macros import expand
from checker.expressions.world import World

WORLD = World(as_of=datetime(2024, 6, 1), zone="UTC", offsets=(), exported={})
WORK_END = "WORKDAY_END(t.day, t.n)"


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    """Three days, Saturday between two working days, and rows that fall on, off and outside of them."""
    con = duckdb.connect()
    con.execute(
        "CREATE TABLE calendar_day AS SELECT * FROM (VALUES "
        "('company', DATE '2024-03-01', TRUE, 1, TIMESTAMP '2024-03-02'), "
        "('company', DATE '2024-03-02', FALSE, 1, TIMESTAMP '2024-03-03'), "
        "('company', DATE '2024-03-04', TRUE, 2, TIMESTAMP '2024-03-05'), "
        "('u1', DATE '2024-03-02', TRUE, 1, TIMESTAMP '2024-03-03')) "
        "AS d (calendar, day, is_working, working_index, ends_at)"
    )
    con.execute("CREATE TABLE calendar_unit AS SELECT 'north' AS unit_id, 'u1' AS calendar")
    con.execute(
        "CREATE TABLE t AS SELECT * FROM (VALUES (1, DATE '2024-03-01', 1, 'north'), (2, DATE '2024-03-02', 1, NULL), "
        "(3, DATE '2024-03-04', 1, 'south'), (4, NULL, 1, 'north'), (5, DATE '2024-03-01', 0, 'north')) "
        "AS t (id, day, n, unit_id)"
    )
    return con


def subqueries(tree: exp.Expr) -> int:
    return len([node for node in tree.find_all(exp.Subquery) if node.find(exp.Max)])


def joined(text: str) -> exp.Expr:
    return expand(sqlglot.parse_one(text, dialect="duckdb"), WORLD)


def test_a_limit_in_working_days_is_joined(connection: duckdb.DuckDBPyConnection) -> None:
    tree = joined(f"SELECT t.id, {WORK_END} AS ends_at FROM t AS t")
    assert subqueries(tree) == 0
    found = dict(connection.execute(generate(tree)).fetchall())
    end, friday = datetime(2024, 3, 5), datetime(2024, 3, 2)
    assert found == {1: end, 2: end, 3: None, 4: None, 5: friday}


def test_conditions_and_repeated_look_ups_share_one_join(connection: duckdb.DuckDBPyConnection) -> None:
    tree = joined(f"SELECT t.id FROM t AS t WHERE {WORK_END} > TIMESTAMP '2024-03-04' AND {WORK_END} IS NOT NULL")
    assert (subqueries(tree), len(tree.args["joins"])) == (0, 2)
    assert sorted(connection.execute(generate(tree)).fetchall()) == [(1,), (2,)]


def test_a_look_up_inside_a_look_up(connection: duckdb.DuckDBPyConnection) -> None:
    tree = joined("SELECT t.id, DAY_END(t.day, CALENDAR_OF(t.unit_id)) AS ends_at FROM t AS t")
    assert subqueries(tree) == 0
    found = dict(connection.execute(generate(tree)).fetchall())
    assert found == {1: None, 2: datetime(2024, 3, 3), 3: datetime(2024, 3, 5), 4: None, 5: None}


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT t.n, {WORK_END} AS ends_at, COUNT(*) AS c FROM t AS t GROUP BY t.n, t.day",
        f"SELECT DISTINCT {WORK_END} AS ends_at FROM t AS t",
        f"SELECT t.id FROM t AS t JOIN t AS o ON {WORK_END} = TIMESTAMP '2024-03-05' AND o.id = t.id",
        f"SELECT *, {WORK_END} AS ends_at FROM t AS t",
        f"SELECT id, {WORK_END} AS ends_at FROM t AS t",
    ],
    ids=["grouped", "distinct", "in a join", "bare star", "unqualified"],
)
def test_where_a_join_could_change_the_rows_it_stays(text: str) -> None:
    assert subqueries(joined(text)) > 0


def test_an_aggregate_takes_a_joined_argument(connection: duckdb.DuckDBPyConnection) -> None:
    tree = joined(f"SELECT t.n, MAX({WORK_END}) AS last FROM t AS t GROUP BY t.n")
    assert len(tree.args["joins"]) == 2
    assert dict(connection.execute(generate(tree)).fetchall()) == {1: datetime(2024, 3, 5), 0: datetime(2024, 3, 2)}


def test_subqueries_of_others_are_left_alone() -> None:
    text = "SELECT t.id, (SELECT MAX(o.day) FROM t AS o WHERE o.n = t.n) AS last FROM t AS t"
    tree = sqlglot.parse_one(text, dialect="duckdb")
    assert join_lookups(tree.copy()) == tree
