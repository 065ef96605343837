"""The table of packs in the README names every pack with its clauses and rules as they are."""

import re

from guide import DOCS

from checker.rulebook.book import load_book, shipped_rules

ROW = re.compile(r"^\| \[`(\w+)`\]\((rules/\w+\.yaml)\) \|.*\| (\d+) \| (\d+) \|$", re.MULTILINE)


def test_clauses_and_rules_are_counted_right() -> None:
    files = sorted(shipped_rules().glob("*.yaml"))
    books = {file.stem: load_book([file]) for file in files}
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    found = {pack: (file, int(clauses), int(rules)) for pack, file, clauses, rules in ROW.findall(readme)}
    assert found == {pack: (f"rules/{pack}.yaml", len(book.clauses), len(book.rules)) for pack, book in books.items()}
