"""An application over a store; requests go to it without a socket."""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of httpx, which the test client will replace one day
    from starlette.testclient import TestClient

from checker.serve.app import create_app
from checker.serve.guard import names_of

NOW = datetime(2026, 4, 2, 9, 0)
LATER = datetime(2026, 11, 2, 9, 0)
"""After the hostile audit."""
Opened = Callable[[Path], TestClient]


@contextmanager
def served(store: Path, folder: Path, now: datetime = NOW) -> Iterator[TestClient]:
    """A client of the application over a store, under a name of its own."""
    folder.mkdir(exist_ok=True)
    app = create_app(store, folder, names_of("127.0.0.1"), lambda: now)
    with TestClient(app, base_url="http://localhost", follow_redirects=False) as client:  # type: ignore[arg-type]
        yield client
