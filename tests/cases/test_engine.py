"""The engine while it evaluates: shut in, bounded."""

from pathlib import Path

import duckdb
import pytest

from checker.cases.engine import DuckDBEngine


@pytest.fixture
def engine(tmp_path: Path) -> DuckDBEngine:
    work = tmp_path / "work"
    work.mkdir()
    engine = DuckDBEngine(work, memory="200MB", threads=1)
    engine.write("SELECT 1 AS id", work / "one.parquet")
    engine.execute(f"CREATE VIEW one AS SELECT * FROM read_parquet('{work / 'one.parquet'}')")
    engine.shut_in()
    return engine


def test_views_of_the_work_folder_still_read(engine: DuckDBEngine) -> None:
    assert engine.execute("SELECT id FROM one") == [(1,)]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM '/etc/hostname'",
        "COPY (SELECT 1) TO '/tmp/outside.csv'",
        "ATTACH '/tmp/outside.duckdb'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '1TB'",
    ],
)
def test_nothing_else_is_reached(engine: DuckDBEngine, statement: str) -> None:
    with pytest.raises(duckdb.Error):
        engine.execute(statement)


def test_large_sort_spills_under_the_memory_limit(engine: DuckDBEngine) -> None:
    query = "SELECT COUNT(*) FROM (SELECT i, md5(i::VARCHAR) AS h FROM range(3000000) t(i) ORDER BY h)"
    assert engine.execute(query) == [(3000000,)]


def test_written_files_lie_in_the_work_folder(engine: DuckDBEngine, tmp_path: Path) -> None:
    engine.write("SELECT 2 AS id", tmp_path / "work" / "two.parquet")
    assert (tmp_path / "work" / "two.parquet").is_file()
