"""Waivers in an audit: which violation is excused by which, on which day, and what is told of all of them."""

from datetime import date
from pathlib import Path

import pytest

from checker.cli import run
from tests.small_pack import HEADER
from tests.waivers.company import (
    CLIENTS,
    INQUIRIES,
    Q2,
    audit,
    waiver,
    write_company,
    write_waivers,
)

APPROVERS = "waivers: {approvers: {sales_manager: medium, general_manager: critical}}\n"


def test_a_waived_violation_stays_one_and_fails_nothing(tmp_path: Path) -> None:
    """Judged are q1 and the card of c1, met, and q2, q3 and the card of c2, violated: 2 of 5, without q2 2 of 4."""
    write_company(tmp_path)
    write_waivers(tmp_path, waiver("phone"))
    found = audit(tmp_path)
    marks = found.marks["q2"]
    assert (marks["verdict"], marks["standing"], marks["gates"]) == ("violated", "cured", False)
    assert (marks["waiver"], marks["waiver_reason"]) == ("phone", "Agreed by telephone")
    assert (marks["waiver_approver"], marks["waiver_until"]) == ("e9", date(2024, 3, 31))
    assert found.by_waiver() == {"q2": "phone"}
    assert found.marks["q3"]["gates"]
    assert (found.manifest["rate"], found.manifest["rate_after_waivers"]) == (0.4, 0.5)
    assert found.manifest["counts"]["waived"] == 1
    assert found.code == 1


def promised(folder: Path) -> None:
    """A waiver for q2 and q3 as long as their evidence stays what it is now."""
    audit(folder, store="first")
    arguments = ["--rule", "small-reply", "--subject", "q2", "--subject", "q3", "--approver", "e9", "--id", "w"]
    arguments += ["--reason", "As it is", "--until", "2024-12-31", "--granted", "2024-03-05", "--while-unchanged"]
    files = ["--file", str(folder / "waivers.yaml"), "--store", str(folder / "first")]
    assert run(["waiver", "add", *arguments, *files, "--rules", str(folder / "small.yaml")]) == 0


def test_while_unchanged_holds_while_the_evidence_does(tmp_path: Path) -> None:
    write_company(tmp_path)
    promised(tmp_path)
    assert audit(tmp_path).by_waiver() == {"q2": "w", "q3": "w"}
    write_company(tmp_path, inquiry=INQUIRIES.replace("10:30:01", "10:30:02"))
    found = audit(tmp_path, store="later")
    assert found.by_waiver() == {"q3": "w"}
    assert found.waived["changed"] == [{"id": "w", "cases": 1}]
    assert found.marks["q2"]["gates"]


def test_while_unchanged_survives_another_export(tmp_path: Path) -> None:
    """The same rows in another order, in files of another format: rows have other numbers, files other names."""
    import duckdb

    write_company(tmp_path)
    promised(tmp_path)
    head, *rows = INQUIRIES.splitlines()
    snapshot = write_company(tmp_path, inquiry="\n".join([head, "q0,phone,,,,", *reversed(rows)]) + "\n")
    table = f"read_csv('{snapshot}/inquiry.csv', all_varchar = true)"
    duckdb.connect().execute(f"COPY (SELECT * FROM {table}) TO '{snapshot}/inquiry.parquet' (FORMAT parquet)")
    (snapshot / "inquiry.csv").unlink()
    found = audit(tmp_path)
    assert found.by_waiver() == {"q2": "w", "q3": "w"}
    assert found.marks["q2"]["source_file"] == "inquiry.parquet"


def test_no_waivers_shows_what_would_be_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_company(tmp_path)
    write_waivers(tmp_path, waiver())
    capsys.readouterr()
    found = audit(tmp_path, "--no-waivers")
    assert (found.by_waiver(), found.waived) == ({}, {"off": True})
    assert "--no-waivers: nothing is waived in this audit" in capsys.readouterr().out


def test_a_file_with_mistakes_stops_the_audit_before_anything_is_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_company(tmp_path)
    path = write_waivers(tmp_path, waiver(expires_on="2025-03-03"))
    (tmp_path / "disputes.yaml").write_text("disputes: [{case: x}]\n", encoding="utf-8")
    arguments = ["audit", str(tmp_path / "snapshot"), "--rules", str(tmp_path / "small.yaml")]
    files = ["--waivers", str(path), "--disputes", str(tmp_path / "disputes.yaml")]
    assert run([*arguments, *files, "--store", str(tmp_path / "s")]) == 2
    said = capsys.readouterr().err
    # From 1 March 2024 to 3 March 2025 are 367 days.
    assert "w: lasts 367 days, longer than 366" in said
    assert "disputes.yaml:1:13: 'case'" in said
    assert not (tmp_path / "s").exists()


def test_waivers_are_inputs_of_an_audit(tmp_path: Path) -> None:
    write_company(tmp_path)
    write_waivers(tmp_path, waiver())
    first = audit(tmp_path)
    assert audit(tmp_path).manifest == first.manifest
    write_waivers(tmp_path, waiver(reason="Another"))
    assert audit(tmp_path).manifest["audit_id"] != first.manifest["audit_id"]


def test_the_options_exclude_each_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_company(tmp_path)
    path = write_waivers(tmp_path, waiver())
    assert run(["audit", str(tmp_path / "snapshot"), "--waivers", str(path), "--no-waivers"]) == 2
    assert "--waivers: does not go with --no-waivers" in capsys.readouterr().err


def test_every_report_tells_of_the_waivers_in_every_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_company(tmp_path, header=HEADER, client=CLIENTS)
    write_waivers(tmp_path, waiver("phone"), waiver("old", expires_on="2024-03-04", subject="q3"))
    audit(tmp_path)
    told = {
        "en": (
            "phone (1 excused, until 31 Mar 2024)",
            "old (4 Mar 2024; would still excuse 1)",
            "Waived until 31 Mar 2024 by e9",
        ),
        "ru": (
            "phone (нарушений: 1, действует по 31.03.2024)",
            "old (04.03.2024; подпало бы нарушений: 1)",
            "одобрил e9",
        ),
        "zh": ("phone（豁免 1 项，至 2024年3月31日）", "old（2024年3月4日；仍会涉及 1 项）", "e9 批准"),
    }
    for lang, (active, expired, hit) in told.items():
        for form in ("console", "html"):
            capsys.readouterr()
            assert run(["report", "--store", str(tmp_path / "s"), "--format", form, "--lang", lang]) == 0
            said = capsys.readouterr().out
            assert active in said
            assert expired in said
            assert hit in said


def test_a_report_into_a_file_leaves_the_waivers_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_company(tmp_path)
    path = write_waivers(tmp_path, waiver("phone"))
    arguments = ["audit", str(tmp_path / "snapshot"), "--rules", str(tmp_path / "small.yaml"), "--chain", "python"]
    arguments += ["--waivers", str(path), "--store", str(tmp_path / "s"), "--period", "2024-03"]
    run([*arguments, "--format", "json", "--out", str(tmp_path / "o.json")])
    assert "checker: Waivers in force: phone (1 excused, until 31 Mar 2024)" in capsys.readouterr().err


def test_explain_says_who_excused_it_why_and_until_when(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_company(tmp_path)
    write_waivers(tmp_path, waiver("phone"))
    audit(tmp_path)
    capsys.readouterr()
    run(["explain", Q2, "--store", str(tmp_path / "s")])
    said = capsys.readouterr().out
    assert "Excused by waiver phone\n  Reason: Agreed by telephone\n  Approved by: e9\n" in said
    assert "  In force: 1 Mar 2024 – 31 Mar 2024\n" in said
