"""Filters, groups and sorting against rows counted by hand from the thirteen cases."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from stored_audit import AUDIT_ID, make_audit
from stored_cases import CASES

from checker.errors import UsageError
from checker.query.answer import answer, count
from checker.query.question import Question


def ids(store: Path, **asked: Any) -> set[str]:
    question = Question(columns=("case_id",), **asked)
    found = answer([store / AUDIT_ID], question)
    assert found.total == len(found.rows) == count([store / AUDIT_ID], question).total
    return {row[0][-2:] for row in found.rows}


FILTERED = [
    ({"rule": ("sp2-reply-30min",)}, "01 02 03 04 13"),
    ({"rule": ("sp2-re*", "sp2-margin")}, "01 02 03 04 13 11"),
    ({"clause": ("sp2-16e", "sp2-05b")}, "01 02 03 04 13 10"),
    ({"severity": ("critical",)}, "07 08 09"),
    ({"severity": ("high",), "verdict": ("violated",)}, "01 02 13"),
    ({"kind": ("cadence", "unique")}, "07 08 09 10"),
    ({"basis": ("interpreted",)}, "07 08 09"),
    ({"effect": ("suspicion", "advice")}, "10 12"),
    ({"standing": ("cured", "void", "lost")}, "01 12 08 13"),
    ({"scope": ("carried",)}, "08"),
    ({"outcome": ("late",)}, "01 12 13"),
    ({"tier": ("key",)}, "02 07"),
    ({"pack": ("sp2",)}, "01 02 03 04 05 06 07 08 09 10 11 12 13"),
    ({"responsible": ("e2",)}, "02 07 12"),
    ({"responsible": ("иванов",)}, "01 04 06 08 13"),
    ({"responsible": ("王",)}, "02 07 12"),
    ({"responsible": ("unassigned",)}, "03"),
    ({"responsible": ("unassigned", "e4")}, "03 09"),
    ({"client": ("ромашка",)}, "01 08 13"),
    ({"unit": ("владивосток", "u-kgd")}, "02 07 12 13"),
    ({"subject": ("Q-1",)}, "01 12"),
    ({"subject": ("client:c2",)}, "07"),
    ({"responsible": ("' OR 1=1 --",)}, ""),
]


@pytest.mark.parametrize(("filters", "expected"), FILTERED)
def test_filters(store: Path, filters: dict[str, tuple[str, ...]], expected: str) -> None:
    assert ids(store, filters=filters) == set(expected.split())


def test_text_is_sought_in_every_language(store: Path) -> None:
    assert ids(store, text=("НЕТ звонка",)) == {"07", "08"}
    assert ids(store, text=("no call", "september")) == {"08"}


def test_due_days_are_local_and_a_window_is_due_on_its_last_day(store: Path) -> None:
    assert ids(store, due_from=date(2026, 10, 8), due_to=date(2026, 10, 8)) == {"02"}
    assert ids(store, due_from=date(2026, 10, 11), due_to=date(2026, 10, 11)) == {"07"}
    assert ids(store, due_from=date(2026, 10, 31), due_to=date(2026, 10, 31)) == {"11", "13"}
    assert ids(store, due_to=date(2026, 9, 30)) == {"08"}


def test_groups(store: Path) -> None:
    found = answer([store / AUDIT_ID], Question(group_by=("responsible",)))
    assert found.columns == (
        "responsible_id", "responsible_name", "cases", "violated", "undetermined", "pending", "open",
    )  # fmt: skip
    rows = {row[0]: row[1:] for row in found.rows}
    assert rows["e1"] == ("Иванов Иван Иванович", 5, 4, 0, 1, 1)
    assert rows["e2"] == ("王丽", 3, 3, 0, 0, 2)
    assert rows[""] == (None, 1, 0, 1, 0, 0)
    assert found.rows[0][0] == "e1"


def test_a_case_counts_under_each_of_its_clauses(store: Path) -> None:
    found = answer([store / AUDIT_ID], Question(group_by=("clause", "verdict")))
    rows = {row[:2]: row[2] for row in found.rows}
    assert rows[("sp2-16d", "violated")] == rows[("sp2-16e", "violated")] == 3
    assert rows[("sp2-21b", "undetermined")] == 1


def test_sort_and_top(store: Path) -> None:
    question = Question(columns=("case", "due"), sort=("-due",), top=2)
    found = answer([store / AUDIT_ID], question)
    assert [row[0][-2:] for row in found.rows] == ["04", "11"]
    assert found.total == 13


def test_severity_sorts_by_gravity(store: Path) -> None:
    found = answer([store / AUDIT_ID], Question(columns=("severity",), sort=("-severity",)))
    grades = [row[0] for row in found.rows]
    assert grades == sorted(grades, key=["low", "medium", "high", "critical"].index)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"filters": {"severity": ("hig",)}}, "did you mean 'high'"),
        ({"filters": {"rule": ("sp2-repli-30min",)}}, "did you mean 'sp2-reply-30min'"),
        ({"filters": {"clause": ("sp2-16",)}}, "unknown clause"),
        ({"columns": ("cse",)}, "did you mean 'case'"),
        ({"columns": ("1; DROP TABLE cases",)}, "unknown column"),
        ({"group_by": ("ruel",)}, "did you mean 'rule'"),
        ({"sort": ("severty",)}, "did you mean 'severity'"),
        ({"group_by": ("rule",), "sort": ("text",)}, "no column of this grouping"),
        ({"group_by": ("rule",), "columns": ("text",)}, "does not go with"),
    ],
)
def test_unknown_names_say_the_nearest(store: Path, asked: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        answer([store / AUDIT_ID], Question(**asked))


def test_all_mistakes_are_told_at_once(store: Path) -> None:
    with pytest.raises(UsageError) as caught:
        answer([store / AUDIT_ID], Question(filters={"severity": ("hig",), "rule": ("nope",), "scope": ("all",)}))
    assert len(caught.value.problems) == 3


def test_several_audits_side_by_side(tmp_path: Path) -> None:
    first = make_audit(tmp_path, "2026-09_x", cases=CASES[:2], people=False)
    second = make_audit(tmp_path, "2026-10_y", cases=CASES[:3])
    found = answer([first, second], Question(group_by=("audit",), sort=("audit",)))
    assert [row[:2] for row in found.rows] == [("2026-09_x", 2), ("2026-10_y", 3)]
    assert answer([first, second], Question()).columns[-1] == "audit"


def test_a_folder_without_an_audit(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no stored audit"):
        answer([tmp_path], Question())
