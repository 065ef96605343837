"""Why the exit code is what it is: said in every language, from what the audit stored."""

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from stored_audit import make_audit

from checker.report.content import read_report
from checker.report.gated import gate_lines
from checker.report.registry import write
from checker.words.words import Words

NONE = {"below": 0, "waived": 0, "upheld": 0, "in_baseline": 0, "not_new": 0}


def gating(n: int, fail_on: str = "low", **changed: Any) -> dict[str, Any]:
    excused = {**NONE, **changed.pop("excused", {})}
    usual = {"fail_on": fail_on, "new_only": False, "gating": n, "excused": excused, "tolerated": {}, "exceeded": {}}
    return {**usual, **changed}


def lines(folder: Path, lang: str = "en", exit_code: int = 1, **followed: Any) -> list[str]:
    report = read_report(make_audit(folder, followed=followed, exit_code=exit_code))
    return list(gate_lines(report, Words(lang)))


MANY = gating(
    3,
    "medium",
    excused={"below": 1, "waived": 2, "upheld": 4, "in_baseline": 1234, "not_new": 6},
    tolerated={"a": {"n": 3, "limit": 3}, "b": {"n": 1, "limit": 9}},
)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            "Fails because of 3 violations; 1 below medium (--fail-on), 2 waived, 4 with an accepted objection, "
            "1,234 in the baseline, 6 not new, 4 within budgets",
        ),
        (
            "ru",
            "Не проходит из-за 3 нарушений; ниже уровня «средняя» (--fail-on): 1, по исключениям: 2, "
            "возражение принято: 4, в базовом перечне: 1\u00a0234, не новые: 6, в пределах допустимого: 4",
        ),
        (
            "zh",
            "未通过：3 项违规；低于“中”（--fail-on）1 项，已豁免 2 项，申诉成立 4 项，基线内 1,234 项，非新增 6 项，"
            "在容许范围内 4 项",
        ),
    ],
)
def test_every_excuse_is_counted(tmp_path: Path, lang: str, said: str) -> None:
    assert lines(tmp_path, lang, gating=MANY)[0] == said


@pytest.mark.parametrize(
    ("facts", "code", "said"),
    [
        (gating(1), 1, "Fails because of 1 violation"),
        (gating(0, excused={"waived": 1}), 0, "No violation fails the audit; 1 waived"),
        (
            gating(0, "none", excused={"below": 7}),
            0,
            "No violation fails the audit; 7 that do not count (--fail-on none)",
        ),
        (gating(2), 3, "Incomplete, whatever was found: Fails because of 2 violations"),
    ],
)
def test_passing_failing_and_incomplete(tmp_path: Path, facts: dict[str, Any], code: int, said: str) -> None:
    assert lines(tmp_path, exit_code=code, gating=facts) == [said]


def test_without_violations_or_gates_nothing_is_said(tmp_path: Path) -> None:
    assert lines(tmp_path / "clean", exit_code=0, gating=gating(0)) == []
    assert list(gate_lines(read_report(make_audit(tmp_path / "old")), Words("en"))) == []


def test_budgets_are_named_and_a_cut_is_told(tmp_path: Path) -> None:
    beyond = {f"rule-{number:02}": {"n": 2, "limit": 1} for number in range(12)}
    found = lines(tmp_path, gating={**MANY, "exceeded": beyond})
    assert found[1] == "Within its budget: a 3 of 3, b 1 of 9"
    assert found[2].startswith("Beyond its budget: rule-00 2 of 1, rule-01 2 of 1")
    assert found[2].endswith("rule-09 2 of 1, shown 10 of 12")


def test_the_baseline_and_putting_right(tmp_path: Path) -> None:
    known = {"entries": 9, "violated": 6, "gone": 2, "not_judged": 1, "unknown_rules": {"x": 1, "y": 2}, "renamed": {}}
    right = {"due": 1, "overdue": 2, "in_time": 3, "late": 4, "gone": {"in_time": 1, "late": 0}}
    assert lines(tmp_path / "a", known=known, rectified=right) == [
        "Baseline: entries: 9; still violated: 6, gone: 2, not judged: 1 "
        "(checker baseline prune takes out what is gone)",
        "Baseline: rules that nobody knows: x, y",
        "Putting right: due 1, overdue 2, in time 3, late 4; "
        "states put right since they were last judged: in time 1, late 0",
    ]
    none = {**dict.fromkeys(right, 0), "gone": {"in_time": 0, "late": 0}}
    assert lines(tmp_path / "b", known={**known, "gone": 0, "unknown_rules": {}}, rectified=none) == [
        "Baseline: entries: 9; still violated: 6, gone: 0, not judged: 1",
    ]


@pytest.mark.parametrize("format_", ["console", "html", "xlsx", "json"])
def test_every_format_for_people_says_it(tmp_path: Path, format_: str) -> None:
    followed = {"gating": gating(1, excused={"in_baseline": 2})}
    report = read_report(make_audit(tmp_path, followed=followed, exit_code=1))
    out = tmp_path / "out"
    write(format_, report, out)
    said = "Fails because of 1 violation; 2 in the baseline"
    if format_ == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(out.read_bytes()))
        assert any(said in row for row in book.worksheets[0].iter_rows(values_only=True))
    elif format_ == "json":
        assert json.loads(out.read_text(encoding="utf-8"))["summary"]["followed"] == followed
    else:
        assert said in out.read_text(encoding="utf-8")
