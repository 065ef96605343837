"""What the linter finds about single rules."""

from pathlib import Path

import pytest

from tests.linting.own import HEAD, RULE, findings

AT = "own.yaml:4:5: own-calls: "
WHEN, GATE = "channel = 'phone'", "kind = 'account_query'"


def test_a_sound_rule_has_no_finding(tmp_path: Path) -> None:
    assert findings(tmp_path, HEAD + RULE) == []


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("1 = 2", "never applies: no row meets when: 1 = 2"),
        ("FALSE", "never applies"),
        ("channel = 'phone' and channel = 'fax'", "never applies"),
        ("channel in ('phone', 'fax') and not channel in ('phone', 'fax', 'email')", "never applies"),
        ("channel in ('phone') and channel <> 'phone'", "never applies"),
        ("channel = 'phone' and (handover_count > 5 and handover_count <= 5)", "never applies"),
        ("channel = 'phone' and 7 < handover_count and handover_count < 6.5", "never applies"),
    ],
)
def test_a_rule_that_no_row_meets(tmp_path: Path, when: str, said: str) -> None:
    (found,) = findings(tmp_path, HEAD + RULE.replace(WHEN, f'"{when}"'))
    assert found.startswith(AT + said)


@pytest.mark.parametrize(
    "when",
    [
        "channel = 'phone' or channel = 'fax'",
        "channel = 'phone' and kind <> 'other'",
        "channel in ('phone', 'fax') and not channel in ('fax', 'email')",
        "channel = 'phone' and handover_count >= 5 and handover_count <= 5",
        "channel = 'phone' and 6 < handover_count and handover_count < 6.5",
        "channel = 'phone' and handover_count > 5 and not handover_count > 9",
    ],
)
def test_conditions_that_a_row_can_meet(tmp_path: Path, when: str) -> None:
    assert findings(tmp_path, HEAD + RULE.replace(WHEN, f'"{when}"')) == []


@pytest.mark.parametrize(
    ("gate", "said"),
    [
        ("TRUE", "gates[0] always answers, so that nothing after it is asked"),
        ("channel = 'phone'", "gates[0] always answers"),
        ("kind is null or not kind is null", "gates[0] always answers"),
        ("1 > 2", "gates[0] never answers: no row in scope meets 1 > 2"),
        ("channel = 'fax'", "gates[0] never answers"),
    ],
)
def test_gates_that_answer_for_all_or_for_none(tmp_path: Path, gate: str, said: str) -> None:
    (found,) = findings(tmp_path, HEAD + RULE.replace(GATE, f'"{gate}"'))
    assert found.startswith(AT + said)


def test_a_gate_for_rows_whose_scope_is_unknown_can_answer(tmp_path: Path) -> None:
    assert findings(tmp_path, HEAD + RULE.replace(GATE, "channel is null")) == []


def test_a_gate_that_asks_again(tmp_path: Path) -> None:
    line = f"      - {{when: {GATE}, verdict: not_applicable, reason: exempt}}\n"
    (found,) = findings(tmp_path, HEAD + RULE.replace(line, line + line))
    assert found.startswith(f"{AT}gates[1] never answers: gates[0] asks the same before")


def test_a_rule_that_is_never_in_force(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, HEAD + RULE + "    since: 2024-02-01\n    until: 2024-01-31\n")
    assert found.startswith(f"{AT}is never in force: until 2024-01-31 is before since 2024-02-01")
    assert findings(tmp_path, HEAD + RULE + "    since: 2024-02-01\n    until: 2024-02-01\n") == []


@pytest.mark.parametrize(("answer", "verdict"), [("'TRUE'", "violated"), ("1 = 2", "met")])
def test_a_rule_with_only_one_answer(tmp_path: Path, answer: str, verdict: str) -> None:
    text = HEAD + RULE.replace("met_by: answered_at", f"met: {answer}")
    (found,) = findings(tmp_path, text)
    assert found.startswith(f"{AT}is never {verdict}: met is always")
    gate = f"      - {{when: kind = 'other', verdict: {verdict}, reason: exempt}}\n"
    assert findings(tmp_path, text.replace("    starts:", f"{gate}    starts:")) == [], "a gate gives the other"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (WHEN, "channel = 'fone'", "'channel' is compared with 'fone', which it never holds; did you mean 'phone'?"),
        (WHEN, "channel in ('phone', 'telex')", "'channel' is compared with 'telex'"),
        (GATE, "channel <> 'mobil'", "'channel' is compared with 'mobil'"),
        (GATE, "client.tier = 'strategical'", "'client.tier' is compared with 'strategical'"),
    ],
)
def test_values_that_a_column_never_holds(tmp_path: Path, old: str, new: str, said: str) -> None:
    (found,) = findings(tmp_path, HEAD + RULE.replace(old, new))
    assert found.startswith(AT + said)


def test_values_in_views_and_counterparts(tmp_path: Path) -> None:
    view = """\
views:
  own_calls:
    why: for a test
    of: inquiry
    select: >-
      SELECT q.id, q.received_at, q.answered_at, q.channel, q.kind, CASE WHEN q.channel = 'fone' THEN 'x' END AS tier
      FROM (SELECT i.* FROM inquiry AS i WHERE i.channel <> 'telefax') AS q
"""
    rule = RULE.replace("subject: inquiry", "subject: own_calls").replace(GATE, "tier = 'x'")
    found = findings(tmp_path, HEAD + view + rule)
    assert [line.partition(";")[0] for line in found] == [
        "own.yaml:4:3: view 'own_calls': 'channel' is compared with 'fone', which it never holds",
        "own.yaml:4:3: view 'own_calls': 'channel' is compared with 'telefax', which it never holds",
    ]


def test_examples_that_never_fail(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, HEAD + RULE.replace(", q2: {verdict: violated}", ""))
    assert found == f"{AT}no example shows violated; add one that a reader can follow"


def test_what_the_engine_refuses(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, HEAD + RULE.replace(GATE, "received_at > 5"))
    assert found.startswith(AT)
    assert found.endswith("see docs/writing_rules.md")
