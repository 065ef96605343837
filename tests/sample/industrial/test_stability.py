"""The same order gives the same bytes, no client is kept in memory, and the trading company stays as it was."""

import hashlib
import weakref
from pathlib import Path
from typing import Any

import pytest

from checker.sample.generate import Order, generate
from checker.sample.industrial.client import Client, draw_client
from tests.sample.made import Made, make

from .conftest import Industrial

# What the trading company is made of with all options left alone; to be renewed only when it is changed on purpose.
TRADING = "7545ce09a53410ae2eaa459a639e2fc58c4d6d6c3230a717f33e94a22be1a0a8"


def _files(sample: Made) -> dict[str, bytes]:
    files = [*sample.folder.iterdir(), sample.truth_file]
    return {path.name: path.read_bytes() for path in sorted(files)}


@pytest.mark.parametrize("options", [{}, {"noise": 0.1, "seed": 3}, {"months": 4, "share": 0.3}, {"months": 1}])
def test_same_order_gives_same_bytes(tmp_path: Path, options: dict[str, float]) -> None:
    given = {"months": 12, "share": 0.05, "company": "industrial"} | options
    first, second = (_files(make(tmp_path / name / "company", 40, **given)) for name in ("a", "b"))  # type: ignore[arg-type]
    assert {"snapshot.yaml", "compliance.yaml", "client.csv", "truth.csv"} <= set(first)
    assert [name for name, content in first.items() if second[name] != content] == []
    assert set(first) == set(second)


def test_another_seed_gives_another_company(industrial: Industrial) -> None:
    assert industrial(40, seed=1).rows("client") != industrial(40, seed=2).rows("client")


def test_every_client_is_forgotten_once_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[weakref.ref[Client]] = []
    kept: list[int] = []

    def noted(*given: Any) -> Client:
        kept.append(sum(one() is not None for one in drawn))
        client = draw_client(*given)
        drawn.append(weakref.ref(client))
        return client

    monkeypatch.setattr("checker.sample.industrial.generate.draw_client", noted)
    generate(Order(50, 1, tmp_path / "c", tmp_path / "t.csv", company="industrial"))
    assert len(drawn) == 50
    assert max(kept) <= 1


def test_the_trading_company_is_as_before(tmp_path: Path) -> None:
    generate(Order(25, 1, tmp_path / "c", tmp_path / "truth.csv"))
    told = hashlib.sha256()
    for path in [*sorted((tmp_path / "c").iterdir()), tmp_path / "truth.csv"]:
        told.update(path.name.encode())
        told.update(path.read_bytes())
    assert told.hexdigest() == TRADING
