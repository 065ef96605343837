"""Small industrial samples, made once for all tests of the folder."""

from collections.abc import Callable

import pytest

from tests.sample.made import Made, make

Industrial = Callable[..., Made]


@pytest.fixture(scope="session")
def industrial(tmp_path_factory: pytest.TempPathFactory) -> Industrial:
    """Makes a sample of (clients, other options): a year, an order with a few percent of lapses, no bad data."""
    kept: dict[tuple[object, ...], Made] = {}

    def one(clients: int, **options: object) -> Made:
        key = (clients, *sorted(options.items()))
        if key not in kept:
            folder = tmp_path_factory.mktemp("industrial") / "company"
            given = {"months": 12, "company": "industrial"} | options
            kept[key] = make(folder, clients, given.pop("share", 0.05), **given)  # type: ignore[arg-type]
        return kept[key]

    return one
