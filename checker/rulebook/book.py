"""The rule book: every rule file loaded and checked against one another, or taken from the user's cache."""

from pathlib import Path

from checker.cache_folder import cache_folder
from checker.errors import UsageError
from checker.rulebook.assembling import assemble
from checker.rulebook.entries import BookRule as BookRule
from checker.rulebook.entries import RuleBook as RuleBook
from checker.rulebook.kept_book import keep_book, kept_book
from checker.rulebook.openable import all_openable
from checker.rulebook.pack_files import read_packs, rule_files


def shipped_rules() -> Path:
    """The folder of the rule packs that come with the program."""
    package = Path(__file__).parent.parent
    inside = package / "_rules"
    return inside if inside.is_dir() else package.parent / "rules"


def load_book(paths: list[Path]) -> RuleBook:
    """The rule book of these files and folders (a folder: its *.yaml). UsageError lists every mistake of every file.

    A book without mistakes is kept in the user's cache until one of its files changes.
    """
    files, cache = rule_files(paths), cache_folder()
    kept = kept_book(cache, files) if cache else None
    if kept:
        return kept
    read = read_packs(files)
    try:
        book = assemble(read)
    except UsageError as error:
        raise UsageError(all_openable(error.problems, files)) from None
    if cache:
        keep_book(cache, files, book, read.digests)
    return book
