"""What rules over foreign data need of the language: keys of JSON columns, days counted from a bare date."""

from datetime import datetime
from pathlib import Path

import pytest

from checker.examples.run import run_examples
from checker.expressions.world import World
from checker.rulebook.book import load_book

NOW = datetime(2024, 3, 1)
RULE = """
pack: own
title: {{en: Own, ru: Свои, zh: 自有}}
rules:
  - id: own-rule
    clauses: [own-1]
    title: {{en: Rule, ru: Правило, zh: 规则}}
    severity: low
    basis: explicit
    {rule}
    examples: [{{name: example, as_of: "2024-03-01 00:00", {example}}}]
"""


def differences(folder: Path, rule: str, example: str) -> tuple[str, ...]:
    path = folder / "rules.yaml"
    path.write_text(RULE.format(rule="\n    ".join(rule.splitlines()), example=example), encoding="utf-8")
    book = load_book([path])
    (outcome,) = run_examples(book, book.rules["own-rule"])
    return outcome.differences


FAX = "kind: required_fields\nsubject: client\nfields: [profile.fax]"
CAPITAL = "kind: invariant\nsubject: client\nholds: profile.capital_amount >= 9"


@pytest.mark.parametrize(
    ("rule", "example"),
    [
        (FAX, """given: {client: [{id: c, profile: '{"fax": "22"}'}]}, expect: {c: met}"""),
        (FAX, """given: {client: [{id: c, profile: '{"fax": "-"}'}]}, expect: {c: violated}"""),
        (FAX, "given: {client: [{id: c}]}, expect: {c: violated}"),
        (CAPITAL, """given: {client: [{id: c, profile: '{"capital_amount": "10"}'}]}, expect: {c: met}"""),
        (CAPITAL, """given: {client: [{id: c, profile: '{"capital_amount": 8.5}'}]}, expect: {c: violated}"""),
        (CAPITAL, "given: {client: [{id: c}]}, expect: {c: undetermined}"),
    ],
)
def test_a_key_of_a_json_column_is_a_value_of_its_type(tmp_path: Path, rule: str, example: str) -> None:
    assert differences(tmp_path, rule, example) == ()


WITHIN = "kind: deadline\nsubject: opportunity\nstarts: started_at\nwithin: {}\nmet_by: closed_at"


@pytest.mark.parametrize(
    ("within", "started", "in_time", "late"),
    [
        ("7 days", "2024-01-01", "2024-01-08 23:59:59", "2024-01-09 00:00:00"),
        ("7 days", "2024-01-01 00:00:00", "2024-01-08 23:59:59", "2024-01-09 00:00:00"),
        ("7 days", "2024-01-01 15:00:00", "2024-01-08 23:59:59", "2024-01-09 00:00:00"),
        ("1 week", "2024-01-01", "2024-01-08", "2024-01-09"),
        ("1 month", "2024-01-31", "2024-02-29", "2024-03-01"),
        ("2 working_days", "2024-01-01", "2024-01-03", "2024-01-04"),
        ("48 hours", "2024-01-01", "2024-01-04 00:00:00", "2024-01-04 00:00:01"),
    ],
)
def test_days_count_from_a_bare_date_itself_and_hours_from_its_end(
    tmp_path: Path, within: str, started: str, in_time: str, late: str
) -> None:
    rows = ", ".join(
        f"{{id: {name}, started_at: '{started}', closed_at: '{closed}'}}"
        for name, closed in (("a", in_time), ("b", late))
    )
    example = f"given: {{opportunity: [{rows}]}}, expect: {{a: met, b: {{verdict: violated, outcome: late}}}}"
    assert differences(tmp_path, WITHIN.format(within), example) == ()


def test_keys_are_delivered_one_by_one_or_with_their_whole_column() -> None:
    one = World(NOW, "UTC", (), {"client": frozenset({"id", "profile", "profile.fax"})})
    whole = World(NOW, "UTC", (), {"client": frozenset({"id", "profile"})})
    assert one.delivered("client.profile.fax")
    assert not one.delivered("client.profile.postal_code")
    assert whole.delivered("client.profile.postal_code")
    assert not whole.delivered("client.name.fax")
    assert not whole.delivered("invoice.profile.fax")
