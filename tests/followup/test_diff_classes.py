"""What a case became between two audits: every pair that tells something, by hand."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from checker.errors import UsageError
from checker.query.diff import COLUMNS, diff
from checker.query.diff_sides import Side
from checker.words.words import Words
from tests.followup.two_audits import DECEMBER, NOVEMBER, OCTOBER, RAN, event, put, state

Told = dict[str, tuple[str, str]]


def compared(store: Path, before: str, after: str) -> Told:
    """The change of every case that is told of, and why."""
    found = diff(_side(store, before), _side(store, after), Words("en"))
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in found.rows]
    assert len(rows) == found.total == sum(found.counts.values())
    return {row["case_id"]: (row["change"], row["why"]) for row in rows}


def _side(store: Path, name: str) -> Side:
    return Side(store / name, json.loads((store / name / "manifest.json").read_text(encoding="utf-8")))


def both(
    folder: Path,
    before: list[dict[str, Any]],
    after: list[dict[str, Any]],
    rules: tuple[dict[str, str], dict[str, str]] = (RAN, RAN),
) -> Told:
    """October and November compared; `rules`: what became of them in each."""
    put(folder, "october", OCTOBER, before, rules=rules[0])
    put(folder, "november", NOVEMBER, after, rules=rules[1])
    return compared(folder, "october", "november")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("open", "open", ("persisting", "")),
        ("open", "cured", ("resolved", "cured")),
        ("open", "void", ("not_judged", "void")),
        ("open", "lost", ("not_judged", "lost")),
        ("cured", "open", ("reopened", "")),
        ("cured", "cured", None),
        ("cured", "lost", None),
        ("void", "open", ("reopened", "")),
        ("void", "void", None),
        # Missing data cures nothing: what comes back is what it was.
        ("lost", "open", ("persisting", "")),
        ("lost", "cured", ("resolved", "cured")),
        ("lost", "lost", None),
    ],
)
def test_violated_in_both(tmp_path: Path, before: str, after: str, told: tuple[str, str] | None) -> None:
    for make in (event, state):
        store = tmp_path / make.__name__
        assert both(store, [make("q1", before)], [make("q1", after)]) == ({"q1": told} if told else {})


@pytest.mark.parametrize(
    ("after", "of_event", "of_state"),
    [
        ("met", ("revised", ""), ("resolved", "met")),
        ("undetermined", ("revised", ""), ("not_judged", "undetermined")),
        ("pending", ("revised", ""), ("not_judged", "pending")),
    ],
)
def test_violated_before_and_told_otherwise_now(
    tmp_path: Path, after: str, of_event: tuple[str, str], of_state: tuple[str, str]
) -> None:
    before, now = [event("q1", "open"), state("s1", "open")], [event("q1", after), state("s1", after)]
    assert both(tmp_path, before, now) == {"q1": of_event, "s1": of_state}


@pytest.mark.parametrize(
    ("status", "of_event", "of_state"),
    [
        # A violated event is kept by every audit that knows it, unless one in between has already told that it was met.
        ("ran", ("revised", ""), ("resolved", "not_found")),
        ("not_run:inquiry", ("not_judged", "not_run"), ("not_judged", "not_run")),
        ("inactive:po.days", ("not_judged", "inactive"), ("not_judged", "inactive")),
        ("failed:boom", ("not_judged", "failed"), ("not_judged", "failed")),
        (None, ("not_judged", "rule_gone"), ("not_judged", "rule_gone")),
    ],
)
def test_violated_before_and_not_told_now(
    tmp_path: Path, status: str | None, of_event: tuple[str, str], of_state: tuple[str, str]
) -> None:
    rules = {"po-reply": status, "po-card": status} if status else {"po-other": "ran"}
    before = [event("q1", "open"), state("s1", "open"), event("q2", "lost"), state("s2", "cured")]
    told = both(tmp_path, before, [], (RAN, rules))
    assert {case: told.get(case) for case in ("q1", "s1")} == {"q1": of_event, "s1": of_state}
    # Of what was lost or put right nothing was to be judged any more.
    assert set(told) - {"q1", "s1"} == ({"q2"} if status == "ran" else set())


@pytest.mark.parametrize(
    ("before", "found", "of_event", "of_state"),
    [
        (None, "november", ("new", ""), ("new", "")),
        # An audit before October had seen it: a state that October did not find was met then.
        (None, "september", ("persisting", ""), ("reopened", "")),
        ("met", "november", ("revised", ""), ("new", "")),
        ("met", "september", ("revised", ""), ("reopened", "")),
        ("undetermined", "november", ("new", ""), ("new", "")),
        # Of a state that could not be judged in October its mark tells whether it was violated until then.
        ("undetermined", "september", ("persisting", ""), ("reopened", "")),
        ("pending", "november", ("new", ""), ("new", "")),
    ],
)
def test_violated_now_and_not_before(
    tmp_path: Path, before: str | None, found: str, of_event: tuple[str, str], of_state: tuple[str, str]
) -> None:
    earlier = [event("q1", before), state("s1", before)] if before else []
    seen = {"november": datetime(2026, 12, 1, 6), "september": datetime(2026, 10, 1, 6)}[found]
    now = [event("q1", "open", first_seen=seen), state("s1", "open", first_seen=seen)]
    assert both(tmp_path, earlier, now) == {"q1": of_event, "s1": of_state}


def test_a_violated_state_that_could_not_be_judged_persists_or_is_resolved(tmp_path: Path) -> None:
    doubted = [state(name, "undetermined", change="persisting") for name in ("s1", "s2", "s3")]
    now = [state("s1", "open", first_seen=datetime(2026, 10, 1, 6)), state("s2", "undetermined", change="persisting")]
    assert both(tmp_path, doubted, now) == {"s1": ("persisting", ""), "s3": ("resolved", "not_found")}


def test_what_was_put_right_before_its_record_was_lost_is_not_owed(tmp_path: Path) -> None:
    lost = [event("q1", "lost", change="resolved"), event("q2", "lost", change="persisting")]
    assert both(tmp_path, lost, [event("q1", "open"), event("q2", "open")]) == {
        "q1": ("reopened", ""),
        "q2": ("persisting", ""),
    }


def test_what_was_not_judged_before_is_new_and_says_so(tmp_path: Path) -> None:
    rules = {"po-reply": "not_run:inquiry"}
    now = [event("q1", "open", "november"), state("s1", "open", "november")]
    assert both(tmp_path, [], now, (rules, RAN)) == {
        "q1": ("new", "not_judged_before"),
        "s1": ("new", "not_judged_before"),
    }


def test_verdicts_of_no_violation_tell_nothing_unless_one_was_final(tmp_path: Path) -> None:
    before = [event("q1", "met"), event("q2", "undetermined"), event("q3", "pending"), state("s1", "met")]
    now = [event("q1", "undetermined"), event("q2", "met"), event("q3", "met"), state("s1", "undetermined")]
    assert both(tmp_path, before, now) == {"q1": ("revised", "")}


def test_an_event_met_between_two_audits_is_revised(tmp_path: Path) -> None:
    put(tmp_path, "october", OCTOBER, [event("q1", "open")])
    put(tmp_path, "november", NOVEMBER, [event("q1", "met", change="revised")])
    put(tmp_path, "december", DECEMBER, [])
    assert compared(tmp_path, "october", "december") == {"q1": ("revised", "")}
    assert compared(tmp_path, "november", "december") == {}


def test_an_audit_compared_with_itself_only_persists(tmp_path: Path) -> None:
    said = ("open", "cured", "void", "lost", "met", "undetermined", "pending")
    cases = [make(f"{make.__name__}-{word}", word) for make in (event, state) for word in said]
    put(tmp_path, "october", OCTOBER, cases)
    assert compared(tmp_path, "october", "october") == {
        "event-open": ("persisting", ""),
        "state-open": ("persisting", ""),
    }


def test_states_that_come_go_the_other_way_round(tmp_path: Path) -> None:
    """s1 stays, s2 goes, s3 comes."""
    before = [state("s1", "open"), state("s2", "open")]
    assert both(tmp_path, before, [state("s1", "open"), state("s3", "open", "november")]) == {
        "s1": ("persisting", ""),
        "s2": ("resolved", "not_found"),
        "s3": ("new", ""),
    }
    assert compared(tmp_path, "november", "october") == {
        "s1": ("persisting", ""),
        "s2": ("new", ""),
        "s3": ("resolved", "not_found"),
    }


def test_an_event_of_another_period_is_out_of_the_view_of_an_older_audit(tmp_path: Path) -> None:
    both(tmp_path, [], [event("q1", "open", "november")])
    assert compared(tmp_path, "november", "october") == {"q1": ("not_judged", "out_of_view")}


def test_a_renamed_rule_is_the_same_rule(tmp_path: Path) -> None:
    put(tmp_path, "october", OCTOBER, [event("q1", "open"), state("s1", "open"), state("s2", "open")])
    rules = {"new-reply": "ran", "new-card": "ran"}
    named = {"packs": [{"name": "po"}], "formerly": {"new-reply": ["po-reply"], "new-card": ["po-card"]}}
    now = [event("q1", "open", rule_id="new-reply"), state("s1", "open", rule_id="new-card")]
    audit = put(tmp_path, "november", NOVEMBER, now, rules=rules)
    manifest = {**audit.manifest, "rules": named}
    october = Side(tmp_path / "october", {**audit.manifest, **OCTOBER, "audit_id": "october", "rules": {}})
    november = Side(audit.folder, manifest)
    for pair in ((october, november), (november, october)):
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in diff(*pair, Words("en")).rows]
        told = {row["case_id"]: (row["rule_id"], row["change"]) for row in rows}
        assert told["q1"] == ("new-reply", "persisting")
        assert told["s1"] == ("new-card", "persisting")
        assert told["s2"] == ("new-card", "resolved" if pair[1] is november else "new")


def test_two_companies_are_not_compared(tmp_path: Path) -> None:
    put(tmp_path, "october", OCTOBER)
    put(tmp_path, "november", NOVEMBER, company="ООО Экватор")
    with pytest.raises(UsageError, match="ООО Полюс"):
        compared(tmp_path, "october", "november")
