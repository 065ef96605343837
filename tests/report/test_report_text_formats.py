"""JSON, JSON Lines and CSV parsed back and compared with the store."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from stored_audit import make_audit
from stored_cases import CASES

from checker.errors import NotWrittenError
from checker.report.content import read_report
from checker.report.registry import FORMATS, get_format, write


def produced(audit: Path, name: str, tmp_path: Path, lang: str = "en") -> bytes:
    target = tmp_path / f"report.{name}"
    write(name, read_report(audit), target, lang)
    return target.read_bytes()


def test_the_formats_are_the_files() -> None:
    assert (
        *("alerts", "console", "csv", "docx", "github", "gitlab", "html", "json", "jsonl", "junit", "markdown"),
        *("pdf", "sarif", "xlsx"),
    ) == FORMATS
    assert len({get_format(name).suffix for name in FORMATS}) == len(FORMATS), "several formats fit in one folder"


@pytest.mark.parametrize("name", FORMATS)
def test_same_audit_same_bytes(name: str, audit: Path, tmp_path: Path) -> None:
    try:
        get_format(name).ready()
    except NotWrittenError as missing:
        pytest.skip(str(missing))
    assert produced(audit, name, tmp_path) == produced(audit, name, tmp_path)


def test_json_holds_everything(audit: Path, tmp_path: Path) -> None:
    document = json.loads(produced(audit, "json", tmp_path, "zh"))
    assert {case["case_id"] for case in document["cases"]} == {case["case_id"] for case in CASES}
    assert len(document["cases"]) == 13
    assert (len(document["rules"]), len(document["clauses"]), len(document["quarantine"])) == (8, 10, 2)
    assert document["escalations"][0]["count"] == 3
    assert document["escalations"][0]["text"] == "同一人三次违规。"
    assert document["summary"]["rate"] == {"met": 100, "violated": 7, "value": 100 / 107}
    assert document["rules"][0].keys() >= {"title", "words", "met"}
    assert document["rules"][0]["title"] == "签署前审批"


def test_json_instants_are_in_the_case_s_zone(audit: Path, tmp_path: Path) -> None:
    document = json.loads(produced(audit, "json", tmp_path))
    due = {case["case_id"]: case["due_at"] for case in document["cases"]}
    assert due["a200000000000002"] == "2026-10-08T09:30:00+10:00"
    assert due["a100000000000013"] == "2026-10-31T23:59:59+02:00"
    assert due["a300000000000003"] is None


def test_jsonl_has_a_case_a_line_with_evidence(audit: Path, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in produced(audit, "jsonl", tmp_path).decode().split("\n")[:-1]]
    assert len(lines) == 13
    first = next(line for line in lines if line["case_id"] == "a100000000000001")
    assert first["evidence"]["clock"]["total_seconds"] == 1860
    assert (first["overdue"], first["overdue_unit"]) == (60.0, "seconds")


def csv_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def test_csv_agrees_with_the_store(audit: Path, tmp_path: Path) -> None:
    content = produced(audit, "csv", tmp_path)
    assert not content.startswith(b"\xef\xbb\xbf")
    rows = csv_rows(content)
    stored = duckdb.execute(
        "SELECT verdict, count(*) FROM read_parquet(?) GROUP BY 1", [str(audit / "cases.parquet")]
    ).fetchall()
    counted = {verdict: sum(row["verdict"] == verdict for row in rows) for verdict, _ in stored}
    assert counted == dict(stored) == {"violated": 10, "undetermined": 2, "pending": 1}


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_no_text_cell_of_csv_can_be_a_formula(audit: Path, tmp_path: Path, lang: str) -> None:
    numeric = {"measured", "limit_value", "overdue", "source_row"}
    for row in csv_rows(produced(audit, "csv", tmp_path, lang)):
        for name, cell in row.items():
            if name not in numeric:
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), (name, cell)


def test_csv_defuses_with_an_apostrophe_and_keeps_numbers(audit: Path, tmp_path: Path) -> None:
    rows = {row["case_id"]: row for row in csv_rows(produced(audit, "csv", tmp_path, "ru"))}
    assert rows["b500000000000005"]["client_name"] == """'=HYPERLINK("http://evil","x")"""
    assert rows["b600000000000006"]["client_name"] == "'+7 912 000-00-00"
    assert rows["d200000000000011"]["subject_id"] == "'-e5"
    assert rows["d200000000000011"]["measured"] == "-12.5"
    assert rows["d200000000000011"]["text"] == "'\tТабуляция\r\nи \x1b[31mцвет"
    assert rows["a100000000000001"]["clauses"] == "sp2-16d;sp2-16e"


def test_figures_that_no_format_can_hold_become_empty(tmp_path: Path) -> None:
    odd: list[dict[str, Any]] = [{**CASES[0], "measured": float("inf"), "limit_value": float("nan")}]
    folder = make_audit(tmp_path / "store", cases=odd)
    document = json.loads(produced(folder, "json", tmp_path))
    assert document["cases"][0]["measured"] is None
    assert document["cases"][0]["limit_value"] is None


def test_evidence_that_is_no_json_does_not_stop_a_report(tmp_path: Path) -> None:
    folder = make_audit(tmp_path / "store", cases=[{**CASES[0], "evidence": "{broken"}])
    assert json.loads(produced(folder, "json", tmp_path))["cases"][0]["evidence"] == {}
