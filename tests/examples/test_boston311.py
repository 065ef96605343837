"""The verdict on each request is the city's own, whatever way the file is written."""

from pathlib import Path
from typing import Any

import pytest
from example_audit import Cases, imported, judged, reference, rows_of

from checker.errors import IncompleteError

PERIOD = "2022-01-01..2022-12-31"
MAIN = "boston311-100.csv"
RULE = "boston-closed-by-target"
EARLY = "2022-01-31 23:59:59"


@pytest.fixture(scope="module")
def source(real_data: Path) -> Path:
    return real_data / "boston311"


@pytest.fixture(scope="module")
def published(source: Path) -> dict[str, Any]:
    return reference(source)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("boston")


@pytest.fixture(scope="module")
def snapshot(source: Path, folder: Path) -> Path:
    return imported("boston311", source / MAIN, folder / "main").folder


@pytest.fixture(scope="module")
def finally_known(snapshot: Path, folder: Path) -> Cases:
    return judged("boston311", snapshot, PERIOD, "2022-07-01", folder / "final")


@pytest.fixture(scope="module")
def early(snapshot: Path, folder: Path) -> Cases:
    return judged("boston311", snapshot, PERIOD, EARLY, folder / "early")


def overdue(source: Path, name: str = MAIN, delimiter: str = ",") -> set[str]:
    """What the city calls overdue."""
    return {row["case_enquiry_id"] for row in rows_of(source / name, delimiter) if row["ontime"] == "OVERDUE"}


def test_the_citys_verdict_row_by_row(source: Path, finally_known: Cases, published: dict[str, Any]) -> None:
    violated = finally_known.subjects(RULE, "violated")
    assert violated == overdue(source)
    assert len(violated) == published["our verdict late, as of 2022-07-01 00:00:00"] == 17
    assert published["... agrees with ontime on rows, as of 2022-07-01 00:00:00"] == 100
    assert finally_known.counts(RULE) == {"met": 72, "late": 5, "absent": 12}
    assert len(finally_known.of(RULE)) == 100 - published["no target"]


def test_nothing_is_known_before_it_happened(source: Path, early: Cases, published: dict[str, Any]) -> None:
    """The reference counts two requests more: it looks at closings of February for targets of February."""
    assert published[f"our verdict late, as of {EARLY}"] == 11
    assert published[f"... agrees with ontime on rows, as of {EARLY}"] == 94
    with_hindsight, ahead = set(), set()
    for row in rows_of(source / MAIN):
        target, closed = row["target_dt"], row["closed_dt"]
        if target and (closed > target if closed else target < EARLY):
            with_hindsight.add(row["case_enquiry_id"])
            if target > EARLY:
                assert closed > EARLY
                ahead.add(row["case_enquiry_id"])
    assert (len(with_hindsight), len(ahead)) == (11, 2)
    assert early.subjects(RULE, "violated") == with_hindsight - ahead
    assert early.subjects(RULE, "pending") >= ahead
    agreeing = [
        row
        for row in rows_of(source / MAIN)
        if (row["case_enquiry_id"] in with_hindsight) == (row["ontime"] == "OVERDUE")
    ]
    assert len(agreeing) == 94


def test_every_request_at_the_end_of_january(source: Path, early: Cases) -> None:
    expected = {
        row["case_enquiry_id"]: at_end_of_january(row["target_dt"], row["closed_dt"])
        for row in rows_of(source / MAIN)
        if row["target_dt"]
    }
    assert {row["subject_id"]: row["outcome"] or row["verdict"] for row in early.of(RULE)} == expected


def at_end_of_january(target: str, closed: str) -> str:
    if closed and closed <= EARLY:
        return "met" if closed <= target else "late"
    return "absent" if target < EARLY else "pending"


def test_forty_eight_hours(finally_known: Cases, published: dict[str, Any]) -> None:
    late = finally_known.subjects("boston-closed-in-48-hours", "late")
    assert len(late) == published["closed later than 48 h after open"]
    key = "not closed within 48 h, as of 2022-07-01 (closed late or still open)"
    assert len(finally_known.subjects("boston-closed-in-48-hours", "violated")) == published[key]


@pytest.mark.parametrize("name", ["boston311-dmy-100.csv", "boston311-100.tab", "boston311-100-with-nonascii.csv"])
def test_other_ways_of_writing_the_same(source: Path, folder: Path, finally_known: Cases, name: str) -> None:
    snapshot = imported("boston311", source / name, folder / name).folder
    cases = judged("boston311", snapshot, PERIOD, "2022-07-01", folder / f"{name}-audits")
    for column in ("verdict", "outcome", "due_at", "done_at", "opened_at"):
        assert by_subject(cases, column) == by_subject(finally_known, column)


def by_subject(cases: Cases, column: str) -> dict[str, Any]:
    return {row["subject_id"]: row[column] for row in cases.of(RULE)}


def test_duplicates_are_quarantined_with_their_rows(source: Path, folder: Path, published: dict[str, Any]) -> None:
    name = "boston311-100-20dupes-random.csv"
    snapshot = imported("boston311", source / name, folder / "dupes").folder
    cases = judged("boston311", snapshot, PERIOD, "2022-07-01", folder / "dupes-audits")
    first: dict[str, int] = {}
    expected = []
    for line, row in enumerate(rows_of(source / name), start=2):
        if row["case_enquiry_id"] in first:
            again = f"same as row {first[row['case_enquiry_id']]}"
            expected.append(("inquiry", name, line, "duplicate_row", again))
        first.setdefault(row["case_enquiry_id"], line)
    assert cases.quarantine() == expected
    assert len(expected) == 20
    assert published["20dupes file: rows, distinct rows, distinct case ids"] == [100, 80, 80]
    assert cases.subjects(RULE, "violated") == overdue(source, name)


def test_a_broken_file_is_reported_and_nothing_is_written(source: Path, tmp_path: Path) -> None:
    with pytest.raises(IncompleteError) as error:
        imported("boston311", source / "boston311-100-bad.tsv", tmp_path / "snapshot")
    (problem,) = error.value.problems
    assert problem.where == "boston311-100-bad.tsv, row 41"
    assert "30 cells under 29 headings" in problem.what
    assert list(tmp_path.iterdir()) == []
