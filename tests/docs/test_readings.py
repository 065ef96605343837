"""Every reading that a rule rests on is written down, with its clause, the other readings and an example."""

import re

import pytest
from guide import DOCS

from checker.rulebook.book import RuleBook, load_book, shipped_rules
from checker.schema.model import load_schema

PAGES = [DOCS / "readings.md", *sorted((DOCS / "readings").glob("*.md"))]
PAGE = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
SOURCES = ("sp2", "xbb", "kad", "kav", "kas", "kss", "ncd", "ord", "csr", "hbk", "cm")
CLAUSE = re.compile(rf"\b(?:{'|'.join(SOURCES)})-[\w-]*\w\b")
ENTRIES = re.split(r"^### ", PAGE, flags=re.MULTILINE)[1:]


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load_book([shipped_rules()])


def test_every_reading_of_a_rule_stands_here_with_its_clauses(book: RuleBook) -> None:
    wanted = {
        (reading.param, ref.id)
        for entry in book.rules.values()
        for reading in entry.rule.readings
        for ref in entry.rule.clauses
    }
    assert len(wanted) > 40
    params = {param: [entry for entry in ENTRIES if f"`{param}`" in entry] for param, _ in wanted}
    assert not [param for param, entries in params.items() if not entries]
    for param, entries in params.items():
        cited = {clause for name, clause in wanted if name == param}
        assert cited & {clause for entry in entries for clause in CLAUSE.findall(entry.splitlines()[0])}, param


def test_no_parameter_and_no_clause_is_made_up(book: RuleBook) -> None:
    readings = {reading.param for entry in book.rules.values() for reading in entry.rule.readings}
    named = set(re.findall(r"`([a-z]\w*\.\w+)`", PAGE))
    columns = {f"{name}.{field}" for name, entity in load_schema().entities.items() for field in entity.fields}
    assert not named - set(book.parameters) - readings - columns
    assert not set(CLAUSE.findall(PAGE)) - set(book.clauses)


def test_every_page_of_readings_is_linked_from_the_first() -> None:
    linked = re.findall(r"\]\((readings/[^)#]+)\)", PAGES[0].read_text(encoding="utf-8"))
    assert sorted(linked) == [page.relative_to(DOCS).as_posix() for page in PAGES[1:]]


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.splitlines()[0][:50] for entry in ENTRIES])
def test_every_entry_has_ours_another_and_three_lines_of_example(entry: str) -> None:
    assert "**Ours.**" in entry
    assert "**Other.**" in " ".join(entry.split())
    assert len(re.findall(r"^- .+", entry, re.MULTILINE)) == 3
