"""The hand-made audit of the report's tests, in a store of its own."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "report"))


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one audit."""
    from stored_audit import make_audit

    folder = tmp_path_factory.mktemp("audits")
    make_audit(folder)
    return folder
