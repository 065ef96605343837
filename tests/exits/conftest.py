"""The stages of the planted truth."""

from tests.planted.conftest import audited, book, books, opened, shared

__all__ = ["audited", "book", "books", "opened", "shared"]
