"""The page's columns hold what the other formats read of the same cases."""

from pathlib import Path

import duckdb
import pytest
from opened_page import Page, unpacked
from stored_audit import make_audit
from stored_cases import CASES
from stored_marks import marked_audit

from checker.report import page_columns
from checker.report.cases import Case
from checker.report.content import read_report
from checker.report.page_blocks import Part, block, blocks
from checker.report.page_columns import packed_evidence
from checker.report.registry import write
from checker.report.verdict import overdue

INSTANTS = ("window_at", "opened_at", "due_at", "done_at", "first_seen")


def cases_of(folder: Path, target: Path) -> list[dict[str, object]]:
    write("html", read_report(folder), target)
    return Page(target.read_text("utf-8")).cases()


def microseconds(value: object) -> int | None:
    if value is None:
        return None
    ((found,),) = duckdb.execute("SELECT epoch_us(?::TIMESTAMP)", [value]).fetchall()
    return int(found)


def told(case: Case, as_of: object) -> dict[str, object]:
    """A case as the page should hold it."""
    report_as_of = as_of
    beyond = overdue(case, report_as_of)  # type: ignore[arg-type]
    same = ("case_id", "subject_id", "severity", "verdict", "outcome", "change", "waiver", "dispute", "tier", "zone")
    return {
        **{name: getattr(case, name) or "" for name in (*same, "responsible_id", "unit_id", "client_id", "reason")},
        **{name: microseconds(getattr(case, name)) for name in INSTANTS},
        **{name: getattr(case, name) for name in ("measured", "limit_value", "source_row")},
        **{name: str(getattr(case, name) or "") for name in ("rectify_by", "waiver_until", "dispute_due")},
        **{f"text_{lang}": case.text(lang) for lang in ("en", "ru", "zh")},
        "rule": case.rule_id,
        "clauses": ", ".join(case.clauses),
        "subject_name": case.subject_name or "",
        "overdue": None if beyond is None else beyond[0],
        "overdue_in": beyond[1] if beyond else None,
        "in_baseline": int(case.in_baseline),
    }


@pytest.mark.parametrize("chunk", [4000, 5, 1])
def test_every_case_is_there_in_order_with_what_is_known_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr(page_columns, "CHUNK", chunk)
    folder = marked_audit(tmp_path)
    report = read_report(folder)
    expected = [told(case, report.as_of) for case in report.cases()]
    found = cases_of(folder, tmp_path / "r.html")
    assert len(found) == len(CASES) == 13
    for wanted, got in zip(expected, found, strict=True):
        known = {name: value for name, value in wanted.items() if value is not None or name != "overdue_in"}
        assert {
            name: got[name] or ("" if isinstance(value, str) else got[name]) for name, value in known.items()
        } == known


def test_the_overdue_are_counted_in_the_clock_of_their_rule(tmp_path: Path) -> None:
    """61 seconds over 30 minutes; without an act, up to the audit; a threshold has no such figure."""
    found = {case["case_id"]: case for case in cases_of(make_audit(tmp_path), tmp_path / "r.html")}
    assert (found["a100000000000001"]["overdue"], found["a100000000000001"]["overdue_in"]) == (60, "seconds")
    # From 7 October 23:30 to 1 November 06:00: 24 days, 6 hours and a half.
    assert found["a200000000000002"]["overdue"] == 24 * 86400 + 6.5 * 3600
    assert found["d200000000000011"]["overdue"] is None
    assert found["a400000000000004"]["overdue"] is None


def test_an_audit_without_cases_has_a_page(tmp_path: Path) -> None:
    folder = make_audit(tmp_path)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS SELECT * FROM '{folder}/cases.parquet' LIMIT 0")
        connection.execute(f"COPY t TO '{folder}/cases.parquet' (FORMAT parquet)")
    write("html", read_report(folder), tmp_path / "r.html")
    assert Page((tmp_path / "r.html").read_text("utf-8")).blocks.get("columns") is None


@pytest.mark.parametrize(
    "stored",
    [
        '{"facts":[{"entity":"a","id":"1","file":"a.csv","row":1,"field":"x","value":"1"},'
        '{"entity":"a","id":"1","file":"a.csv","row":1,"field":"y","value":null}],"items":[]}',
        '{"facts":[]}',
        "not json",
        "{}",
    ],
)
def test_evidence_is_the_same_when_it_is_unpacked(stored: str) -> None:
    assert unpacked(packed_evidence(stored)) == stored


def test_evidence_takes_one_line_and_its_own_marks_are_escaped() -> None:
    assert packed_evidence('{"a":\n"\x7f"}') == '{"a": "\\u007f"}'
    assert packed_evidence(None) == ""


def test_blocks_keep_the_order_of_their_parts() -> None:
    parts = [Part("x", str(n) * (5000 - n)) for n in range(40)]
    assert list(blocks(iter(parts))) == [block(part) for part in parts]
