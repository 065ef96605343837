"""The stages of the planted truth."""

from tests.planted.conftest import audited, book, opened, shared

__all__ = ["audited", "book", "opened", "shared"]
