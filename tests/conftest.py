"""Settings of all tests: machines differ in speed, and no test asserts a time; the user's own cache is left alone."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("untimed")
os.environ.setdefault("CHECKER_CACHE", str(Path(__file__).parent.parent / "build" / "cache"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="tests/exits, tests/planted: everything, not a part of it")
