"""Mistakes in a profile are told all at once, each in its place."""

import pytest
from small_export import HEAD, client_profile

from checker.errors import UsageError
from checker.importing.load import profile_of


def mistakes(text: str) -> list[str]:
    with pytest.raises(UsageError) as error:
        profile_of(text, "p.yaml")
    return [str(problem) for problem in error.value.problems]


def test_unknown_keys_name_the_nearest() -> None:
    told = mistakes(
        f"""{HEAD}
writing: {{delimeter: tab}}
tables:
  - entity: client
    form: c.csv
    columns: {{id: {{colum: k}}}}
"""
    )
    assert any(line.startswith("p.yaml:5:11: unknown field 'delimeter'; did you mean 'delimiter'") for line in told)
    assert any(line.startswith("p.yaml:8:5: unknown field 'form'; did you mean 'from'") for line in told)
    assert any(line.startswith("p.yaml:9:20: unknown field 'colum'; did you mean 'column'") for line in told)


def test_names_of_the_schema_are_checked() -> None:
    told = mistakes(
        f"""{HEAD}
tables:
  - {{entity: cleint, from: c.csv, columns: {{id: k}}}}
  - {{entity: client, from: c.csv, columns: {{nmae: k, profile.fox: f}}}}
"""
    )
    assert told == [
        "p.yaml:6:6: unknown entity 'cleint'; did you mean 'client'?",
        "p.yaml:7:45: 'client' has no field 'nmae'; did you mean 'name'?",
        "p.yaml:7:54: 'client' has no field 'profile.fox'; did you mean 'profile.fax'?",
        "p.yaml:7:35: the key 'id' of client is missing; say which column holds it",
    ]


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ("{id: {column: a, constant: b}}", "exactly one of column, join, constant, calculate"),
        ("{id: {calculate: 'a ** 2 + f(b)'}}", "has no place in a formula"),
        ("{id: {calculate: 'a +'}}", "is no formula"),
        ("{id: {column: a, split: {by: ' ', part: 0}}}", "parts count from 1"),
        ("{id: {column: a, otherwise: x}}", "otherwise belongs to values"),
        ("{id: {column: a, dates: [MM.YYYY]}}", "names no day"),
        ("{id: a, tier: {column: t, values: {VIP: kee}}}", "'kee' is no value of client.tier; did you mean 'key'"),
        ("{id: a, tier: {constant: gold}}", "'gold' is no value of client.tier"),
    ],
)
def test_columns_that_say_too_much_or_nonsense(columns: str, told: str) -> None:
    assert any(told in line for line in mistakes(client_profile(columns)))


@pytest.mark.parametrize(
    ("writing", "told"),
    [
        ("{delimiter: '::'}", "one character, or one of comma, semicolon, tab, bar"),
        ("{encoding: utf-9}", "unknown encoding 'utf-9'"),
        ("{nulls: [NULL]}", "stands in quotes"),
        ('{decimal: ",", group: ","}', "must be different marks"),
        ("{dates: [HH:MM]}", "names no year"),
    ],
)
def test_ways_of_writing_that_nobody_knows(writing: str, told: str) -> None:
    assert any(told in line for line in mistakes(client_profile("{id: a}", writing)))


def test_facts_of_the_snapshot_are_checked() -> None:
    text = client_profile("{id: a}").replace("Europe/Moscow", "Europe/Moscov").replace("2024-01-31 12:00:00", "now")
    told = mistakes(text)
    assert "unknown time zone 'Europe/Moscov'; did you mean 'Europe/Moscow'?" in told[0]
    assert "'now' is no moment" in told[1]


def test_a_file_that_no_table_reads_is_a_mistake() -> None:
    text = client_profile("{id: a}").replace("tables:", "files: {d.csv: {encoding: utf-8}}\ntables:")
    assert "no table is read from 'd.csv'; did you mean 'c.csv'?" in mistakes(text)[0]


@pytest.mark.parametrize("text", ["", "- a", "profile: x\nprofile: y", "a: [b"])
def test_what_is_no_profile(text: str) -> None:
    assert mistakes(text)
