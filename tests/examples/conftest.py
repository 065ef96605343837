"""Where the public data sets lie. They are not part of the project: tests that need them are skipped without them."""

import os
from pathlib import Path

import pytest

DEFAULT = Path(__file__).parents[2].parent / "shared" / "real-data"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--real-data", action="store_true", help="fail where the public data sets are absent")


@pytest.fixture(scope="session")
def real_data(request: pytest.FixtureRequest) -> Path:
    """The folder of the data sets: CHECKER_REAL_DATA, or ../shared/real-data beside the project."""
    folder = Path(os.environ.get("CHECKER_REAL_DATA") or DEFAULT)
    if not folder.is_dir():
        absent = f"no folder {folder.name} with the public data sets; CHECKER_REAL_DATA names it"
        if request.config.getoption("--real-data", default=False):
            pytest.fail(absent)
        pytest.skip(absent)
    return folder
