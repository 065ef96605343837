"""What the linter finds about what the rules of a book make together."""

from pathlib import Path

import pytest

from tests.cli.running import command
from tests.linting.own import HEAD, RULE, findings

SAYS = "says: {en: a, ru: а, zh: 一}"


def parameter(values: str, name: str = "own.hours") -> str:
    return f"parameters:\n  {name}: {{unit: hours, {SAYS}, {values}}}\n"


def of(values: str) -> str:
    return HEAD + parameter(values) + RULE.replace("within: 4 hours", "within: $own.hours")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            "values: [{value: 8, until: 2023-12-31}, {value: 4, since: 2024-01-03}]",
            "no value holds from 2024-01-01 to 2024-01-02; begin the next on 2024-01-01, or say why not",
        ),
        (
            "values: [{value: 4, since: 2024-01-03}, {value: 8, until: 2024-01-03}]",
            "two values hold from 2024-01-03 to 2024-01-03; end the first on 2024-01-02",
        ),
        (
            "values: [{value: 4, since: 2024-01-03}, {value: 8, since: 2024-01-03}]",
            "two values begin on 2024-01-03; give each its own days",
        ),
        ("values: [{value: 4}, {value: 8, until: 2020-01-01}]", "two values begin on no day; give each its own days"),
        (
            "values: [{value: 4, since: 2024-01-03, until: 2024-01-02}]",
            "the value from 2024-01-03 ends on 2024-01-02, before it begins; turn the days round",
        ),
    ],
)
def test_dated_values_that_leave_gaps_or_overlap(tmp_path: Path, values: str, said: str) -> None:
    assert findings(tmp_path, of(values)) == [f"own.yaml:4:3: $own.hours: {said}"]


@pytest.mark.parametrize(
    "values",
    [
        "value: 4",
        "values: [{value: 8, until: 2023-12-31}, {value: 4, since: 2024-01-01}]",
        "values: [{value: 8}, {value: 4, since: 2024-01-01}]",
        "values: [{value: 4, since: 2024-01-01}]",
    ],
)
def test_dated_values_that_follow_one_another(tmp_path: Path, values: str) -> None:
    assert findings(tmp_path, of(values)) == []


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ("[phone, fax, phone]", "'phone' stands there 2 times; keep one"),
        ("[phone=1, fax=2, phone=3]", "'phone' has 2 values; keep one"),
        ("['0..10=a', '10..20=b']", "'0..10=a' and '10..20=b' overlap; let the one end before the other begins"),
        ("['20..=c', '0..10=a']", "nothing is said between 10 and 20; let the one begin where the other ends"),
        ("['0..0.5=a', '0.7..1=b']", "nothing is said between 0.5 and 0.7; let the one begin where the other ends"),
        ("['9..1']", "'9..1' ends before it begins; turn its ends round"),
    ],
)
def test_lists_that_say_two_things(tmp_path: Path, members: str, said: str) -> None:
    listed = HEAD + f"parameters:\n  own.list: {{type: list, {SAYS}, value: {members}}}\n"
    text = listed + RULE.replace("channel = 'phone'", "channel in ($own.list)")
    found = [line for line in findings(tmp_path, text) if "never holds" not in line]
    assert found == [f"own.yaml:4:3: $own.list: {said}"]


@pytest.mark.parametrize("members", ["[phone, fax]", "['..10=a', '11..20=b', '21..=c']", "['a=1', 'b=1']", "[]"])
def test_lists_that_say_one_thing(tmp_path: Path, members: str) -> None:
    listed = HEAD + f"parameters:\n  own.list: {{type: list, {SAYS}, value: {members}}}\n"
    text = listed + RULE.replace("kind = 'account_query'", "subject in ($own.list)")
    assert [line for line in findings(tmp_path, text) if "own.list" in line] == []


def test_what_nothing_reads(tmp_path: Path) -> None:
    text = HEAD + parameter("value: 4") + parameter("value: 5", "own.hours_more").partition("\n")[2]
    views = """\
views:
  own_first: {why: for a test, of: inquiry, select: SELECT i.id FROM inquiry AS i}
  own_second: {why: for a test, of: inquiry, select: SELECT f.id FROM own_first AS f}
"""
    found = findings(tmp_path, text + views + RULE.replace("within: 4 hours", "within: $own.hours_more"))
    assert found == [
        "own.yaml:4:3: $own.hours is used nowhere; use it or take it out",
        "own.yaml:7:3: view 'own_first' is read nowhere; use it or take it out",
        "own.yaml:8:3: view 'own_second' is read nowhere; use it or take it out",
    ]
    used = RULE.replace("within: 4 hours", "within: $own.hours_more").replace("subject: inquiry", "subject: own_second")
    assert not [line for line in findings(tmp_path, text + views + used) if "view" in line and "nowhere" in line]


def test_the_command_takes_patterns_and_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(of("values: [{value: 4, since: 2024-01-03, until: 2024-01-02}]"), encoding="utf-8")
    whole = command(capsys, "rules", "lint", "--rules", str(path))
    assert (whole.code, whole.out.splitlines()[-1]) == (2, "1 findings")
    assert command(capsys, "rules", "lint", "own-*", "--rules", str(path)).out == "0 findings\n", "of this rule alone"
    assert command(capsys, "rules", "lint", "--pack", "own", "--rules", str(path)).code == 0
    wrong = command(capsys, "rules", "lint", "--pack", "owm", "--rules", str(path))
    assert (wrong.code, "did you mean 'own'?" in wrong.err) == (2, True)


def test_thoroughly_it_names_loose_readings_and_limits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reading = "    readings: [{param: own.clock, ours: round the clock, other: [in office hours]}]\n"
    rows = "{id: q1, channel: phone, received_at: 2024-03-01 10:00, answered_at: 2024-03-01 11:00}"
    text = (RULE + reading).replace("{id: q1, channel: phone}", rows).replace(", q2: {verdict: violated}", "")
    path = tmp_path / "own.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    plain = command(capsys, "rules", "lint", "--rules", str(path)).out.splitlines()
    thorough = command(capsys, "rules", "lint", "--thorough", "--rules", str(path)).out.splitlines()
    assert [line.partition(";")[0] for line in thorough[len(plain) - 1 :]] == [
        f"{path}:4:5: own-calls: the reading 'own.clock' is no parameter",
        f"{path}:4:5: own-calls: no example at the limit",
        f"{path}:4:5: own-calls: no example just beyond the limit",
        "4 findings",
    ]
