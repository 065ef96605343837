"""The stages of the planted truth, and the option for the whole matrix."""

import pytest

from tests.planted.conftest import audited, book, opened, shared

__all__ = ["audited", "book", "opened", "shared"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="every column that the pack reads, not a part of them")
