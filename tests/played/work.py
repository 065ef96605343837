"""Work on rules that other processes can import."""

import os
import tempfile

from checker.rulebook.entries import BookRule, RuleBook


def where_and_what(book: RuleBook, entry: BookRule) -> tuple[int, str, int]:
    """Which process worked, on which rule, of how many."""
    return os.getpid(), entry.rule.id, len(book.rules)


def end(book: RuleBook, entry: BookRule) -> None:
    """End this process without a word."""
    os._exit(3)


def leave(book: RuleBook, entry: BookRule) -> str:
    """Leave a folder behind."""
    return tempfile.mkdtemp(prefix="left-")
