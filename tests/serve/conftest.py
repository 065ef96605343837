"""Stores to be served, and a client of the application over each."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

for beside in ("report", "query"):
    sys.path.insert(0, str(Path(__file__).parents[1] / beside))

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from served_client import LATER, Opened, TestClient, served  # noqa: E402
from served_stores import hostile_store, months_store  # noqa: E402


@pytest.fixture(scope="session")
def months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of three months."""
    return months_store(tmp_path_factory.mktemp("months"))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one audit whose names and texts try to break pages."""
    return hostile_store(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="session")
def client(months: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with served(months, tmp_path_factory.mktemp("reports")) as it:
        yield it


@pytest.fixture(scope="session")
def hostile_client(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with served(hostile, tmp_path_factory.mktemp("reports"), LATER) as it:
        yield it


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Opens clients over other stores."""
    with ExitStack() as stack:
        yield lambda store: stack.enter_context(served(store, tmp_path / "reports"))
