"""Unique: no two rows are the same thing."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.errors import UsageError
from tests.kinds.one_rule import cases, verdicts

TAX = """
kind: unique
subject: client
fields: [tax_id]
responsible: owner_id
"""
NAMED = """
kind: unique
subject: client
fields: [name, DIGITS(phone)]
among: status <> 'closed'
"""
AS_OF = "2024-03-06 12:00"


def clients(**tax: str | None) -> list[dict[str, str | None]]:
    return [{"id": name, "tax_id": value, "owner_id": f"u-{name}"} for name, value in tax.items()]


def test_each_row_that_shares_its_key_is_a_case_of_its_own() -> None:
    given = {"client": clients(c1="77", c2=" 77 ", c3="78", c4=None, c5="-", c6="N/A", c7="AB  c", c8="ab C")}
    found = cases(TAX, given, AS_OF)
    said = {key: case["outcome"] or case["verdict"] for key, case in found.items()}
    assert said == {
        "c1": "duplicate", "c2": "duplicate", "c3": "met", "c4": "undetermined", "c5": "undetermined",
        "c6": "undetermined", "c7": "duplicate", "c8": "duplicate",
    }  # fmt: skip
    assert found["c1"]["responsible_id"] == "u-c1"
    assert found["c4"]["missing"] == "client.tax_id"


def test_every_field_of_the_key_must_agree_and_expressions_may_normalise() -> None:
    given = {
        "client": [
            {"id": "c1", "name": "Acme", "phone": "+7 (495) 1", "status": "active"},
            {"id": "c2", "name": "acme ", "phone": "74951", "status": "active"},
            {"id": "c3", "name": "Acme", "phone": "74952", "status": "active"},
            {"id": "c4", "name": "Acme", "phone": "ext", "status": "active"},
        ]
    }
    expected = {"c1": "duplicate", "c2": "duplicate", "c3": "met", "c4": "undetermined"}
    assert verdicts(NAMED, given, AS_OF) == expected


def test_only_rows_among_those_compared_make_a_duplicate() -> None:
    row = {"name": "Beta", "phone": "1"}
    given = {
        "client": [
            {"id": "c1", "status": "active", **row},
            {"id": "c2", "status": "closed", **row},
        ]
    }
    assert verdicts(NAMED, given, AS_OF) == {"c1": "met", "c2": "duplicate"}
    given["client"][1]["status"] = ""
    assert verdicts(NAMED, given, AS_OF) == {"c1": "undetermined", "c2": "duplicate"}


def test_the_scope_limits_the_cases_but_not_the_comparison() -> None:
    given = {"client": [{"id": "c1", "tax_id": "1", "tier": "key"}, {"id": "c2", "tax_id": "1"}]}
    assert verdicts(TAX + "when: tier = 'key'\n", given, AS_OF) == {"c1": "duplicate", "c2": "undetermined"}


def test_without_the_column_the_rule_does_not_run() -> None:
    assert verdicts(TAX, {"client": clients(c1="1")}, AS_OF, lacks=["client.tax_id"]) == {"*": "not_run"}


def test_an_unknown_column_is_a_mistake() -> None:
    with pytest.raises(UsageError, match="tax_id"):
        cases(TAX.replace("tax_id", "tax_idd"), {}, AS_OF)


@settings(max_examples=6, deadline=None)
@given(st.lists(st.sampled_from(["a", "A ", "b", " B", "c", "", None, "-"]), max_size=12))
def test_it_agrees_with_counting(values: list[str | None]) -> None:
    known = [value.strip().lower() if value and value != "-" else None for value in values]
    shared = Counter(known)
    expected = {
        f"c{i}": "undetermined" if key is None else "duplicate" if shared[key] > 1 else "met"
        for i, key in enumerate(known)
    }
    assert verdicts(TAX, {"client": clients(**{f"c{i}": v for i, v in enumerate(values)})}, AS_OF) == expected
