"""docs/coverage-exceptions.md is what the packs say today, and every clause on it has a reason."""

from pathlib import Path

from checker.docs import ROOT, pages
from checker.rulebook.book import load_book, shipped_rules
from checker.rulebook.coverage import exceptions

BOOK = load_book([shipped_rules()])
PAGE = (Path(ROOT) / "coverage-exceptions.md").read_text(encoding="utf-8")


def test_the_page_is_up_to_date() -> None:
    assert pages(BOOK)["coverage-exceptions.md"] == PAGE, "run make docs"


def test_every_automatic_clause_without_a_check_stands_on_it_with_a_reason() -> None:
    found = exceptions(BOOK)
    assert {item.clause.id for item in found} == {line.split("`")[1] for line in PAGE.splitlines() if line[:3] == "| `"}
    assert [item.clause.id for item in found if len(item.why) < 40] == []
    assert [item.clause.id for item in found if item.became == "unplaced"] == []


def test_what_was_merged_is_judged_by_a_rule() -> None:
    assert [item.clause.id for item in exceptions(BOOK) if item.became == "merged" and not item.rule_ids] == []
