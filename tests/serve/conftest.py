"""Stores to be served, and an application over each; requests go to it without a socket."""

import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

for beside in ("report", "query"):
    sys.path.insert(0, str(Path(__file__).parents[1] / beside))

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of httpx, which the test client will replace one day
    from starlette.testclient import TestClient

from served_stores import hostile_store, months_store  # noqa: E402

from checker.serve.app import create_app  # noqa: E402
from checker.serve.guard import names_of  # noqa: E402

NOW = datetime(2026, 4, 2, 9, 0)
Opened = Callable[[Path], TestClient]


@contextmanager
def served(store: Path, folder: Path) -> Iterator[TestClient]:
    """A client of the application over a store, under a name of its own."""
    folder.mkdir(exist_ok=True)
    app = create_app(store, folder, names_of("127.0.0.1"), lambda: NOW)
    with TestClient(app, base_url="http://localhost", follow_redirects=False) as client:  # type: ignore[arg-type]
        yield client


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
    with served(hostile, tmp_path_factory.mktemp("reports")) as it:
        yield it


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Opens clients over other stores."""
    from contextlib import ExitStack

    with ExitStack() as stack:
        yield lambda store: stack.enter_context(served(store, tmp_path / "reports"))
