"""Disputes laid over violations: open with a day for the answer, decided, and what counts when."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.disputes.reading import disputes_of
from checker.followup import disputed
from checker.followup.setting import Files
from tests.waivers.hand_made import IDS, NAMES, made, setting


def said(case: str, says: str = "objected", by: str = "e1", on: str = "2024-03-04", **more: Any) -> dict[str, Any]:
    return {"case": IDS.get(case, case), "says": says, "by": by, "on": on, "reason": "I did answer", **more}


class Followed:
    """State and day for the answer of each disputed violation, and the facts by the names of the cases."""

    def __init__(self, folder: Path, *entries: dict[str, Any], cases: Any = None, **given: Any) -> None:
        engine = made(folder, **(cases or {}))
        told = disputes_of(json.dumps({"disputes": entries}), "disputes.yaml")
        facts = disputed.create(engine, setting(disputes=told, **given))
        self.marks = {NAMES[row[0]]: row[1:] for row in engine.execute("SELECT * FROM mark_disputed")}
        self.cases: dict[str, Any] = {NAMES[case]: one for case, one in (facts or {})["cases"].items()}
        self.elsewhere = (facts or {})["elsewhere"]


def test_an_open_dispute_waits_for_an_answer_within_ten_working_days(tmp_path: Path) -> None:
    """Monday 4 March: the working days after it are 5 to 8, 11 to 15 and 18 March; Saturday and Sunday do not count."""
    found = Followed(tmp_path, said("q2"))
    assert found.marks == {"q2": ("open", date(2024, 3, 18))}
    assert found.cases["q2"] == {
        "state": "open",
        "objection": {"by": "e1", "on": "2024-03-04", "reason": "I did answer", "evidence": []},
        "due": "2024-03-18",
        "overdue": False,
    }


def test_holidays_and_the_days_of_the_policy_count(tmp_path: Path) -> None:
    """In Russia Friday 8 March 2024 was a holiday: the three working days after Wednesday 6 are 7, 11 and 12 March."""
    policy = "dispute_days: 3\nworking_calendar: {public_holidays: RU}\n"
    found = Followed(tmp_path, said("q2", on="2024-03-06"), policy=policy, as_of="2024-03-12 23:59")
    assert found.marks == {"q2": ("open", date(2024, 3, 12))}
    assert found.cases["q2"]["overdue"] is False
    later = Followed(tmp_path, said("q2", on="2024-03-06"), policy=policy, as_of="2024-03-13 00:00")
    assert later.cases["q2"]["overdue"] is True


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        ("2024-03-03 23:59", None),  # nobody has objected yet
        ("2024-03-04 00:00", "open"),
        ("2024-03-05 23:59", "open"),  # decided on the 6th
        ("2024-03-06 00:00", "upheld"),
    ],
)
def test_what_is_dated_later_is_not_known_yet(tmp_path: Path, as_of: str, state: str | None) -> None:
    found = Followed(tmp_path, said("q2"), said("q2", "upheld", "e9", "2024-03-06"), as_of=as_of)
    assert {name: marks[0] for name, marks in found.marks.items()} == ({"q2": state} if state else {})
    assert ("decision" in found.cases.get("q2", {})) == (state == "upheld")


def test_a_decided_dispute_has_no_day_for_an_answer(tmp_path: Path) -> None:
    entries = [said("q2"), said("q2", "upheld", "e9"), said("q3", by="e2"), said("q3", "rejected", "e9")]
    found = Followed(tmp_path, *entries)
    assert found.marks == {"q2": ("upheld", None), "q3": ("rejected", None)}
    assert found.cases["q3"]["decision"]["says"] == "rejected"
    assert "due" not in found.cases["q3"]


def test_who_answers_for_the_case_cannot_decide_about_it(tmp_path: Path) -> None:
    """e1 answers for q2; left is about e9 himself, and e8 answers for it."""
    entries = [said("q2", by="e5"), said("q2", "upheld", "e1", "2024-03-05")]
    entries += [said("left", by="e5"), said("left", "upheld", "e9", "2024-03-05")]
    found = Followed(tmp_path, *entries)
    assert found.marks == {"q2": ("open", date(2024, 3, 18)), "left": ("open", date(2024, 3, 18))}
    assert {one["refused"] for one in found.cases.values()} == {"decided_by_responsible"}
    assert found.cases["q2"]["decision"]["by"] == "e1"


@pytest.mark.parametrize(
    ("by", "on", "refused"),
    [
        ("Ivanov Ivan", "2024-03-05", "decided_by_unknown"),
        ("E9", "2024-03-05", "decided_by_unknown"),  # ids are taken to the letter
        ("e7", "2024-03-05", "decided_by_left"),  # his last day was 29 February
        ("e7", "2024-02-29", ""),
        ("e9", "2024-03-05", ""),
    ],
)
def test_only_somebody_employed_can_decide(tmp_path: Path, by: str, on: str, refused: str) -> None:
    found = Followed(tmp_path, said("q2", by="e5", on="2024-02-28"), said("q2", "upheld", by, on))
    assert found.cases["q2"].get("refused", "") == refused
    assert found.marks["q2"][0] == ("open" if refused else "upheld")


def test_after_a_rejection_the_next_objection_counts(tmp_path: Path) -> None:
    entries = [said("q2"), said("q2", "rejected", "e9"), said("q2", on="2024-03-05")]
    assert Followed(tmp_path, *entries).marks == {"q2": ("open", date(2024, 3, 19))}


def test_objections_to_what_is_no_violation_here_are_told_while_they_are_open(tmp_path: Path) -> None:
    gone = "f" * 16
    decided = [said("e" * 16), said("e" * 16, "rejected", "e9")]
    found = Followed(tmp_path, said("q1"), said(gone), *decided)
    assert found.marks == {}
    assert found.elsewhere == sorted([IDS["q1"], gone])


def test_evidence_is_kept_with_its_hash(tmp_path: Path) -> None:
    paper = {"file": "mail.eml", "sha256": "ab" * 32}
    assert Followed(tmp_path, said("q2", evidence=[paper])).cases["q2"]["objection"]["evidence"] == [paper]


def test_without_a_ledger_nothing_is_told(tmp_path: Path) -> None:
    engine = made(tmp_path)
    assert disputed.create(engine, setting(files=Files())) is None
    assert engine.execute("SELECT * FROM mark_disputed") == []


def test_a_calendar_without_working_days_gives_no_day(tmp_path: Path) -> None:
    found = Followed(tmp_path, said("q2"), policy="working_calendar: {weekdays: []}\n")
    assert found.marks == {"q2": ("open", None)}
    assert found.cases["q2"]["overdue"] is False
