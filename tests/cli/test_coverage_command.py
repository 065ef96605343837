"""`checker rules coverage`: every clause with what it became and why, with totals per pack, regulation and chapter."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from checker.docs import pages
from checker.rulebook.book import load_book
from checker.rulebook.coverage import exceptions, placements

from .coverage_pack import CLAUSES, write_covered
from .running import command


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return write_covered(tmp_path)


def listed(capsys: pytest.CaptureFixture[str], rules: Path, *options: str) -> Any:
    ended = command(capsys, "rules", "coverage", "--rules", str(rules), "--format", "json", *options)
    assert (ended.code, ended.err) == (0, "")
    return json.loads(ended.out)


def test_each_clause_says_what_it_became_where_and_why(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was merged into a clause is judged by the rules of that clause."""
    found = {row["clause_id"]: row for row in listed(capsys, rules, "--lang", "ru")}
    assert list(found) == [name for name, *_ in CLAUSES]
    told = {name: (row["became"], row["into"], row["rule_ids"]) for name, row in found.items()}
    assert told == {
        "small-1": ("rule", None, ["small-reply"]),
        "small-2": ("rule", None, ["small-card"]),
        "small-3": ("merged", "small-2", ["small-card"]),
        "small-4": ("embodied", None, ["small-reply"]),
        "small-5": ("not_checked", None, []),
        "small-6": ("not_checked", None, []),
        "small-7": ("inactive", None, []),
    }
    assert found["small-6"]["why"] == "An attitude leaves no record."
    assert [found[name]["chapter"] for name in ("small-1", "small-4", "small-7")] == ["§1", "§2", "title"]
    assert {(row["pack"], row["source"]) for row in found.values()} == {("small", "sml")}
    assert found["small-1"]["title"] == "Пункт small-1"


def test_totals_of_pack_regulation_and_chapter(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = listed(capsys, rules, "--totals")
    told = [
        (one["level"], one["chapter"], one["clauses"], {k: n for k, n in one["became"].items() if n}) for one in found
    ]
    whole = {"rule": 2, "merged": 1, "inactive": 1, "embodied": 1, "not_checked": 2}
    assert told == [
        ("pack", None, 7, whole),
        ("source", None, 7, whole),
        ("chapter", "§1", 3, {"rule": 2, "merged": 1}),
        ("chapter", "§2", 3, {"embodied": 1, "not_checked": 2}),
        ("chapter", "title", 1, {"inactive": 1}),
    ]


@pytest.mark.parametrize(
    ("lang", "fate", "summary"),
    [
        ("en", "Merged into another (into small-2)", "Clauses: 7; looked at by rules: 2;"),
        ("ru", "Объединён с другим (с пунктом small-2)", "Пунктов: 7; проверяются правилами: 2;"),
        ("zh", "并入其他条款 (并入 small-2)", "条款 7 条；由规则检查 2 条；"),
    ],
)
def test_the_table_ends_with_the_totals(
    rules: Path, capsys: pytest.CaptureFixture[str], lang: str, fate: str, summary: str
) -> None:
    text = command(capsys, "rules", "coverage", "--rules", str(rules), "--lang", lang).out
    row = next(line for line in text.splitlines() if line.startswith("small-3 "))
    assert fate in row
    assert row.endswith("The name is one of the fields of the card.")
    last = text.rstrip().splitlines()
    assert last[-1].startswith(summary)
    assert re.split(r"  +", last[-2])[1:] == ["7", "2", "1", "1", "1", "2"]
    alone = command(capsys, "rules", "coverage", "--rules", str(rules), "--lang", lang, "--totals").out
    assert alone.strip().splitlines()[-2:] == last[-2:]
    assert "small-3 " not in alone


class Page(HTMLParser):
    """The facts by which rows are filtered, the choices of the filters, and whether tags are closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[dict[str, str | None]] = []
        self.choices: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if "data-became" in given:
            self.rows.append(given)
        if tag == "select":
            self.choices.append(str(given["data-filter"]))
        if tag not in ("meta", "br", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize(
    ("lang", "wanted"),
    [
        ("en", ("Coverage of the clauses", "Place in the text", "shown {shown} of {total}")),
        ("ru", ("Охват пунктов регламентов", "Место в тексте", "показано {shown} из {total}")),
        ("zh", ("条款覆盖情况", "条文出处", "显示 {shown} / {total}")),
    ],
)
def test_the_page_can_be_searched_and_is_whole_without_a_script(
    rules: Path, capsys: pytest.CaptureFixture[str], lang: str, wanted: tuple[str, ...]
) -> None:
    text = command(capsys, "rules", "coverage", "--rules", str(rules), "--lang", lang, "--format", "html").out
    page = Page(text)
    assert page.open == []
    assert page.choices == ["pack", "source", "became", "checkability"]
    assert [row["data-became"] for row in page.rows] == [
        *("rule", "rule", "merged", "embodied", "not_checked", "not_checked", "inactive"),
    ]
    assert {(row["data-pack"], row["data-source"]) for row in page.rows} == {("small", "sml")}
    assert all(part in text for part in wanted)
    assert "Nobody looks at this one." in text
    assert not re.search(r"(src|href)=", text), "nothing is loaded from elsewhere"


def test_one_pack_of_several(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(listed(capsys, rules, "--pack", "small")) == 7
    ended = command(capsys, "rules", "coverage", "--rules", str(rules), "--pack", "smal")
    assert ended.code == 2
    assert "did you mean 'small'" in ended.err
    ended = command(capsys, "rules", "coverage", "--rules", str(rules), "--format", "pdf")
    assert ended.code == 2
    assert "unknown format 'pdf'" in ended.err


def test_a_clause_that_the_pack_forgot_is_exit_code_2(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = rules.read_text(encoding="utf-8")
    rules.write_text(re.sub(r"  - \{clauses: \[small-5\].*\n", "", text), encoding="utf-8")
    ended = command(capsys, "rules", "coverage", "--rules", str(rules))
    assert ended.code == 2
    assert "Placed nowhere" in ended.out


def test_packs_that_are_not_asked_for_are_left_out() -> None:
    """An audit of one pack tells nothing of the clauses of another."""
    from checker.rulebook.book import shipped_rules

    book = load_book([shipped_rules() / "sp2.yaml", shipped_rules() / "xbb_crm.yaml"])
    assert {item.clause.source for item in placements(book, ["sp2"])} == {"sp2"}
    assert len(placements(book, ["sp2"])) == 82
    assert len(placements(book)) == 82 + 119


def test_exceptions_are_automatic_clauses_that_no_rule_looks_at(rules: Path) -> None:
    """small-6 is not checkable and small-7 goes by attestation, so neither owes a reason here."""
    book = load_book([rules])
    assert [(item.clause.id, item.became) for item in exceptions(book)] == [
        ("small-3", "merged"),
        ("small-4", "embodied"),
        ("small-5", "not_checked"),
    ]
    page = pages(book)["coverage-exceptions.md"]
    assert "| small | 7 | 5 | 1 | 1 | 0 | 1 |" in page
    assert "merged, into `small-2` | [small-card](rules/small-card.md)" in page
    assert "The channels \\| stand in the condition of the rule." in page
    assert "small-6" not in page
    assert "small-7" not in page
