"""Parquet files are read like CSV files, with the types they bring."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import duckdb
from snapshot_folder import quarantine, read_files, rows


def write(tmp_path: Path, entity: str, select: str) -> None:
    folder = tmp_path / "export"
    folder.mkdir(exist_ok=True)
    with duckdb.connect() as con:
        con.execute(f"COPY ({select}) TO '{folder / entity}.parquet' (FORMAT parquet)")


def test_types_are_mapped(tmp_path: Path) -> None:
    select = (
        "SELECT 7 AS id, TIMESTAMP '2026-03-04 10:00:00.5' AS received_at, DATE '2026-03-04' AS recorded_at,"
        " make_timestamptz(2026, 3, 4, 10, 0, 0, 'Europe/Berlin') AS answered_at, 'phone' AS channel,"
        " TRUE AS is_nonstandard, 3.0::DOUBLE AS handover_count, '2026-03-04 11:00' AS resolved_at"
    )
    write(tmp_path, "inquiry", select)
    write(tmp_path, "contract", "SELECT 'c' AS id, 12.25::DOUBLE AS amount, DATE '2026-01-02' AS signed_on")
    write(tmp_path, "interaction", "SELECT 'i' AS id, ['a', 'b'] AS topics, {'credit': 'good'} AS findings")
    snapshot = read_files(tmp_path, "time_zone: Europe/Moscow\n")
    columns = (
        "id, received_at, recorded_at, answered_at, is_nonstandard, handover_count, resolved_at, bare_dates, source_row"
    )
    assert rows(snapshot, "inquiry", columns) == [
        (
            "7",
            datetime(2026, 3, 4, 7, 0, 0, 500_000),
            datetime(2026, 3, 3, 21),
            datetime(2026, 3, 4, 9),
            True,
            3,
            datetime(2026, 3, 4, 8),
            ["recorded_at"],
            1,
        )
    ]
    assert rows(snapshot, "contract", "amount, CAST(signed_on AS VARCHAR)") == [(Decimal("12.25"), "2026-01-02")]
    assert rows(snapshot, "interaction", "topics, findings") == [(["a", "b"], '{"credit":"good"}')]
    assert (snapshot.problems, snapshot.quarantine_count) == ((), 0)


def test_values_out_of_type_are_quarantined(tmp_path: Path) -> None:
    write(
        tmp_path, "contract", "SELECT * FROM (VALUES ('a', 1e300), ('b', 'nan'::DOUBLE), ('c', 0.5)) AS t(id, amount)"
    )
    snapshot = read_files(tmp_path)
    assert quarantine(snapshot, "row, reason") == [(1, "not_decimal"), (2, "not_decimal")]


def test_a_column_of_a_wrong_type_is_a_problem_and_counts_as_not_exported(tmp_path: Path) -> None:
    write(tmp_path, "inquiry", "SELECT 'a' AS id, TRUE AS received_at, 'phone' AS channel")
    snapshot = read_files(tmp_path)
    assert [str(p) for p in snapshot.problems] == [
        "inquiry.parquet, column received_at: holds boolean values, received_at is timestamp;"
        " export it as text or in its own type"
    ]
    assert snapshot.tables["inquiry"].exported == {"id", "channel"}


def test_a_broken_file_is_a_problem(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, client_parquet=b"PAR1 no", inquiry_csv="id\n1\n")
    assert [p.where for p in snapshot.problems] == ["client.parquet"]
    assert set(snapshot.tables) == {"inquiry"}


def test_csv_and_parquet_of_one_entity_are_a_problem(tmp_path: Path) -> None:
    write(tmp_path, "client", "SELECT 1 AS id")
    assert len(read_files(tmp_path, client_csv="id\n1\n").problems) == 1
