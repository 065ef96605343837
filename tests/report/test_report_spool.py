"""Cases rendered in order, by way of a file: the same as sorted whole, however many and in whatever order stored."""

from pathlib import Path

import duckdb
import pytest
from stored_audit import make_audit
from stored_marks import FAILING, marked_audit

from checker.report import spool
from checker.report.cases import WORST_FIRST, Case, case_batches
from checker.report.spool import rendered


def name(case: Case) -> bytes:
    return f"{case.case_id} {case.client_name} {case.text_en};".encode()


def sorted_whole(folder: Path, which: str) -> list[bytes]:
    return [name(case) for batch in case_batches(folder, which) for case in batch]


@pytest.mark.parametrize("which", ["all", "findings", "failing", "not_violated"])
def test_it_gives_what_sorting_whole_rows_gives(tmp_path: Path, which: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "FETCHED", 3)
    folder = marked_audit(tmp_path)
    assert list(rendered(folder, which, name, order=WORST_FIRST)) == sorted_whole(folder, which) != []


def test_what_fails_comes_first_and_a_limit_keeps_the_worst(tmp_path: Path) -> None:
    folder = marked_audit(tmp_path)
    everything = list(rendered(folder, "findings", name))
    assert {piece.split()[0].decode() for piece in everything[:3]} == FAILING
    for limit in (0, 1, 3, 12, 50):
        assert list(rendered(folder, "findings", name, limit)) == everything[:limit]


def test_the_order_of_the_stored_rows_does_not_matter(tmp_path: Path) -> None:
    folder = make_audit(tmp_path)
    before = list(rendered(folder, "all", name))
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS FROM '{folder / 'cases.parquet'}' ORDER BY case_id DESC")
        connection.execute(f"COPY t TO '{folder / 'cases.parquet'}' (FORMAT parquet)")
    assert list(rendered(folder, "all", name)) == before


def test_only_so_many_cases_are_held_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is kept of a case but the bytes made of it."""
    monkeypatch.setattr(spool, "FETCHED", 4)
    seen: list[int] = []

    def tiny(case: Case) -> bytes:
        seen.append(1)
        return b"."

    pieces = rendered(make_audit(tmp_path), "all", tiny)
    assert next(pieces) == b"."
    assert len(seen) == 13, "all are rendered before the first is given"
    assert b"".join(pieces) == b"." * 12
