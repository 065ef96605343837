"""Annotations of GitHub, Code Quality of GitLab: what is told, how much of it; no text becomes a command."""

import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from stored_audit import make_audit
from stored_cases import CASES
from stored_marks import CALL, CARD, FAILING, HOSTILE, KNOWN, MARGIN, OPEN, RESOLVED, SUSPICION, WAIVED, marked_audit

from checker.report.content import Showing, read_report
from checker.report.formats import github, gitlab
from checker.words.words import Words

COMMAND = re.compile(r"::(?P<kind>error|warning|notice) (?P<properties>[^:]*)::(?P<text>.*)")


def annotations(folder: Path, lang: str = "en", **showing: Any) -> list[dict[str, str]]:
    """What GitHub understands, read by its rules: one command a line, %XX decoded afterwards."""
    out = io.BytesIO()
    github.write(replace(read_report(folder), showing=Showing(**showing)), out, Words(lang))
    found = []
    for line in out.getvalue().decode().split("\n")[:-1]:
        command = COMMAND.fullmatch(line)
        assert command is not None, line
        told = dict(pair.split("=", 1) for pair in command["properties"].split(","))
        found.append({name: decoded(value) for name, value in {**command.groupdict(), **told}.items()})
    return found


def decoded(value: str) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        value = value.replace(code, sign)
    return value


def entries(folder: Path, lang: str = "en", **showing: Any) -> list[dict[str, Any]]:
    out = io.BytesIO()
    gitlab.write(replace(read_report(folder), showing=Showing(**showing)), out, Words(lang))
    found: list[dict[str, Any]] = json.loads(out.getvalue())
    return found


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return marked_audit(tmp_path_factory.mktemp("marked"))


def ids(told: list[dict[str, str]], kind: str) -> list[str]:
    return [one["text"].rpartition(", ")[2].rstrip(")") for one in told if one["kind"] == kind]


def test_errors_fail_the_audit_and_warnings_are_what_else_is_violated(marked: Path) -> None:
    told = annotations(marked)
    assert ids(told, "error") == [OPEN, MARGIN, CARD]
    assert ids(told, "warning") == [SUSPICION], "neither excused ones, nor advice, nor what was put right"
    assert [one["kind"] for one in told].count("notice") == 1


def test_an_annotation_names_file_line_rule_and_case(marked: Path) -> None:
    first = annotations(marked, sources="exports/2026-10")[0]
    assert first == {
        "kind": "error",
        "properties": first["properties"],
        "file": "exports/2026-10/inquiry.csv",
        "line": "3",
        "title": "High: Request answered within 30 minutes",
        "text": f"Inquiry Q-2 was not answered. (sp2-reply-30min, sp2-16d, sp2-16e, {OPEN})",
    }
    assert "line" not in annotations(marked)[1], "an employee without a table has no row"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Fail the audit: shown 3 of 3; do not count: 4 excused, 3 others (shown 1)"),
        ("ru", "по исключениям и базовому перечню 4, прочие 3 (показано 1)"),
        ("zh", "已豁免或在基线内 4，其他 3（显示 1）"),
    ],
)
def test_the_notice_counts_everything(marked: Path, lang: str, said: str) -> None:
    assert said in annotations(marked, lang)[-1]["text"]


def many(n: int, **values: Any) -> list[dict[str, Any]]:
    (first,) = [case for case in CASES if case["case_id"] == OPEN]
    return [{**first, "case_id": f"{place:016x}", **values} for place in range(n)]


def test_ten_of_a_kind_are_shown_and_the_notice_says_of_how_many(tmp_path: Path) -> None:
    told = annotations(make_audit(tmp_path, cases=many(25)))
    assert [one["kind"] for one in told] == ["error"] * 10 + ["notice"]
    assert "shown 10 of 25" in told[-1]["text"]


def test_what_makes_an_audit_incomplete_comes_first(tmp_path: Path) -> None:
    problems = [{"where": f"rule-{n}", "what": "must run", "remedy": ""} for n in range(5)]
    told = annotations(make_audit(tmp_path, cases=many(25), complete=False, incomplete=problems))
    assert [one["text"] for one in told[:3]] == [f"rule-{n}: must run" for n in range(3)]
    assert [one["kind"] for one in told] == ["error"] * 10 + ["notice"]
    assert "shown 7 of 25" in told[-1]["text"]


EVIL = 'x\n::set-env name=A::b\r\n::error,::y % 100%0A "q" \u2028\x00 <b>'


def test_no_text_begins_a_command_or_a_property_of_its_own(tmp_path: Path) -> None:
    folder = make_audit(tmp_path, cases=many(1, text_en=EVIL, source_file="a,line=9::b%.csv"), company=EVIL)
    told = annotations(folder)
    assert [one["kind"] for one in told] == ["error", "notice"]
    assert (told[0]["file"], told[0]["line"]) == ("a,line=9::b%.csv", "3")
    assert told[0]["text"].startswith('x ::set-env name=A::b ::error,::y % 100%0A "q"   <b> (sp2-reply')


def test_code_quality_lists_every_finding_what_fails_first(marked: Path) -> None:
    found = entries(marked, sources="exports")
    assert len(found) == 12
    assert {one["fingerprint"] for one in found[:3]} == FAILING
    for one in found:
        assert one.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert one["description"]
        assert one["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert one["location"]["path"].startswith("exports/")
        assert one["location"]["lines"]["begin"] >= 1
    assert len({one["fingerprint"] for one in found}) == 12


def test_code_quality_grades_by_severity_and_what_is_settled_is_information(marked: Path, tmp_path: Path) -> None:
    grades = {one["fingerprint"]: one["severity"] for one in entries(marked)}
    assert (grades[OPEN], grades[CARD]) == ("critical", "major")
    assert {grades[name] for name in (WAIVED, KNOWN, CALL, RESOLVED, SUSPICION, "a300000000000003")} == {"info"}
    unsettled = {RESOLVED: {"change": "persisting"}}
    assert {one["severity"] for one in entries(marked_audit(tmp_path / "a", unsettled))} >= {"blocker"}
    failing = entries(marked_audit(tmp_path / "b", {RESOLVED: {"change": "resolved", "gates": True}}))[0]
    assert (failing["fingerprint"], failing["severity"]) == (RESOLVED, "blocker"), "what fails is never information"


def test_code_quality_says_what_excuses_and_what_is_objected(marked: Path) -> None:
    said = {one["fingerprint"]: one["description"] for one in entries(marked)}
    assert said[WAIVED].endswith(f"· Waived until 31 Dec 2026 by e9 (w-1): {' '.join(HOSTILE.split())}")
    assert said[OPEN] == "Inquiry Q-2 was not answered. · Disputed, answer due by 10 Nov 2026"
    assert said[KNOWN].endswith("· Known and in the baseline · Objection rejected")
    assert said[RESOLVED].endswith(" · Resolved")


def test_code_quality_cut_says_so(marked: Path) -> None:
    found = entries(marked, most=3)
    assert [one["fingerprint"] in FAILING for one in found] == [True, True, True, False]
    assert found[-1]["description"] == "Shown 3 of 12 cases, the worst first (--max-results)"
    assert found[-1]["fingerprint"] == "checker-cut", "the same in every audit, or it would be news in each"
    assert len(entries(marked, most=12)) == 12


def test_code_quality_of_nothing_is_an_empty_list(tmp_path: Path) -> None:
    assert entries(make_audit(tmp_path, cases=[])) == []
