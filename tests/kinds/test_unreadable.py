"""Cells that held something that cannot be read, where a condition asks whether they are empty."""

import pytest

from checker.errors import UsageError
from tests.kinds.one_rule import cases, verdicts

AS_OF = "2024-03-06 12:00"
OPEN = """
kind: invariant
subject: inquiry
when: resolved_at IS NULL or kind = 'complaint'
holds: answered_at is null
"""


def test_neither_scope_nor_condition_takes_it_for_empty() -> None:
    answered = {"answered_at": "2024-03-01 10:00"}
    given = {
        "inquiry": [
            {"id": "open"},
            {"id": "garbled", "unreadable": ["answered_at"]},
            {"id": "perhaps", "kind": "order", "unreadable": ["resolved_at"], **answered},
            {"id": "surely", "kind": "complaint", "unreadable": ["resolved_at"], **answered},
            {"id": "done", "kind": "order", "resolved_at": "2024-03-02 10:00", **answered},
            {"id": "beside", "unreadable": ["received_at"]},
        ]
    }
    assert verdicts(OPEN, given, AS_OF) == {
        "open": "met", "garbled": "undetermined", "perhaps": "undetermined", "surely": "wrong", "beside": "met",
    }  # fmt: skip
    assert "inquiry.answered_at" in cases(OPEN, given, AS_OF)["garbled"]["missing"]


@pytest.mark.parametrize(
    "holds",
    [
        "COALESCE(expected_amount, 0) < 100",
        "COALESCE(expected_amount < 100, TRUE)",
        "NOT FILLED(name) AND expected_amount IS NULL",
        "expected_amount IS NOT DISTINCT FROM NULL",
        "NOT ITEM(CAST(expected_amount AS TEXT), 'opportunity.expected_amount')",
        "CASE WHEN expected_amount IS NULL THEN TRUE ELSE FALSE END OR expected_amount < 100",
    ],
)
def test_every_way_of_asking_whether_it_is_empty(holds: str) -> None:
    rule = f"kind: invariant\nsubject: opportunity\nholds: {holds}\n"
    given = {"opportunity": [{"id": "empty"}, {"id": "garbled", "unreadable": ["expected_amount"]}]}
    assert verdicts(rule, given, AS_OF) == {"empty": "met", "garbled": "undetermined"}


def test_the_rows_that_the_subject_refers_to() -> None:
    rule = "kind: invariant\nsubject: inquiry\nholds: client.phone IS NOT NULL OR client.email IS NOT NULL\n"
    given = {
        "client": [
            {"id": "none"},
            {"id": "garbled", "unreadable": ["phone"]},
            {"id": "other", "unreadable": ["phone"], "email": "a@b"},
        ],
        "inquiry": [{"id": name, "client_id": name} for name in ("none", "garbled", "other")],
    }
    assert verdicts(rule, given, AS_OF) == {"none": "wrong", "garbled": "undetermined", "other": "met"}


def test_the_keys_of_a_json_column() -> None:
    rule = "kind: invariant\nsubject: interaction\nholds: findings.credit IS NULL\n"
    given = {
        "interaction": [
            {"id": "empty", "findings": {"market": "x"}},
            {"id": "filled", "findings": {"credit": "x"}},
            {"id": "key", "unreadable": ["findings"]},
        ]
    }
    assert verdicts(rule, given, AS_OF) == {"empty": "met", "filled": "wrong", "key": "undetermined"}


def test_a_gate_that_asks_is_unknown_too() -> None:
    """Without a day of resolution nothing is judged; whether there is one cannot be told of the last."""
    rule = """
    kind: invariant
    subject: inquiry
    gates: [{when: resolved_at IS NULL, verdict: not_applicable, reason: condition_not_reached}]
    holds: kind = 'order'
    """
    given = {
        "inquiry": [
            {"id": "open", "kind": "complaint"},
            {"id": "done", "kind": "complaint", "resolved_at": "2024-03-01 10:00"},
            {"id": "garbled", "kind": "complaint", "unreadable": ["resolved_at"]},
        ]
    }
    assert verdicts(rule, given, AS_OF) == {"open": "not_applicable", "done": "wrong", "garbled": "undetermined"}


def test_an_unknown_column_among_the_unreadable_is_a_mistake() -> None:
    with pytest.raises(UsageError, match="'inquiry' has no column 'answerd_at'; did you mean 'answered_at'"):
        verdicts(OPEN, {"inquiry": [{"id": "a", "unreadable": ["answerd_at"]}]}, AS_OF)


