"""waivers.yaml is read strictly: every mistake at once, each with its place and the way out."""

from datetime import date

import pytest

from checker.errors import UsageError
from checker.waivers.reading import waivers_of

GOOD = """\
# Agreed exceptions.
waivers:
  - id: w-1
    rule: sp2-*
    client: [c1, c2]
    reason: " Closed for repairs "
    approver: e9
    granted_on: 2026-10-01
    expires_on: 2026-10-31
"""


def problems(text: str, max_days: int = 366) -> list[str]:
    with pytest.raises(UsageError) as found:
        waivers_of(text, "waivers.yaml", max_days)
    return [str(problem) for problem in found.value.problems]


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1
    return GOOD.replace(old, new)


def test_a_waiver_as_it_is_written() -> None:
    waivers = waivers_of(GOOD, "waivers.yaml")
    (waiver,) = waivers.entries
    assert (waiver.rule, waiver.client, waiver.reason) == (("sp2-*",), ("c1", "c2"), "Closed for repairs")
    assert (waiver.granted_on, waiver.expires_on) == (date(2026, 10, 1), date(2026, 10, 31))
    assert waiver.narrowed == ("client",)
    assert waivers.places == {"w-1": "waivers.yaml:3:5"}


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "waivers:\n", "waivers: []\n"])
def test_a_file_may_hold_none(text: str) -> None:
    assert waivers_of(text, "waivers.yaml").entries == ()


def test_all_mistakes_of_all_waivers_are_told_at_once_in_the_order_of_the_file() -> None:
    text = """\
waivers:
  - id: w-1
    rule: sp2-reply
    client: c1
    resaon: x
    approver: e9
    granted_on: 2026-10-01
    expires_on: 2026-13-01
  - id: w-2
    rule: sp2-reply
    reason: x
    approver: e9
    granted_on: 2026-10-01
    expires_on: 2026-09-30
  - id: w-2
    rule: sp2-reply
    client: c1
    reason: x
    approver: e9
    granted_on: 20261001
    expires_on: 2026-10-31
  - id: w-2
    rule: sp2-reply
    client: c1
    reason: x
    approver: e9
    granted_on: 2026-10-01
    expires_on: 2026-10-31
"""
    assert problems(text) == [
        "waivers.yaml:2:5: field 'reason' is missing; add it",
        "waivers.yaml:5:5: unknown field 'resaon'; did you mean 'reason'?",
        "waivers.yaml:8:5: 'expires_on': '2026-13-01' is no day of the calendar",
        "waivers.yaml:10:5: w-2: excuses every violation of its rules; narrow it by one of case, subject, occurrence,"
        " client, unit, responsible, tier, due_from, due_to, or say all: true",
        "waivers.yaml:14:5: w-2: expires before it is granted; the last day in force comes after granted_on",
        "waivers.yaml:20:5: 'granted_on': '20261001' is not a day; write it as 2026-10-05",
        "waivers.yaml:22:5: a second waiver 'w-2'; the first is at waivers.yaml:9:5; give it an id of its own",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "2026-10-31",
            "31.10.2026",
            "waivers.yaml:9:5: 'expires_on': '31.10.2026' is not a day; write it as 2026-10-05",
        ),
        (
            "2026-10-31",
            "2026-W41-1",
            "waivers.yaml:9:5: 'expires_on': '2026-W41-1' is not a day; write it as 2026-10-05",
        ),
        ('" Closed for repairs "', '"  "', "waivers.yaml:6:5: 'reason': is empty; say it"),
        ("client: [c1, c2]", "client: []", "waivers.yaml:5:5: 'client': an empty list; name at least one id"),
        (
            "client: [c1, c2]",
            "tier: gold",
            "waivers.yaml:5:5: 'tier': 'gold' is no tier; known: strategic, key, general",
        ),
        ("client: [c1, c2]", "case: a1b2", "waivers.yaml:5:5: 'case': 'a1b2' is no whole case id of 16 digits"),
        ("client: [c1, c2]", 'client: ""', "waivers.yaml:5:5: 'client': '' is no id"),
        ("client: [c1, c2]", "clients: c1", "waivers.yaml:5:5: unknown field 'clients'; did you mean 'client'?"),
        ("client: [c1, c2]", "all: yes", "waivers.yaml:5:5: 'all': only true may stand here"),
        ("rule: sp2-*", "rule: SP2", "waivers.yaml:4:5: 'rule': 'SP2' is no rule id with * and ?"),
        (
            "client: [c1, c2]",
            "responsible: [e1, e9]",
            "waivers.yaml:7:5: w-1: e9 is the responsible himself; somebody else has to approve it",
        ),
        (
            "client: [c1, c2]",
            "subject: employee:e9",
            "waivers.yaml:7:5: w-1: e9 is the one it is about; somebody else has to approve it",
        ),
        ("client: [c1, c2]", "client: c1\n    while: changed", "waivers.yaml:6:5: 'while'"),
        (
            "client: [c1, c2]",
            "client: c1\n    while: unchanged",
            "waivers.yaml:6:5: w-1: without the fingerprints that the evidence is compared with",
        ),
        (
            "client: [c1, c2]",
            "client: c1\n    fingerprints: {0123456789abcdef: 0123456789abcdef}",
            "waivers.yaml:6:5: w-1: nothing compares these fingerprints; add while: unchanged, or leave them out",
        ),
        ("client: [c1, c2]", "client: c1\n    all: true", "waivers.yaml:6:5: w-1: all: true beside client"),
        (
            "client: [c1, c2]",
            "due_from: 2026-10-05\n    due_to: 2026-10-04",
            "waivers.yaml:6:5: w-1: 2026-10-04 lies before due_from; give the first day in due_from",
        ),
    ],
)
def test_one_mistake(old: str, new: str, said: str) -> None:
    (problem,) = problems(changed(old, new))
    assert problem.startswith(said)


@pytest.mark.parametrize("key", ["tier", "due_from", "while", "all"])
def test_a_key_without_a_value_does_not_widen_a_waiver(key: str) -> None:
    text = changed("client: [c1, c2]", f"client: c1\n    {key}:")
    assert f"waivers.yaml:6:5: '{key}' is empty; give a value, or leave the key out" in problems(text)


def test_a_waiver_lasts_366_days_and_not_367() -> None:
    """From 1 October 2026 on the 366th day after it is 2 October 2027."""
    assert waivers_of(changed("2026-10-31", "2027-10-02"), "waivers.yaml").entries
    (problem,) = problems(changed("2026-10-31", "2027-10-03"))
    assert problem == ("waivers.yaml:9:5: w-1: lasts 367 days, longer than 366; grant it anew when it has expired")


def test_the_policy_shortens_what_a_waiver_may_last() -> None:
    assert waivers_of(GOOD, "waivers.yaml", max_days=30).entries
    (problem,) = problems(GOOD, max_days=29)
    assert "lasts 30 days, longer than 29" in problem


@pytest.mark.parametrize("text", ["- id: w-1\n", "text\n"])
def test_a_file_of_another_shape(text: str) -> None:
    assert problems(text) == ["waivers.yaml:1:1: the file is no mapping; write the key waivers and the list below it"]


def test_another_key_beside_the_list() -> None:
    assert problems(GOOD + "waiver: []\n") == ["waivers.yaml:10:1: unknown field 'waiver'; did you mean 'waivers'?"]


def test_a_key_given_twice() -> None:
    (problem,) = problems(changed("    approver: e9\n", "    approver: e9\n    approver: e8\n"))
    assert problem == "waivers.yaml:8:5: key 'approver' is given twice; keep one of them"
