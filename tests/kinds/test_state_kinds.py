"""Required fields and invariant: what is judged as it stands."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kinds.one_rule import cases, verdicts

CARD = """
kind: required_fields
subject: client
fields:
  - industry
  - any: [phone, email]
  - {field: needs, when: tier = 'key'}
  - {field: tax_id, valid: LENGTH(tax_id) = 10}
"""
CHECKED = """
kind: required_fields
subject: client
fields: [{name: contact, check: FILLED(phone) or FILLED(email)}]
"""
AGREES = """
kind: invariant
subject: invoice
holds: due_on >= issued_on
"""
AS_OF = "2024-03-06 12:00"
FULL = {"industry": "x", "phone": "1", "tax_id": "7700000000", "tier": "general"}


def clients(*rows: dict) -> list[dict]:
    return [{"id": f"c{n}", **row} for n, row in enumerate(rows, start=1)]


def test_every_item_is_filled_with_more_than_blanks_and_placeholders() -> None:
    given = {
        "client": clients(
            FULL, FULL | {"industry": " "}, FULL | {"industry": "N/A"}, FULL | {"phone": "", "email": "a@b"},
            FULL | {"phone": ""}, FULL | {"tax_id": "77"}, FULL | {"tier": "key"}, FULL | {"tier": ""},
            FULL | {"tier": "", "needs": "y"},
        )
    }  # fmt: skip
    assert verdicts(CARD, given, AS_OF) == {
        "c1": "met", "c2": "absent", "c3": "absent", "c4": "met", "c5": "absent", "c6": "absent", "c7": "absent",
        "c8": "undetermined", "c9": "met",
    }  # fmt: skip


def test_one_missing_column_leaves_its_item_unknown_and_all_of_them_the_rule() -> None:
    given = {"client": clients({"phone": "1", "tax_id": "7700000000", "tier": "general"}, {"tier": "general"})}
    lacks = ["client.industry"]
    assert verdicts(CARD, given, AS_OF, lacks=lacks) == {"c1": "undetermined", "c2": "absent"}
    assert cases(CARD, given, AS_OF, lacks=lacks)["c1"]["missing"] == "client.industry client.email client.needs"
    bare = {"client": [{"id": "c1"}]}
    every = [f"client.{name}" for name in ("industry", "phone", "email", "needs", "tax_id")]
    assert verdicts(CARD, bare, AS_OF, lacks=every) == {"*": "not_run"}
    assert verdicts(CARD, bare, AS_OF, lacks=every[1:]) == {"c1": "absent"}


def test_checks_alone_are_judged() -> None:
    assert verdicts(CHECKED, {"client": clients({"phone": "1"}, {})}, AS_OF) == {"c1": "met", "c2": "absent"}


def test_an_invariant_is_three_valued() -> None:
    days = [("2024-03-01", "2024-03-01"), ("2024-03-01", "2024-02-29"), ("2024-03-01", None), (None, "2024-03-01")]
    given = {"invoice": [{"id": f"i{n}", "issued_on": a, "due_on": b} for n, (a, b) in enumerate(days)]}
    assert verdicts(AGREES, given, AS_OF) == {"i0": "met", "i1": "wrong", "i2": "undetermined", "i3": "undetermined"}
    assert verdicts(AGREES, {"invoice": [{"id": "i1"}]}, AS_OF, lacks=["invoice.due_on"]) == {"*": "not_run"}


def test_an_unknown_scope_is_undetermined() -> None:
    given = {"client": clients(FULL | {"tier": "key", "needs": "y"}, FULL, {"industry": "x"})}
    scoped = CARD + "when: tier = 'key'\n"
    assert verdicts(scoped, given, AS_OF) == {"c1": "met", "c3": "undetermined"}


VALUES = st.sampled_from(["x", " ", "-", "", None])


@settings(max_examples=5, deadline=None)
@given(st.lists(st.tuples(VALUES, VALUES, VALUES), max_size=12))
def test_it_agrees_with_looking_at_the_texts(rows: list[tuple[str | None, str | None, str | None]]) -> None:
    rule = "kind: required_fields\nsubject: client\nfields: [industry, {any: [phone, email]}]\n"
    given = {"client": clients(*({"industry": a, "phone": b, "email": c} for a, b, c in rows))}
    expected = {f"c{n}": "met" if a == "x" and "x" in (b, c) else "absent" for n, (a, b, c) in enumerate(rows, start=1)}
    assert verdicts(rule, given, AS_OF) == expected