LATE = """
kind: deadline
subject: {view}
starts: received_at
within: 30 minutes
met_by: answered_at
"""
VIEWS = """
views:
  own_rows:
    why: Rows of the entity, one by one.
    of: inquiry
    select: |
      SELECT q.id, q.received_at, q.answered_at, c.phone, q.source_file, q.source_row
      FROM inquiry AS q LEFT JOIN client AS c ON c.id = q.client_id
  same_rows:
    why: The same, from a view of them.
    of: inquiry
    select: SELECT o.id, o.received_at, o.answered_at, o.source_file, o.source_row FROM own_rows AS o WHERE o.id <> 'x'
  joined_rows:
    why: Chosen first, and joined by the id after that.
    of: inquiry
    select: |
      WITH chosen AS (SELECT q.id FROM inquiry AS q WHERE q.received_at IS NOT NULL)
      SELECT n.id, q.received_at, q.answered_at, q.source_file, q.source_row
      FROM chosen AS n JOIN inquiry AS q ON q.id = n.id
  gathered:
    why: No row of the entity any more.
    of: inquiry
    select: |
      SELECT q.id, MIN(q.received_at) AS received_at, MIN(q.answered_at) AS answered_at,
        MIN(q.source_file) AS source_file, MIN(q.source_row) AS source_row FROM inquiry AS q GROUP BY q.id
"""
INQUIRIES = [
    {"id": "late", "received_at": "2024-03-01 10:00", "answered_at": "2024-03-01 10:31"},
    {"id": "silent", "received_at": "2024-03-01 10:00"},
    {"id": "garbled", "received_at": "2024-03-01 10:00", "unreadable": ["answered_at"]},
]


@pytest.mark.parametrize(
    ("view", "garbled"),
    [
        ("own_rows", "undetermined"),
        ("same_rows", "undetermined"),
        ("joined_rows", "undetermined"),
        ("gathered", "absent"),
    ],
)
def test_views_hand_on_what_could_not_be_read_in_their_rows(view: str, garbled: str) -> None:
    rule = LATE.format(view=view)
    found = verdicts(rule, {"inquiry": INQUIRIES}, AS_OF, extra=VIEWS)
    assert found == {"late": "late", "silent": "absent", "garbled": garbled}


def test_a_view_speaks_of_its_own_entity_alone() -> None:
    """The phone is the client's; that the inquiry's answer is garbled says nothing of it."""
    rule = "kind: invariant\nsubject: own_rows\nholds: phone IS NULL\n"
    given = {"inquiry": [{"id": "garbled", "unreadable": ["answered_at"]}]}
    assert verdicts(rule, given, AS_OF, extra=VIEWS) == {"garbled": "met"}


CALLS = [
    {"id": "1", "client_id": "called", "started_at": "2024-03-05 10:00", "kind": "call"},
    {"id": "2", "client_id": "garbled", "kind": "call", "unreadable": ["started_at"]},
    {"id": "3", "client_id": "met", "kind": "meeting", "unreadable": ["started_at"]},
    {"id": "4", "client_id": "early", "started_at": "2024-02-05 10:00", "kind": "call"},
]
COUNTED = {
    "cadence": """
        event: {rows}
        window: week
        owed_from: created_at
        on: {{client_id: id}}
        at: started_at
        where: o.kind = 'call'
        """,
    "reference": """
        counterpart: {rows}
        on: {{client_id: id}}
        at: started_at
        condition: o.kind = 'call' and o.started_at >= created_at
        """,
    "precedence": """
        before: owner_assigned_at
        requires: [{{name: call, of: {rows}, on: {{client_id: id}}, at: started_at, where: "o.kind = 'call'"}}]
        """,
}
CALLS_VIEW = """
views:
  talks:
    why: Contacts with their clients.
    of: interaction
    select: |
      SELECT i.id, i.client_id, i.started_at, i.kind, i.bare_dates, i.source_file, i.source_row FROM interaction AS i
"""


@pytest.mark.parametrize("rows", ["interaction", "talks"])
@pytest.mark.parametrize("kind", COUNTED)
def test_a_row_that_may_have_happened_in_time_leaves_it_unknown(kind: str, rows: str) -> None:
    """The week from Monday 4 March; the act that was to be preceded was on Wednesday 6."""
    rule = f"kind: {kind}\nsubject: client\n" + "\n".join(
        line.strip() for line in COUNTED[kind].format(rows=rows).strip().splitlines()
    )
    usual = {"created_at": "2024-03-04 00:00", "owner_assigned_at": "2024-03-06 10:00"}
    names = ("called", "garbled", "met", "early", "none")
    given = {"client": [{"id": name, **usual} for name in names], "interaction": CALLS}
    judged = verdicts(rule, given, "2024-03-11 00:00", extra=CALLS_VIEW)
    found = {key.partition("@")[0]: said for key, said in judged.items() if not key.endswith("-11")}
    early = "met" if kind == "precedence" else "absent"
    assert found == {"called": "met", "garbled": "undetermined", "met": "absent", "early": early, "none": "absent"}
