"""SARIF for the code scanning of GitHub: only what is open, within what GitHub reads, and nothing left out silently."""

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from stored_audit import make_audit
from stored_cases import CASES
from stored_marks import CARD, MARGIN, OPEN, RESOLVED, SUSPICION, WAIVED, marked_audit

from checker.report.content import Showing, read_report
from checker.report.formats import alerts
from checker.words.words import Words
from tests.published import faults, published

UNKNOWN = "a300000000000003"


def run(folder: Path, lang: str = "en", **showing: Any) -> dict[str, Any]:
    """The run, which is valid SARIF and has for each result what GitHub needs."""
    out = io.BytesIO()
    alerts.write(replace(read_report(folder), showing=Showing(**showing)), out, Words(lang))
    document: dict[str, Any] = json.loads(out.getvalue())
    assert faults(published("sarif-2.1.0"), document) == []
    (one,) = document["runs"]
    for result in one["results"]:
        assert result.keys() == set(alerts.READ)
        assert result["level"] in {"error", "warning", "note"}
        assert result["locations"][0]["physicalLocation"]["region"]["startLine"] >= 1
        assert result["partialFingerprints"]["primaryLocationLineHash"]
    return one


def ids(one: dict[str, Any]) -> list[str]:
    return [result["partialFingerprints"]["caseId/v1"] for result in one["results"]]


def said(one: dict[str, Any]) -> list[str]:
    return [told["message"]["text"] for told in one["invocations"][0]["toolExecutionNotifications"]]


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return marked_audit(tmp_path_factory.mktemp("marked"))


def test_what_fails_what_may_be_and_what_is_unknown_and_nothing_that_is_settled(marked: Path) -> None:
    one = run(marked)
    assert ids(one)[:4] == [OPEN, MARGIN, CARD, SUSPICION]
    assert set(ids(one)[4:]) <= {UNKNOWN, "c900000000000009"}
    levels = dict(zip(ids(one), (result["level"] for result in one["results"]), strict=True))
    assert (levels[OPEN], levels[CARD], levels[SUSPICION], levels[UNKNOWN]) == ("error", "warning", "note", "note")


@pytest.mark.parametrize(
    ("lang", "wanted"),
    [
        (
            "en",
            "Alerts: 6 of 12 cases; left out: excused or put right 5, advice 1, beyond the most that GitHub takes 0",
        ),
        ("ru", "Оповещений: 6 из 12; не вошли: извинённые и исправленные 5, советы 1, сверх предела GitHub 0"),
        ("zh", "警报 6 / 12；未列入：已免责或已整改 5，建议 1，超出 GitHub 上限 0"),
    ],
)
def test_what_is_left_out_is_counted(marked: Path, lang: str, wanted: str) -> None:
    one = run(marked, lang)
    assert said(one) == [wanted]
    assert one["properties"]["results"] == {"shown": 6, "total": 12}


def test_github_refuses_more_than_its_limit_so_the_worst_are_kept(
    marked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert alerts.MOST == 25_000
    monkeypatch.setattr(alerts, "MOST", 2)
    for most in (None, 2, 99):
        one = run(marked, most=most)
        assert ids(one) == [OPEN, MARGIN]
        assert said(one)[0].endswith("advice 1, beyond the most that GitHub takes 4")
    assert ids(run(marked, most=1)) == [OPEN]


def test_where_all_is_open_nothing_is_said(tmp_path: Path) -> None:
    (first,) = [case for case in CASES if case["case_id"] == OPEN]
    one = run(make_audit(tmp_path, cases=[first]))
    assert (ids(one), said(one)) == ([OPEN], [])


def test_what_was_put_right_but_fails_stays_an_alert(tmp_path: Path) -> None:
    one = run(marked_audit(tmp_path, {RESOLVED: {"change": "resolved", "gates": True}}))
    assert ids(one)[0] == RESOLVED


def test_an_open_objection_is_told_and_names_of_people_are_not(marked: Path) -> None:
    one = run(marked)
    assert one["results"][0]["message"]["text"].endswith("not answered. · Disputed, answer due by 10 Nov 2026")
    assert "properties" not in one["results"][0]


def test_what_has_no_row_points_at_the_first_line(marked: Path) -> None:
    (found,) = [one for one in run(marked)["results"] if one["partialFingerprints"]["caseId/v1"] == MARGIN]
    assert found["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "snapshot.yaml"},
        "region": {"startLine": 1},
    }


def test_every_rule_is_listed_and_a_long_text_stands_whole_in_the_help(tmp_path: Path) -> None:
    folder = make_audit(tmp_path)
    long = "[x] " * 300
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS FROM '{folder / 'rules.parquet'}'")
        connection.execute("UPDATE t SET words_en = ?, title_en = ? WHERE rule_id = 'sp2-margin'", [long, "T" * 300])
        connection.execute(f"COPY t TO '{folder / 'rules.parquet'}' (FORMAT parquet)")
    rules = {rule["id"]: rule for rule in run(folder)["tool"]["driver"]["rules"]}
    assert len(rules) == 8
    cut = rules["sp2-margin"]
    assert (len(cut["name"]), len(cut["shortDescription"]["text"]), len(cut["fullDescription"]["text"])) == (
        255,
        300,
        1024,
    )
    assert cut["name"].endswith("T…")
    assert cut["help"]["text"].startswith(long.strip())
    assert cut["help"]["markdown"].startswith("\\[x\\] \\[x\\]")
    for rule in rules.values():
        assert rule["help"]["text"]
        assert len(rule["properties"]["tags"]) <= 10
        assert rule["properties"].keys() == {"problem.severity", "tags"}


def test_a_waiver_that_ends_brings_the_alert_back(tmp_path: Path) -> None:
    """GitHub closes what is missing and opens it again when it returns: by the same fingerprint."""
    assert WAIVED not in ids(run(marked_audit(tmp_path / "a")))
    assert WAIVED in ids(run(marked_audit(tmp_path / "b", {WAIVED: {"change": "persisting"}})))
