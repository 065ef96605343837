"""The rules of the examples pass the examples written into them; this needs no data."""

from pathlib import Path

import pytest
from example_audit import EXAMPLES

from checker.examples.run import run_examples
from checker.importing.load import load_profile
from checker.rulebook.book import load_book

FOLDERS = sorted(path.parent for path in EXAMPLES.glob("*/rules.yaml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_examples_of_the_rules_hold(folder: Path) -> None:
    book = load_book([folder / "rules.yaml"])
    for entry in book.rules.values():
        outcomes = run_examples(book, entry)
        assert outcomes, f"{entry.rule.id} shows nothing"
        assert [outcome for outcome in outcomes if outcome.differences] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_each_example_has_a_profile_and_a_page(folder: Path) -> None:
    assert load_profile(folder / "profile.yaml").profile == folder.name
    page = (folder / "README.md").read_text(encoding="utf-8")
    assert "checker data import" in page
    assert "checker audit" in page


def test_there_are_four_examples() -> None:
    assert [folder.name for folder in FOLDERS] == ["ar-invoices", "boston311", "crm-maven", "northwind"]
