"""Rules judged side by side on connections of one engine: in order, each relation made once, stopped as one."""

import threading
import time
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from checker.cases.engine import DuckDBEngine
from checker.cases.materialised import Materialised
from checker.cases.streams import side_by_side
from checker.expressions.world import World
from checker.kinds.relations import Relations

WORLD = World(as_of=datetime(2024, 6, 1), zone="UTC", offsets=(), exported={})


@pytest.fixture
def engine(tmp_path: Path) -> DuckDBEngine:
    found = DuckDBEngine(tmp_path)
    found.execute("CREATE TABLE client AS SELECT range AS id FROM range(10)")
    return found


def select(text: str) -> exp.Query:
    tree = sqlglot.parse_one(text, dialect="duckdb")
    assert isinstance(tree, exp.Query)
    return tree


def materialised(**views: str) -> Materialised:
    trees = {name: select(text) for name, text in views.items()}
    columns = {name: tuple(tree.named_selects) for name, tree in trees.items()}
    return Materialised(Relations(views=columns), trees, WORLD)


def test_results_come_in_the_order_of_the_items(engine: DuckDBEngine) -> None:
    second_done = threading.Event()

    def work(stream: DuckDBEngine, item: int) -> int:
        if item == 1:
            assert second_done.wait(10)
        elif item == 2:
            second_done.set()
        ((answer,),) = stream.execute("SELECT $1 * 2", [item])
        return int(answer)

    assert list(side_by_side(engine, 2, work, [1, 2, 3])) == [(1, 2), (2, 4), (3, 6)]


def test_temporary_tables_of_streams_do_not_meet(engine: DuckDBEngine) -> None:
    together = threading.Barrier(2, timeout=10)

    def work(stream: DuckDBEngine, item: int) -> int:
        stream.execute(f"CREATE OR REPLACE TEMP TABLE judged AS SELECT {item} AS n")
        together.wait()
        ((n,),) = stream.execute("SELECT n FROM judged")
        return int(n)

    assert [done for _, done in side_by_side(engine, 2, work, [7, 8])] == [7, 8]


def test_one_that_fails_interrupts_the_others(engine: DuckDBEngine) -> None:
    running = threading.Event()
    interrupted = threading.Event()

    def work(stream: DuckDBEngine, item: str) -> None:
        if item == "fails":
            assert running.wait(10)
            raise ValueError("no")
        running.set()
        try:
            stream.execute("SELECT SUM(a.range * b.range) FROM range(1000000) AS a, range(100000000) AS b")
        except duckdb.InterruptException:
            interrupted.set()
            raise

    with pytest.raises(ValueError, match="no"):
        list(side_by_side(engine, 2, work, ["fails", "runs long"]))
    assert interrupted.is_set()


def test_one_that_fails_also_stops_what_begins_only_after_it(engine: DuckDBEngine) -> None:
    failed = threading.Event()

    def work(stream: DuckDBEngine, item: str) -> None:
        if item == "fails":
            failed.set()
            raise ValueError("no")
        assert failed.wait(10)
        time.sleep(0.2)
        stream.execute("SELECT SUM(a.range * b.range) FROM range(1000000) AS a, range(100000000) AS b")

    with pytest.raises(ValueError, match="no"):
        list(side_by_side(engine, 2, work, ["fails", "begins late"]))


def test_two_streams_make_a_view_once(engine: DuckDBEngine) -> None:
    engine.execute("CREATE SEQUENCE made")
    slow = materialised(
        numbered="SELECT NEXTVAL('made') AS n, COUNT(*) AS m FROM range(3000000) AS a GROUP BY a.range % 2"
    )
    together = threading.Barrier(2, timeout=10)

    def work(stream: DuckDBEngine, item: int) -> int:
        together.wait()
        slow.provide(stream, select("SELECT n FROM numbered"))
        ((highest,),) = stream.execute("SELECT MAX(n) FROM numbered")
        return int(highest)

    assert [done for _, done in side_by_side(engine, 2, work, [1, 2])] == [2, 2]


def test_a_view_that_fails_fails_for_all_that_read_it(engine: DuckDBEngine) -> None:
    broken = materialised(odd="SELECT error('odd') AS n FROM client AS c GROUP BY c.id")
    for _ in range(2):
        with pytest.raises(duckdb.Error, match="odd"):
            broken.provide(engine, select("SELECT n FROM odd"))


def test_what_nobody_reads_any_more_is_given_back(engine: DuckDBEngine) -> None:
    chain = materialised(
        first="SELECT c.id, COUNT(*) AS n FROM client AS c GROUP BY c.id",
        picked="SELECT f.id FROM first AS f WHERE f.n = 1",
        second="SELECT COUNT(*) AS n FROM picked AS p GROUP BY p.id",
    )
    reader, other = select("SELECT n FROM second"), select("SELECT id FROM picked")
    chain.provide(engine, reader)
    assert made(engine) == {"first": "TABLE", "picked": "VIEW", "second": "TABLE"}
    chain.forget(engine, [("reader", reader), ("other", other)])
    assert made(engine).keys() == {"first", "picked", "second"}
    chain.forget(engine, [("reader", reader)])
    assert made(engine).keys() == {"second"}
    chain.provide(engine, other)
    assert engine.execute("SELECT COUNT(*) FROM picked") == [(10,)]
    chain.forget(engine, [])
    assert made(engine) == {}


def made(engine: DuckDBEngine) -> dict[str, str]:
    """The relations beside the canonical one."""
    found = engine.execute("SELECT table_name, table_type FROM information_schema.tables WHERE table_name <> 'client'")
    return {name: "VIEW" if type_ == "VIEW" else "TABLE" for name, type_ in found}
