"""The summary in Markdown: its figures, its cuts, and that text from data stays text."""

import io
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from stored_audit import make_audit
from stored_cases import CASES
from stored_marks import HOSTILE, marked_audit

from checker.report.content import read_report
from checker.report.encoded import markdown_text
from checker.report.formats import markdown
from checker.words.words import Words


def summary(folder: Path, lang: str = "en") -> str:
    out = io.BytesIO()
    markdown.write(read_report(folder), out, Words(lang))
    return out.getvalue().decode()


def rendered(text: str) -> str:
    """As GitHub and GitLab read it: HTML is let through, tables and bare addresses are understood."""
    return str(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))


def table(text: str, title: str) -> list[list[str]]:
    """The rows below a heading, without the heading of the table."""
    lines = text.split(f"### {title}", 1)[1].split("###")[0].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("|")]
    return rows[2:]


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return marked_audit(tmp_path_factory.mktemp("marked"))


def test_the_rate_stands_with_its_denominators_and_what_is_beside_it(marked: Path) -> None:
    figures = dict(row for row in table(summary(marked), "Figures"))
    assert figures == {
        "Compliance rate": "93.4% (met 100 of 107)",
        "Rate after waivers": "93.4%",
        "Waived": "0",
        "Fails the audit": "3",
        "Met": "100",
        "Violated": "9",
        "Not yet due": "1",
        "Undetermined": "2",
        "Not applicable": "5",
        "Suspicion": "1",
        "Advice": "1",
        "Quarantine": "2",
    }


def test_severities_and_rules(marked: Path) -> None:
    text = summary(marked)
    assert table(text, "Violations by severity")[0] == ["Critical", "1", "1", "1"]
    worst = table(text, "Rules with the most violations")
    assert worst[0] == ["sp2-reply-30min", "Request answered within 30 minutes", "High", "3", "1", "93%"]
    assert [row[0] for row in worst[:3]] == ["sp2-reply-30min", "sp2-card-fields", "sp2-margin"]


CHANGES = {
    "against": "2026-09_x",
    "new": 3,
    "reopened": 1,
    "persisting": 1,
    "revised": 0,
    "resolved": 2,
    "not_judged": 0,
}
WAIVED = {"entries": 1, "expired": [{"id": "w|1", "expires_on": "2026-10-31", "fits": 2}]}


def test_it_tells_what_has_changed_and_what_became_of_waivers(tmp_path: Path) -> None:
    text = summary(make_audit(tmp_path, followed={"changes": CHANGES, "waived": WAIVED}))
    lines = [line for line in text.split("###")[0].splitlines() if line.startswith("- ")]
    assert lines == [
        "- Since audit 2026-09\\_x: 3 new, 1 reopened, 1 persisting, 2 resolved",
        "- Expired waivers: w\\|1 (31 Oct 2026; would still excuse 2)",
    ]


def test_without_an_earlier_audit_nothing_is_compared(audit: Path) -> None:
    assert "Since audit" not in summary(audit)


def test_what_could_not_be_judged_is_told(marked: Path) -> None:
    text = summary(marked)
    rows = table(text, "What could not be judged")
    assert ["sp2-reply-30min", "Field empty", "Received (inquiry.received\\_at)", "1"] in rows
    assert "- 1 rule not run: the snapshot has no data of" in text
    assert "- 1 rule inactive, for want of a parameter: sp2.survey\\_form" in text


@pytest.mark.parametrize(
    ("code", "lang", "said"),
    [
        (0, "en", "**Passed** · 93.4%"),
        (1, "ru", "**Есть нарушения** · 93,4"),
        (3, "zh", "**审计不完整** · 93.4%"),
    ],
)
def test_it_opens_with_how_the_audit_ended(tmp_path: Path, code: int, lang: str, said: str) -> None:
    problems = [{"where": "client", "what": "is empty", "remedy": ""}] * (code == 3)
    folder = make_audit(tmp_path, exit_code=code, complete=code != 3, incomplete=problems)
    text = summary(folder, lang)
    assert said in text.splitlines()[2]
    assert ("client: is empty" in text) == (code == 3)


def test_lists_are_cut_at_ten_and_say_so(tmp_path: Path) -> None:
    (first,) = [case for case in CASES if case["case_id"] == "a300000000000003"]
    many = [{**first, "case_id": f"{n:016x}", "missing": [f"inquiry.f{n}"]} for n in range(12)]
    problems = [{"where": f"rule-{n}", "what": "must run", "remedy": ""} for n in range(12)]
    text = summary(make_audit(tmp_path, cases=many, complete=False, incomplete=problems))
    assert "### What could not be judged (shown 10 of 12)" in text
    assert len(table(text, "What could not be judged (shown 10 of 12)")) == 10
    assert (text.count("- INCOMPLETE"), "shown 10 of 12" in text) == (10, True)


TAGS = ("<b>", "<script", "<img", "<a ", "<code>", "<em>", "<strong>x")


@pytest.mark.parametrize(
    "text",
    [
        HOSTILE,
        "<script>alert(1)</script>",
        "*a* __b__ ~~c~~ `d` \\`e`",
        "![x](http://evil/p.png)",
        "a\n\n# b\n| c",
        "&lt;b&gt;",
    ],
)
def test_text_from_data_is_shown_as_it_stands(text: str) -> None:
    made = rendered(f"| a | b |\n|---|---|\n| {markdown_text(text)} | last |\n")
    assert not [tag for tag in TAGS if tag in made]
    assert made.count("<td>") == 2
    assert "<td>last</td>" in made


def test_nobody_is_called_and_no_address_becomes_a_link() -> None:
    made = markdown_text("@all see http://evil.example and www.evil.example")
    assert "@all" not in made
    assert "://" not in made
    assert "www." not in made


def test_a_hostile_name_breaks_neither_heading_nor_table(tmp_path: Path) -> None:
    evil = "A|O\n# <script>alert(1)</script> @all \ud800"
    made = rendered(summary(make_audit(tmp_path, company=evil)))
    assert made.count("<h2>") == 1
    assert "<script" not in made


def columns(text: str) -> list[int]:
    return [line.replace("\\|", "").count("|") for line in text.splitlines() if line.startswith("|")]


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_every_table_is_one_in_every_language(marked: Path, lang: str) -> None:
    text: Any = summary(marked, lang)
    assert rendered(text).count("<table>") == 4
    assert set(columns(text)) == {3, 5, 7}
