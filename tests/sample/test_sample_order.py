"""Orders that cannot be met, formats, and troubles of data."""

from pathlib import Path

import duckdb
import pytest

from checker.errors import UsageError
from checker.sample.columns import COLUMNS
from checker.sample.generate import Order, generate

from .conftest import Maker


def test_all_wrong_arguments_are_named_at_once(tmp_path: Path) -> None:
    order = Order(0, 1, tmp_path / "a", tmp_path / "t.csv", months=99, share=2, noise=-1, format="xlsx")
    with pytest.raises(UsageError) as caught:
        generate(order)
    assert [problem.where for problem in caught.value.problems] == [
        "--clients",
        "--months",
        "--violations",
        "--noise",
        "--format",
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="not empty"):
        generate(Order(1, 1, tmp_path, tmp_path.parent / "t.csv"))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_run_cut_short_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        generate(Order(1, 1, tmp_path / "a", tmp_path / "t.csv"), stop)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("noise", [0.0, 0.2])
def test_parquet_holds_the_rows_of_csv(made: Maker, noise: float) -> None:
    text, columnar = made(20, 0.1, noise=noise), made(20, 0.1, noise=noise, format="parquet")
    assert not list(columnar.folder.glob("*.csv"))
    for table in COLUMNS:
        query = f"SELECT id FROM read_parquet('{columnar.folder / table}.parquet')"
        assert [row[0] for row in duckdb.sql(query).fetchall()] == [row["id"] for row in text.rows(table)]
    kinds = dict(
        duckdb.sql(f"DESCRIBE FROM '{columnar.folder}/inquiry.parquet'").project("column_name, column_type").fetchall()
    )
    assert kinds["received_at"] == ("VARCHAR" if noise else "TIMESTAMP")


def test_troubles_are_planted_and_told(made: Maker) -> None:
    sample = made(60, 0.0, noise=0.3)
    whats = {row["what"] for row in sample.truth}
    assert {"duplicate", "address_blank", "employee_count_unreadable", "ended_at_unreadable"} <= whats
    doubles = {row["subject_id"] for row in sample.truth if row["what"] == "duplicate"}
    clients = {row["id"]: row for row in sample.rows("client")}
    assert doubles
    for double in doubles:
        assert clients[double]["tax_id"] == clients[double.removesuffix("D")]["tax_id"]
