"""JUnit: valid, a case per rule, red exactly where the audit fails."""

import io
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import pytest
import xmlschema
from stored_audit import make_audit
from stored_cases import CASES
from stored_marks import KNOWN, OPEN, SET, marked_audit

from checker.report.content import read_report
from checker.report.formats import junit
from checker.words.words import Words


@cache
def schema() -> Any:
    return xmlschema.XMLSchema(Path(__file__).with_name("junit.xsd"))


def suites(folder: Path, lang: str = "en") -> ElementTree.Element:
    """The root, which is valid whatever the audit holds; the counts are those of what is listed."""
    out = io.BytesIO()
    junit.write(read_report(folder), out, Words(lang))
    schema().validate(out.getvalue().decode())
    root = ElementTree.fromstring(out.getvalue())
    for one in root:
        for count, name in (("tests", "."), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(one.attrib[count]) == sum(case.find(name) is not None for case in one)
    for count in ("tests", "failures", "errors"):
        assert int(root.attrib[count]) == sum(int(one.attrib[count]) for one in root)
    return root


def cases(root: ElementTree.Element) -> dict[str, ElementTree.Element]:
    return {case.attrib["name"]: case for case in root.iter("testcase")}


def text(element: ElementTree.Element | None) -> str:
    assert element is not None
    return element.text or ""


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return marked_audit(tmp_path_factory.mktemp("marked"))


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_a_suite_per_pack_and_a_case_per_rule(marked: Path, lang: str) -> None:
    root = suites(marked, lang)
    assert [(one.attrib["name"], len(one)) for one in root] == [("audit", 1), ("sp2", 8)]
    assert {case.attrib["classname"] for case in root.iter("testcase")} == {"audit", "sp2"}


def test_the_schema_finds_what_is_wrong(marked: Path) -> None:
    root = suites(marked)
    root[1].attrib["failures"] = "many"
    root[1][0].append(ElementTree.Element("verdict"))
    assert len(list(schema().iter_errors(ElementTree.tostring(root, "unicode")))) == 2


def test_rules_fail_for_what_fails_the_audit_and_for_nothing_else(marked: Path) -> None:
    found = cases(suites(marked))
    red = {name for name, case in found.items() if case.find("failure") is not None}
    assert red == {"sp2-reply-30min", "sp2-card-fields", "sp2-margin"}
    failure = found["sp2-reply-30min"].find("failure")
    assert failure is not None
    assert failure.attrib == {
        "type": "high",
        "message": "Request answered within 30 minutes: violations that fail the audit: 1",
    }
    assert text(failure).splitlines() == [f"inquiry.csv:3: Inquiry Q-2 was not answered. [{OPEN}]", "shown 1 of 1"]


def test_what_is_excused_is_no_failure_but_is_told(marked: Path) -> None:
    calls = cases(suites(marked))["sp2-weekly-call"]
    assert [child.tag for child in calls] == ["system-out"]
    assert text(calls.find("system-out")).splitlines()[-1] == (
        "Violations, older ones counted too: 2; in the baseline: 1; do not count for another reason: 1"
    )
    replies = text(cases(suites(marked))["sp2-reply-30min"].find("system-out")).splitlines()
    assert replies[-1] == (
        "Violations, older ones counted too: 3; fail the audit: 1; waived: 1; in the baseline: 1; objections open: 1"
    )
    assert "Met 40, violated 3, not yet due 1, undetermined 1, not applicable 5; rate 93% (met 40 of 43)" in replies


def test_when_everything_is_excused_nothing_is_red(tmp_path: Path) -> None:
    excused = {name: {**marks, "gates": False, "in_baseline": True} for name, marks in SET.items()}
    root = suites(marked_audit(tmp_path, excused))
    assert (root.attrib["failures"], root.attrib["errors"]) == ("0", "0")


def test_rules_that_did_not_run_are_skipped_with_the_reason(marked: Path) -> None:
    found = cases(suites(marked))
    skipped = {name: case.find("skipped") for name, case in found.items() if case.find("skipped") is not None}
    assert {name: one.attrib["type"] for name, one in skipped.items() if one is not None} == {
        "sp2-approval": "not_run",
        "sp2-survey": "inactive",
    }
    said = skipped["sp2-approval"]
    assert said is not None
    assert said.attrib["message"] == "Rule sp2-approval was not run, data is missing: contract.signed_at"


def test_a_failed_rule_and_an_incomplete_audit_are_errors(tmp_path: Path) -> None:
    problems = [{"where": "client", "what": "is empty", "remedy": "export it again"}, {"where": "", "what": "x<y"}]
    folder = make_audit(tmp_path, complete=False, incomplete=problems)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS FROM '{folder / 'rules.parquet'}'")
        connection.execute("UPDATE t SET status = 'failed', status_reason = 'a\nb' WHERE rule_id = 'sp2-reply-30min'")
        connection.execute(f"COPY t TO '{folder / 'rules.parquet'}' (FORMAT parquet)")
    found = cases(suites(folder))
    broken = found["sp2-reply-30min"]
    assert [child.tag for child in broken] == ["error", "system-out"]
    error = broken.find("error")
    assert error is not None
    assert error.attrib["message"] == "Rule sp2-reply-30min failed: a b"
    assert text(found["complete"].find("error")).splitlines() == ["client: is empty; export it again", "x<y"]


def test_the_first_case_says_why_it_ended_as_it_did_and_what_became_of_waivers(tmp_path: Path) -> None:
    expired = {"entries": 1, "expired": [{"id": "w<1", "expires_on": "2026-10-31", "fits": 2}]}
    first = cases(suites(make_audit(tmp_path, followed={"waived": expired})))["complete"]
    assert text(first.find("system-out")) == "Expired waivers: w<1 (31 Oct 2026; would still excuse 2)"


def test_a_long_list_is_cut_and_says_so(tmp_path: Path) -> None:
    (first,) = [case for case in CASES if case["case_id"] == OPEN]
    many = [{**first, "case_id": f"{n:016x}", "subject_id": f"Q-{n}"} for n in range(45)]
    failure = text(cases(suites(make_audit(tmp_path, cases=many)))["sp2-reply-30min"].find("failure"))
    lines = failure.splitlines()
    assert len(lines) == 21
    assert lines[-1] == "shown 20 of 45"
    assert [line.rpartition("[")[2] for line in lines[:2]] == [f"{0:016x}]", f"{1:016x}]"]


HOSTILE = '</failure>]]>"&<\x00\x1b\u202e\ufffe\nnext line 😀'


def test_no_text_breaks_out_or_breaks_the_file(tmp_path: Path) -> None:
    (first,) = [case for case in CASES if case["case_id"] == OPEN]
    hostile = {**first, "text_en": HOSTILE, "source_file": 'a"<&>.csv', "subject_id": HOSTILE}
    folder = make_audit(tmp_path, cases=[hostile], complete=False, incomplete=[{"where": "\ud800", "what": HOSTILE}])
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS FROM '{folder / 'rules.parquet'}'")
        connection.execute("UPDATE t SET title_en = ?, words_en = ?, pack = ?", [HOSTILE, HOSTILE, HOSTILE])
        connection.execute(f"COPY t TO '{folder / 'rules.parquet'}' (FORMAT parquet)")
    found = cases(suites(folder))
    failure = found["sp2-reply-30min"].find("failure")
    assert text(failure).splitlines() == [
        f'a"<&>.csv:3: </failure>]]>"&< \ufffd next line 😀 [{OPEN}]',
        "shown 1 of 1",
    ]
    assert "next line" in (failure.attrib["message"] if failure is not None else "")


def test_red_or_in_error_exactly_where_the_exit_code_is_not_0(tmp_path: Path) -> None:
    known = {name: {"in_baseline": True} for name in (*SET, KNOWN)}
    for name, marks, code in (("red", SET, 1), ("green", known, 0)):
        folder = marked_audit(tmp_path / name, marks, exit_code=code)
        root = suites(folder)
        assert bool(int(root.attrib["failures"]) + int(root.attrib["errors"])) == bool(code), name
