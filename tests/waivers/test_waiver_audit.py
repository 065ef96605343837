"""Waivers in whole audits: what is stored, what fails, and what every report tells."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from checker.cli import run
from checker.cli.waivers_told import waivers_told
from checker.store.audits import audits
from tests.waivers.company import INQUIRIES, Q2, Audited, audit, waiver, write_company, write_waivers


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Audited:
    """An audit in which q2 is waived, and a waiver of q3 has expired the day before."""
    folder = tmp_path_factory.mktemp("company")
    write_company(folder)
    write_waivers(folder, waiver("phone"), waiver("old", expires_on="2024-03-04", subject="q3"))
    return audit(folder)


def test_a_waived_violation_stays_one_and_fails_nothing(audited: Audited) -> None:
    """Judged are q1 and the card of c1, met, and q2, q3 and the card of c2, violated: 2 of 5, without q2 2 of 4."""
    marks = audited.marks["q2"]
    assert (marks["verdict"], marks["standing"], marks["gates"]) == ("violated", "cured", False)
    assert (marks["waiver"], marks["waiver_reason"]) == ("phone", "Agreed by telephone")
    assert (marks["waiver_approver"], marks["waiver_until"]) == ("e9", date(2024, 3, 31))
    assert audited.by_waiver() == {"q2": "phone"}
    assert audited.marks["q3"]["gates"]
    assert (audited.manifest["rate"], audited.manifest["rate_after_waivers"]) == (0.4, 0.5)
    assert audited.manifest["counts"]["waived"] == 1
    assert audited.code == 1


TOLD = {
    "en": (
        "phone (1 excused, until 31 Mar 2024)",
        "old (4 Mar 2024; would still excuse 1)",
        "Waived until 31 Mar 2024",
    ),
    "ru": ("phone (нарушений: 1, действует по 31.03.2024)", "old (04.03.2024; подпало бы нарушений: 1)", "одобрил e9"),
    "zh": ("phone（豁免 1 项，至 2024年3月31日）", "old（2024年3月4日；仍会涉及 1 项）", "e9 批准"),
}


@pytest.mark.parametrize("form", ["console", "html"])
@pytest.mark.parametrize("lang", TOLD)
def test_every_report_tells_of_the_waivers_in_every_language(
    audited: Audited, capsys: pytest.CaptureFixture[str], lang: str, form: str
) -> None:
    assert run(["report", "--store", str(audited.folder.parent), "--format", form, "--lang", lang]) == 0
    said = capsys.readouterr().out
    assert all(part in said for part in TOLD[lang])


def test_where_no_report_is_on_the_screen_stderr_tells(audited: Audited) -> None:
    (stored,) = audits(audited.folder.parent)
    lines = waivers_told(stored, ["json"], Path("o.json"), "en")
    assert lines[0] == "Waivers in force: phone (1 excused, until 31 Mar 2024)"
    assert waivers_told(stored, ["json"], None, "en") == lines
    assert waivers_told(stored, None, None, "en") == []


def test_explain_says_who_excused_it_why_and_until_when(audited: Audited, capsys: pytest.CaptureFixture[str]) -> None:
    run(["explain", Q2, "--store", str(audited.folder.parent)])
    said = capsys.readouterr().out
    assert "Excused by waiver phone\n  Reason: Agreed by telephone\n  Approved by: e9\n" in said
    assert "  In force: 1 Mar 2024 – 31 Mar 2024\n" in said


def test_while_unchanged_survives_another_export_and_no_other_evidence(tmp_path: Path) -> None:
    """The same rows in another order, in a file of another format; q3 has been answered meanwhile, q2 is as it was."""
    write_company(tmp_path)
    audit(tmp_path, store="first")
    arguments = ["--rule", "small-reply", "--all", "--approver", "e9", "--id", "w", "--reason", "As it is"]
    arguments += ["--until", "2024-12-31", "--granted", "2024-03-05", "--while-unchanged"]
    files = ["--file", str(tmp_path / "waivers.yaml"), "--store", str(tmp_path / "first")]
    assert run(["waiver", "add", *arguments, *files, "--rules", str(tmp_path / "small.yaml")]) == 0
    head, *rows = INQUIRIES.replace(
        "q3,fax,2024-03-01 17:50:00,,", "q3,fax,2024-03-01 17:50:00,2024-03-05 11:00:00,"
    ).splitlines()
    snapshot = write_company(tmp_path, inquiry="\n".join([head, "q0,phone,,,,", *reversed(rows)]) + "\n")
    table = f"read_csv('{snapshot}/inquiry.csv', all_varchar = true)"
    duckdb.connect().execute(f"COPY (SELECT * FROM {table}) TO '{snapshot}/inquiry.parquet' (FORMAT parquet)")
    (snapshot / "inquiry.csv").unlink()
    found = audit(tmp_path)
    assert found.by_waiver() == {"q2": "w"}
    assert found.marks["q2"]["source_file"] == "inquiry.parquet"
    assert found.waived["changed"] == [{"id": "w", "cases": 1}]
    assert found.marks["q3"]["gates"]


def test_no_waivers_shows_what_would_be_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_company(tmp_path)
    write_waivers(tmp_path, waiver())
    found = audit(tmp_path, "--no-waivers")
    assert (found.by_waiver(), found.waived) == ({}, {"off": True})
    assert found.manifest["configuration"]["flags"]["no_waivers"] is True
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


def test_the_options_exclude_each_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", str(tmp_path), "--waivers", "waivers.yaml", "--no-waivers"]) == 2
    assert "--waivers: does not go with --no-waivers" in capsys.readouterr().err
