"""Small samples, made once for all tests of the folder."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .made import Made, make

Maker = Callable[..., Made]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """Makes a sample of (clients, share of breaches, other options); each is made once."""
    kept: dict[tuple[object, ...], Made] = {}

    def one(clients: int, share: float, **options: object) -> Made:
        key = (clients, share, *sorted(options.items()))
        if key not in kept:
            folder: Path = tmp_path_factory.mktemp("sample") / "company"
            kept[key] = make(folder, clients, share, **options)
        return kept[key]

    return one
