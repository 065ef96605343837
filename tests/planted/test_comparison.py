"""The comparison sees what is missing, what is extra, what is contradicted, and what two clauses share."""

from dataclasses import replace

import pytest

from .audits import Audit, Case
from .comparison import details, extra, missing, unmerged
from .loader import Expectation, expectations
from .plant_files import read_planted

PLANTED = read_planted()
DECEMBER = PLANTED.stage("december")
RULES = (("r1", frozenset({"sp2-16d", "sp2-16e"}), "ran"), ("r2", frozenset({"sp2-3a"}), "not_run"))
MET = Case("r1", frozenset({"sp2-16d", "sp2-16e"}), "met", "", "q", "", None, "2024-12-03 10:30:00")
WANTED = Expectation(
    "sp2-16d", frozenset({"q"}), None, frozenset({"met"}), "", "2024-12-03 10:30:00", True, False, "a plant"
)


def audit(*cases: Case) -> Audit:
    return Audit(cases, RULES)


def test_the_declared_case_is_found() -> None:
    assert missing(audit(MET), [WANTED]) == []
    assert extra(audit(MET), DECEMBER, [WANTED], PLANTED.exact) == []
    assert details(audit(MET), [WANTED]) == []
    # A rule of two clauses need only be explained by one of them: standard goods owe no notice.
    assert extra(audit(replace(MET, clauses=frozenset({"sp2-16e"}))), DECEMBER, [WANTED], PLANTED.exact) != []


@pytest.mark.parametrize(
    "found",
    [[], [replace(MET, verdict="violated")], [replace(MET, subject_id="p")], [replace(MET, clauses=frozenset())]],
)
def test_a_missing_case_is_named(found: list[Case]) -> None:
    assert len(missing(audit(*found), [WANTED])) == 1


def test_an_undeclared_case_is_named() -> None:
    other = replace(MET, subject_id="p")
    assert len(extra(audit(MET, other), DECEMBER, [WANTED], PLANTED.exact)) == 1
    inexact = replace(other, clauses=frozenset({"sp2-2a"}))
    assert extra(audit(MET, inexact), DECEMBER, [WANTED], PLANTED.exact) == []
    assert len(extra(audit(MET, replace(inexact, verdict="violated")), DECEMBER, [WANTED], PLANTED.exact)) == 1


def test_windows_tell_cases_apart_only_where_there_are_windows() -> None:
    looked = replace(MET, clauses=frozenset({"sp2-20a"}), window="2024-12-03 00:00:00")
    wanted = replace(WANTED, clause="sp2-20a", window="2024-12-04 00:00:00", windowed=True)
    assert len(missing(audit(looked), [wanted])) == 1
    assert missing(audit(replace(MET, window="2024-12-03 00:00:00")), [WANTED]) == []


def test_a_rule_that_is_named_alone_will_do() -> None:
    assert missing(audit(MET), [replace(WANTED, rule="r1")]) == []
    assert len(missing(audit(MET), [replace(WANTED, rule="r3")])) == 1


def test_not_applicable_means_no_case_and_a_missing_file_means_not_run() -> None:
    idle = replace(WANTED, verdicts=frozenset({"not_applicable"}))
    assert missing(audit(), [idle]) == []
    assert len(missing(audit(MET), [idle])) == 1
    gone = replace(WANTED, clause="sp2-3a", subjects=frozenset({"*"}), verdicts=frozenset({"undetermined"}))
    assert missing(audit(), [gone]) == []
    assert len(missing(audit(), [replace(gone, clause="sp2-16d")])) == 1


def test_a_pair_may_be_the_subject_and_its_occurrence() -> None:
    worked = replace(MET, clauses=frozenset({"sp2-3a"}), subject_id="l", occurrence="c")
    assert missing(audit(worked), [replace(WANTED, clause="sp2-3a", subjects=frozenset({"l/c"}))]) == []


def test_other_details_and_lost_citations_are_named() -> None:
    late = replace(MET, due_at="2024-12-03 10:31:00")
    assert details(audit(late), [WANTED]) == [
        "sp2-16d q due_at: declared 2024-12-03 10:30:00, found 2024-12-03 10:31:00"
    ]
    assert unmerged(audit(MET), {"sp2-22a": "sp2-16d"}) == ["r1: sp2-16d without sp2-22a"]
    assert unmerged(audit(MET), {"sp2-16e": "sp2-16d"}) == []


def test_the_whole_truth_of_december_compares_with_itself() -> None:
    entries = [entry for entry in expectations(DECEMBER, PLANTED) if "not_applicable" not in entry.verdicts]
    cases = [
        Case(
            "r",
            frozenset({entry.clause}),
            min(entry.verdicts),
            entry.outcome,
            min(entry.subjects),
            "",
            entry.window,
            "",
        )
        for entry in entries
    ]
    assert missing(Audit(tuple(cases), ()), entries) == []
    assert extra(Audit(tuple(cases), ()), DECEMBER, entries, PLANTED.exact) == []
    assert len(missing(Audit(tuple(cases[1:]), ()), entries)) == 1
