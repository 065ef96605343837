"""The hand-made audit, written once per test run."""

from pathlib import Path

import pytest
from stored_audit import make_audit


@pytest.fixture(scope="session")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the hand-made audit."""
    return make_audit(tmp_path_factory.mktemp("store"))
