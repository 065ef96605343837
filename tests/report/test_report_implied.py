"""Violations that follow from another one: counted apart, marked in every list, left out of the worst."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import duckdb
import pytest
from opened_page import Page
from stored_audit import make_audit

from checker.query.answer import answer
from checker.query.question import Question
from checker.report.content import Report, read_report
from checker.report.explain import explain
from checker.report.formats import console, html
from checker.report.formats import csv as csv_format
from checker.report.formats import json as json_format
from checker.report.overview import overview
from checker.words.words import Words

# Two of the period (a card and a margin), one carried, one suspicion.
FOLLOWING = {
    "b600000000000006": "b500000000000005",
    "d200000000000011": "a200000000000002",
    "c800000000000008": "c700000000000007",
    "d100000000000010": "b500000000000005",
}


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-made audit, which has no such column, with the four marked."""
    folder = make_audit(tmp_path_factory.mktemp("marked"))
    path = folder / "cases.parquet"
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE marks AS SELECT UNNEST($1) AS follows, UNNEST($2) AS first",
                           [list(FOLLOWING), list(FOLLOWING.values())])  # fmt: skip
        connection.execute(
            f"CREATE TABLE marked AS SELECT c.*, coalesce(m.first, '') AS implied_by FROM '{path}' c "
            "LEFT JOIN marks m ON m.follows = c.case_id ORDER BY case_id"
        )
        connection.execute(f"COPY marked TO '{path}' (FORMAT parquet)")
    return folder


def written(write: Callable[[Report, BinaryIO, Words], None], folder: Path, lang: str = "en") -> str:
    out = io.BytesIO()
    write(read_report(folder), out, Words(lang))
    return out.getvalue().decode()


def test_they_are_counted_apart_and_the_rate_stays(marked: Path, audit: Path) -> None:
    told, plain = read_report(marked), read_report(audit)
    assert told.implied == (2, 1, 4)
    assert plain.implied == (0, 0, 0)
    assert (told.rate, told.severities, told.effects) == (plain.rate, plain.severities, plain.effects)


@pytest.mark.parametrize(
    ("lang", "closing"),
    [
        ("en", "violations: 7 (2 follow from another; 0 excused; 1 carried over)"),
        ("ru", "нарушений: 7 (следуют из другого: 2; по исключениям и возражениям: 0; перешло с прошлых периодов: 1)"),
        ("zh", "违规 7 项（由另一项引起 2 项；其中豁免或申诉成立 0 项；前期结转 1 项）"),
    ],
)
def test_the_console_leaves_them_out_and_says_so(marked: Path, lang: str, closing: str) -> None:
    text = written(console.write, marked, lang)
    assert closing in text.splitlines()[-1]
    worst = [line for line in text.splitlines() if "sp2-card-fields" in line and "sp2-05a" in line]
    assert len(worst) == 1
    if lang == "en":
        assert "Worst violations first, shown 6 of 6" in text
        assert "Left out of this list: 4 that follow from another" in text


def test_where_none_follows_nothing_is_said_of_it(audit: Path) -> None:
    text = written(console.write, audit)
    assert "follow from" not in text
    assert "Worst violations first, shown 10 of 10" in text


def test_machines_get_the_column_and_the_figures(marked: Path) -> None:
    told: dict[str, Any] = json.loads(written(json_format.write, marked))
    assert told["summary"]["implied"] == {"period": 2, "carried": 1, "all": 4}
    assert {case["case_id"]: case["implied_by"] for case in told["cases"] if case["implied_by"]} == FOLLOWING
    rows = csv.DictReader(io.StringIO(written(csv_format.write, marked).lstrip("\ufeff")))
    assert {row["case_id"]: row["implied_by"] for row in rows if row["implied_by"]} == FOLLOWING


def test_the_page_marks_them_and_can_sift_them(marked: Path) -> None:
    page = Page(written(html.write, marked))
    cases = {case["case_id"]: case for case in page.cases()}
    assert {case_id: case["implied_by"] for case_id, case in cases.items() if case["implied_by"]} == FOLLOWING
    assert cases["b600000000000006"]["implied_by_rule"] == "sp2-card-fields"
    assert "(follows from b500000000000005 of sp2-card-fields)" in page.text


def test_the_workbook_s_summary_says_how_many(marked: Path, audit: Path) -> None:
    said = "2 of this period and 1 carried over follow from another violation of the same thing"
    assert ["Follows from", said] in list(overview(read_report(marked), Words("en")))
    assert not any("Follows from" in row for row in overview(read_report(audit), Words("en")))


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "follows from b500000000000005 of sp2-card-fields"),
        ("ru", "следует из b500000000000005 по правилу sp2-card-fields"),
        ("zh", "由规则 sp2-card-fields 的 b500000000000005 引起"),
    ],
)
def test_a_case_explained_says_what_it_follows_from(marked: Path, lang: str, said: str) -> None:
    assert said in explain(marked, "b600000000000006", lang).splitlines()
    assert said not in explain(marked, "b500000000000005", lang)


def test_a_question_takes_the_one_or_the_other_of_old_and_new_audits(marked: Path, audit: Path) -> None:
    def ids(*folders: Path, implied: bool) -> list[str]:
        asked = Question(columns=("case_id", "implied_by"), implied=implied)
        return [row[0] for row in answer(folders, asked).rows]

    assert set(ids(marked, implied=True)) == set(FOLLOWING)
    assert len(ids(marked, implied=False)) == 9
    assert ids(audit, implied=True) == []
    assert len(ids(marked, audit, implied=False)) == 9 + 13
