"""Figures of the hand-made audit, counted by hand from its thirteen cases and what was met."""

from pathlib import Path

import pytest
from stored_audit import make_audit

from checker.errors import UsageError
from checker.report.content import Report, read_report
from checker.report.figures import Rate
from checker.report.verdict import exit_code, overdue, rule_statuses


@pytest.fixture(scope="module")
def content(audit: Path) -> Report:
    return read_report(audit)


def test_rate_counts_only_violations_of_the_period(content: Report) -> None:
    assert (content.rate.met, content.rate.violated, content.rate.judged) == (100, 7, 107)


def test_rate_is_cut_and_never_rounded_up() -> None:
    assert Rate(99_999, 1).shown() == 0.999
    assert Rate(5, 0).shown() == 1.0
    assert Rate(0, 0).shown() is None


def test_verdicts_by_scope(content: Report) -> None:
    assert content.verdicts == {"met": 100, "violated": 9, "pending": 1, "undetermined": 2, "not_applicable": 5}
    assert content.carried == {"met": 0, "violated": 1, "pending": 0, "undetermined": 0, "not_applicable": 0}


def test_violations_by_severity(content: Report) -> None:
    found = {line.severity: (line.period, line.carried, line.open) for line in content.severities}
    assert found == {"critical": (1, 1, 1), "high": (3, 0, 1), "medium": (3, 0, 3), "low": (0, 0, 0)}
    assert content.effects == {"violation": 8, "suspicion": 1, "advice": 1}


def test_groups_by_responsible(content: Report) -> None:
    found = {group.key: group for group in content.by_responsible}
    assert found["e1"] == ("e1", "Иванов Иван Иванович", 38, 3, 1, 0, 1)
    assert found[""].undetermined == 1
    assert found["e4"].name is None


def test_unjudged_names_rule_and_fields(content: Report) -> None:
    assert [(line.rule_id, line.missing, line.n) for line in content.unjudged] == [
        ("sp2-reply-30min", ["inquiry.received_at"], 1),
        ("sp2-weekly-call", ["interaction.client_id", "interaction.started_at"], 1),
    ]


def test_worst_cases_come_first(content: Report) -> None:
    ids = [case.case_id for case in content.cases("violated")]
    assert ids[:3] == ["c700000000000007", "c800000000000008", "a100000000000001"]
    assert ids[-2:] == ["d100000000000010", "d300000000000012"]
    assert len(ids) == 10


def test_exit_code_follows_severity_and_completeness(content: Report, tmp_path: Path) -> None:
    assert exit_code(content) == 1
    assert rule_statuses(content) == {"ran": 6, "not_run": 1, "inactive": 1, "failed": 0}
    incomplete = read_report(make_audit(tmp_path, "incomplete", complete=False))
    assert exit_code(incomplete) == 3
    clean = read_report(make_audit(tmp_path, "clean", cases=[]))
    assert exit_code(clean) == 0


def test_overdue_uses_the_rule_s_own_clock(content: Report) -> None:
    found = {case.case_id: overdue(case, content.as_of) for case in content.cases()}
    assert found["a100000000000001"] == (60.0, "seconds")
    assert found["a100000000000013"] == (5399.0, "seconds")
    assert found["a200000000000002"] == (24 * 86400 + 6 * 3600 + 1800, "seconds")
    assert found["c700000000000007"] is None
    assert found["a400000000000004"] is None


def test_people_may_be_absent(tmp_path: Path) -> None:
    content = read_report(make_audit(tmp_path, people=False))
    assert {case.responsible_name for case in content.cases()} == {None}


def test_not_an_audit(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not a stored audit"):
        read_report(tmp_path)


def test_broken_manifest(tmp_path: Path) -> None:
    folder = make_audit(tmp_path)
    (folder / "manifest.json").write_text("{", "utf-8")
    with pytest.raises(UsageError, match="cannot be read"):
        read_report(folder)
