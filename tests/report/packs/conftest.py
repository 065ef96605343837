"""The hand-made audit of the packs, written once per test run."""

from pathlib import Path

import pytest
from told_audit import Secrets, known_secrets, write_told


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the audit."""
    return write_told(tmp_path_factory.mktemp("told"))


@pytest.fixture(scope="session")
def secrets() -> Secrets:
    """Who and what the audit tells of."""
    return known_secrets()
