"""Waivers laid over violations: which is excused by which, on which day, and what is told of every waiver."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.followup import waived
from checker.followup.setting import Files
from checker.waivers.fingerprint import fingerprint
from checker.waivers.reading import waivers_of
from tests.waivers.company import waiver
from tests.waivers.hand_made import EVIDENCE, IDS, NAMES, made, of_file, setting

APPROVERS = "waivers: {approvers: {sales_manager: medium, general_manager: critical}}\n"
PRINT = fingerprint("late", json.dumps(EVIDENCE))


class Followed:
    """Which violation is excused by which waiver, and the facts."""

    def __init__(self, folder: Path, *entries: dict[str, Any], cases: Any = None, change: str = "", **given: Any):
        engine = made(folder, **(cases or {}))
        if change:
            engine.execute(
                f"INSERT INTO field_change (id, entity, entity_id, field, old_value, new_value, changed_at) {change}"
            )
        told = waivers_of(of_file(*entries), "waivers.yaml")
        self.facts: Any = waived.create(engine, setting(waivers=told, **given))
        self.marks = {NAMES[row[0]]: row[1:] for row in engine.execute("SELECT * FROM mark_waived")}
        self.excused = {name: marks[0] for name, marks in self.marks.items()}

    @property
    def refused(self) -> list[tuple[str, str, int]]:
        return [(one["id"], one["reason"], one["cases"]) for one in self.facts["refused"]]

    def ids(self, name: str) -> list[str]:
        return [one["id"] for one in self.facts[name]]


def test_the_marks_say_who_why_and_until_when(tmp_path: Path) -> None:
    found = Followed(tmp_path, waiver("phone"))
    assert found.marks == {"q2": ("phone", "Agreed by telephone", "e9", date(2024, 3, 31))}
    assert found.facts["active"] == [
        {
            "id": "phone",
            "cases": 1,
            "fits": 1,
            "rule": ["small-reply"],
            "reason": "Agreed by telephone",
            "approver": "e9",
            "granted_on": "2024-03-01",
            "expires_on": "2024-03-31",
            "expiring": True,
            "unchanged": False,
        }
    ]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2024-03-02 23:59:59", {}),  # the day before it was granted
        ("2024-03-03 00:00", {"q2": "w"}),
        ("2024-03-04 23:59:59", {"q2": "w"}),  # its last day, to the end
        ("2024-03-05 00:00", {}),  # still the 4th in UTC, but not in Moscow
    ],
)
def test_it_is_in_force_from_the_day_of_granting_to_the_end_of_its_last(
    tmp_path: Path, as_of: str, expected: dict[str, str]
) -> None:
    entry = waiver(granted_on="2024-03-03", expires_on="2024-03-04")
    assert Followed(tmp_path, entry, as_of=as_of).excused == expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2024-03-30 23:59:59", {}),
        ("2024-03-31 00:00", {"q2": "w"}),
        ("2024-03-31 23:59:59", {"q2": "w"}),
        ("2024-04-01 00:00", {}),
    ],
)
def test_a_day_on_which_the_clocks_change_is_a_day_like_others(
    tmp_path: Path, as_of: str, expected: dict[str, str]
) -> None:
    """In Berlin 31 March 2024 has 23 hours."""
    entry = waiver(granted_on="2024-03-31", expires_on="2024-03-31")
    assert Followed(tmp_path, entry, as_of=as_of, zone="Europe/Berlin").excused == expected


@pytest.mark.parametrize(
    ("selectors", "expected"),
    [
        ({"rule": "small-reply", "subject": "q2"}, "q2"),
        ({"rule": ["small-reply", "small-card"], "subject": ["inquiry:q3", "c2"]}, "q3 card"),
        ({"rule": "small-*", "subject": "client:q2"}, ""),
        ({"rule": "small-*", "subject": ["client:c2", "c2"]}, "card"),
        ({"rule": "small-?ard", "client": "c2"}, "card"),
        ({"rule": "*", "client": "c2"}, "q3 card"),
        ({"rule": "*", "responsible": "e2"}, "q3"),
        ({"rule": "*", "responsible": "unassigned"}, "card"),
        ({"rule": "*", "responsible": ["unassigned", "e1"]}, "q2 card"),
        ({"rule": "*", "tier": ["reserve", "general"]}, "q3 card"),
        ({"rule": "*", "tier": "strategic"}, ""),
        ({"rule": "*", "unit": "u1"}, "q2"),
        ({"rule": "*", "unit": "u2"}, ""),
        ({"rule": "*", "client": "c2", "responsible": "e2"}, "q3"),
        ({"rule": "*", "client": "c1", "responsible": "e2"}, ""),
        ({"rule": "*", "case": [IDS["q3"], IDS["card"]]}, "q3 card"),
        ({"rule": "*", "case": IDS["q1"]}, ""),  # it was met
        ({"rule": "small-card", "case": IDS["q3"]}, ""),
        ({"rule": "small-reply", "due_from": "2024-03-01", "due_to": "2024-03-01"}, "q2"),
        ({"rule": "small-reply", "due_from": "2024-03-02"}, "q3"),
        ({"rule": "small-reply", "due_from": "2024-03-04"}, "q3"),
        ({"rule": "small-reply", "due_from": "2024-03-05"}, ""),  # midnight excluded: due on the 4th
        ({"rule": "small-reply", "due_to": "2024-03-03"}, "q2"),
        ({"rule": "small-reply", "due_to": "2024-03-04"}, "q2 q3"),
        ({"rule": "*", "client": "c2", "due_to": "2024-03-04"}, "q3"),
        ({"rule": "*", "occurrence": "2024-03"}, ""),
        ({"rule": "small-reply", "all": "true"}, "q2 q3"),
        ({"rule": "old-*", "subject": "q3"}, "q3"),  # a former id
        ({"rule": "other-*", "all": "true"}, ""),
    ],
)
def test_what_a_waiver_speaks_of(tmp_path: Path, selectors: dict[str, object], expected: str) -> None:
    found = Followed(tmp_path, waiver(**{"subject": None, **selectors}))
    assert sorted(found.excused) == sorted(expected.split())
    assert found.ids("active" if expected else "unused") == ["w"]


def test_an_occurrence_of_a_subject(tmp_path: Path) -> None:
    cases = {"q2": {"occurrence": "2024-03-04"}, "q3": {"occurrence": "2024-03-11"}}
    found = Followed(tmp_path, waiver(subject=None, occurrence="2024-03-11"), cases=cases)
    assert found.excused == {"q3": "w"}


def test_carried_violations_are_waived_like_others(tmp_path: Path) -> None:
    found = Followed(tmp_path, waiver(), cases={"q2": {"scope": "carried"}})
    assert found.excused == {"q2": "w"}


def test_of_several_that_fit_the_one_that_expires_last_then_the_first_by_id(tmp_path: Path) -> None:
    later = {"expires_on": "2024-06-30"}
    entries = [waiver("a"), waiver("c", **later), waiver("b", **later), waiver("d", granted_on="2024-03-06", **later)]
    found = Followed(tmp_path, *entries)
    assert found.excused == {"q2": "b"}
    told = [(one["id"], one["cases"], one["fits"]) for one in found.facts["active"]]
    assert told == [("a", 0, 1), ("c", 0, 1), ("b", 1, 1)]
    assert found.facts["not_yet"] == [{"id": "d", "granted_on": "2024-03-06", "fits": 1}]


def test_what_becomes_of_every_waiver_is_told(tmp_path: Path) -> None:
    found = Followed(
        tmp_path,
        waiver("ends-soon", expires_on="2024-04-04"),
        waiver("ends-later", expires_on="2024-04-05"),
        waiver("expired", granted_on="2024-02-01", expires_on="2024-03-04", subject="q3"),
        waiver("long-gone", granted_on="2023-02-01", expires_on="2023-03-04", subject="q7"),
        waiver("idle", subject="q1"),
        waiver("typo", rule="small-rely"),
    )
    facts = found.facts
    assert facts["entries"] == 6
    # 5 March and thirty days make 4 April.
    assert [(one["id"], one["expiring"]) for one in facts["active"]] == [("ends-soon", True), ("ends-later", False)]
    assert facts["expired"] == [
        {"id": "expired", "expires_on": "2024-03-04", "fits": 1},
        {"id": "long-gone", "expires_on": "2023-03-04", "fits": 0},
    ]
    assert facts["unused"] == [
        {"id": "idle", "expires_on": "2024-03-31", "elsewhere": False},
        {"id": "typo", "expires_on": "2024-03-31", "elsewhere": True},
    ]
    assert (facts["not_yet"], facts["changed"], facts["refused"]) == ([], [], [])


def test_who_answers_for_a_violation_cannot_waive_it(tmp_path: Path) -> None:
    found = Followed(tmp_path, waiver(approver="e1", subject=["q2", "q3"]))
    assert found.excused == {"q3": "w"}
    assert found.facts["refused"] == [{"id": "w", "reason": "approver_is_responsible", "approver": "e1", "cases": 1}]
    assert [(one["id"], one["cases"]) for one in found.facts["active"]] == [("w", 1)]


def test_nobody_waives_what_is_about_himself(tmp_path: Path) -> None:
    about = {"rule": "small-card", "subject": ["e9", "c2"]}
    found = Followed(tmp_path, waiver("own", **about, approver="e9"), waiver("other", **about, approver="e1"))
    assert found.excused == {"left": "other", "card": "other"}
    assert found.refused == [("own", "approver_is_responsible", 1)]


def test_an_approver_is_an_employee_who_had_not_left(tmp_path: Path) -> None:
    """e7 left with 29 February: what he granted on his last day counts, on the next day no longer."""
    found = Followed(
        tmp_path,
        waiver("nobody", approver="e99"),
        waiver("last-day", approver="e7", granted_on="2024-02-29", subject="q3"),
        waiver("day-after", approver="e7", granted_on="2024-03-01"),
    )
    assert found.excused == {"q3": "last-day"}
    assert found.refused == [("nobody", "approver_unknown", 1), ("day-after", "approver_left", 1)]


def test_a_role_waives_up_to_its_level(tmp_path: Path) -> None:
    """small-reply is high, small-card low. A sales manager may waive up to medium, a salesperson nothing."""
    about_c2 = {"rule": "*", "client": "c2", "subject": None}
    entries = [
        waiver("manager", **about_c2, approver="e8"),
        waiver("seller", **about_c2, approver="e1"),
        waiver("head"),
    ]
    found = Followed(tmp_path, *entries, policy=APPROVERS)
    assert found.excused == {"card": "manager", "q2": "head"}
    assert found.refused == [("manager", "approver_role", 1), ("seller", "approver_role", 2)]


def test_without_a_level_every_employee_may_approve(tmp_path: Path) -> None:
    assert Followed(tmp_path, waiver(approver="e2")).excused == {"q2": "w"}


def test_a_local_title_is_the_role_that_the_policy_maps_it_to(tmp_path: Path) -> None:
    policy = "role_map: {salesperson: general_manager}\n" + APPROVERS
    assert Followed(tmp_path, waiver(approver="e2"), policy=policy).excused == {"q2": "w"}


def test_the_role_is_the_one_held_at_the_end_of_the_day_of_granting(tmp_path: Path) -> None:
    """e9 became a general manager on 3 March: in Moscow it is the 3rd until 21:00 UTC."""
    change = (
        "VALUES ('f1', 'employee', 'e9', 'role', 'sales_manager', 'general_manager', TIMESTAMP '2024-03-03 20:59:59')"
    )
    before, on_the_day = waiver("before", granted_on="2024-03-02"), waiver("on", granted_on="2024-03-03", subject="q3")
    found = Followed(tmp_path, before, on_the_day, change=change, policy=APPROVERS)
    assert found.excused == {"q3": "on"}
    assert found.refused == [("before", "approver_role", 1)]


def promise(**changed: Any) -> dict[str, Any]:
    return waiver(**{"while": "unchanged", "fingerprints": {IDS["q2"]: PRINT}, **changed})


def test_while_unchanged_holds_while_the_evidence_does(tmp_path: Path) -> None:
    moved = {"facts": [{**EVIDENCE["facts"][0], "file": "other.parquet", "row": 77}], "items": []}
    same = Followed(tmp_path, promise(), cases={"q2": {"evidence": json.dumps(moved)}})
    assert same.excused == {"q2": "w"}
    assert same.facts["active"][0]["unchanged"]
    other = {"facts": [{**EVIDENCE["facts"][0], "value": "10:30:02"}], "items": []}
    changed = Followed(tmp_path, promise(), cases={"q2": {"evidence": json.dumps(other)}})
    assert changed.excused == {}
    assert changed.facts["changed"] == [{"id": "w", "cases": 1}]
    assert (changed.facts["active"], changed.facts["unused"]) == ([], [])


def test_a_promise_covers_no_case_that_it_does_not_name(tmp_path: Path) -> None:
    found = Followed(tmp_path, promise(subject=None, rule="*", all="true"))
    assert found.excused == {"q2": "w"}


def test_one_promise_may_break_for_one_case_and_hold_for_another(tmp_path: Path) -> None:
    prints = {IDS["q2"]: PRINT, IDS["q3"]: "0" * 16}
    found = Followed(tmp_path, promise(subject=["q2", "q3"], fingerprints=prints), waiver("b", subject="q3"))
    assert found.excused == {"q2": "w", "q3": "b"}
    assert found.facts["changed"] == [{"id": "w", "cases": 1}]


def test_without_a_file_nothing_is_told_and_nothing_is_waived(tmp_path: Path) -> None:
    engine = made(tmp_path)
    assert waived.create(engine, setting(files=Files())) is None
    assert engine.execute("SELECT * FROM mark_waived") == []
    assert waived.create(engine, setting(files=Files(), no_waivers=True)) == {"off": True}


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    facts = waived.create(made(tmp_path), setting())
    assert facts is not None
    assert facts["entries"] == 0
