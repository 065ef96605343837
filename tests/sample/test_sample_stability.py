"""The same order gives the same bytes, and a larger sample begins with the smaller one."""

from pathlib import Path

import pytest

from .conftest import Maker
from .made import make

CLIENT_TABLES = ("client", "contact_person", "inquiry", "interaction", "invoice", "payment", "sales_order", "shipment")


@pytest.mark.parametrize("options", [{}, {"noise": 0.1}, {"months": 5}])
def test_same_order_gives_same_bytes(tmp_path: Path, options: dict[str, float]) -> None:
    first, second = (make(tmp_path / name / "company", 25, 0.2, **options) for name in ("a", "b"))
    files = sorted(path.name for path in first.folder.iterdir())
    assert {"snapshot.yaml", "compliance.yaml", "client.csv"} <= set(files)
    assert files == sorted(path.name for path in second.folder.iterdir())
    for name in files:
        assert (first.folder / name).read_bytes() == (second.folder / name).read_bytes(), name
    assert first.truth_file.read_bytes() == second.truth_file.read_bytes()


def test_another_seed_gives_another_company(made: Maker) -> None:
    assert made(25, 0.0, seed=1).rows("inquiry") != made(25, 0.0, seed=2).rows("inquiry")


@pytest.mark.parametrize("table", CLIENT_TABLES)
def test_a_client_is_the_same_in_a_sample_of_any_size(made: Maker, table: str) -> None:
    small, large = made(40, 0.1).rows(table), made(310, 0.1).rows(table)
    assert small
    assert large[: len(small)] == small


def test_breaches_leave_the_kept_obligations_as_they_were(made: Maker) -> None:
    kept = {row["id"]: row for row in made(40, 0.0).rows("client")}
    touched = {row["subject_id"] for row in made(40, 0.1).truth if row["subject_type"] == "client"}
    same = [row for row in made(40, 0.1).rows("client") if row["id"] not in touched and row == kept[row["id"]]]
    assert len(same) > 30
