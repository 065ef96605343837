"""The same order gives the same bytes, a larger sample costs no more memory, and the trading company stays as it was."""

import hashlib
import tracemalloc
from pathlib import Path

import pytest

from checker.sample.generate import Order, generate
from tests.sample.made import Made, make

from .conftest import Industrial

# What the trading company is made of with all options left alone; to be renewed only when it is changed on purpose.
TRADING = "7545ce09a53410ae2eaa459a639e2fc58c4d6d6c3230a717f33e94a22be1a0a8"


def _files(sample: Made) -> dict[str, bytes]:
    files = [*sample.folder.iterdir(), sample.truth_file]
    return {path.name: path.read_bytes() for path in sorted(files)}


@pytest.mark.parametrize("options", [{}, {"noise": 0.1, "seed": 3}, {"months": 4, "share": 0.3}])
def test_same_order_gives_same_bytes(tmp_path: Path, options: dict[str, float]) -> None:
    given = {"months": 12, "share": 0.05, "company": "industrial"} | options
    first, second = (_files(make(tmp_path / name / "company", 40, **given)) for name in ("a", "b"))  # type: ignore[arg-type]
    assert {"snapshot.yaml", "compliance.yaml", "client.csv", "truth.csv"} <= set(first)
    assert [name for name, content in first.items() if second[name] != content] == []
    assert set(first) == set(second)


def test_another_seed_gives_another_company(industrial: Industrial) -> None:
    assert industrial(40, seed=1).rows("client") != industrial(40, seed=2).rows("client")


def test_memory_does_not_grow_with_the_clients(tmp_path: Path) -> None:
    def peak(clients: int) -> int:
        order = Order(clients, 1, tmp_path / str(clients), tmp_path / f"{clients}.csv", 12, company="industrial")
        tracemalloc.start()
        generate(order)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)  # what is loaded once, such as the calendar, is not to be counted
    assert peak(240) < peak(60) + 2_000_000


def test_the_trading_company_is_as_before(tmp_path: Path) -> None:
    generate(Order(25, 1, tmp_path / "c", tmp_path / "truth.csv"))
    told = hashlib.sha256()
    for path in [*sorted((tmp_path / "c").iterdir()), tmp_path / "truth.csv"]:
        told.update(path.name.encode())
        told.update(path.read_bytes())
    assert told.hexdigest() == TRADING
