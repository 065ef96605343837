"""Whatever the shipped packs show of a case has a label in every language, and no label is for nothing."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache

import pytest

from checker.expressions.world import DatedValue
from checker.kinds.query import CaseQuery, compile_rule
from checker.rulebook.book import RuleBook, load_book, shipped_rules
from checker.rulebook.in_words import words_of
from checker.rulebook.plain_world import plain_world
from checker.words.labels import labels
from checker.words.texts import LANGUAGES
from checker.words.words import Words

MOMENT = datetime(2024, 6, 15, 9)
CODE = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b|\$|\bNone\b|\b(?:CASE|COALESCE|PARAM|EXPORTED)\b")


@cache
def book() -> RuleBook:
    return load_book([shipped_rules()])


@cache
def queries() -> tuple[CaseQuery, ...]:
    world = plain_world(book(), MOMENT)
    return tuple(compile_rule(entry.rule, book().relations, world) for entry in book().rules.values())


def shown() -> Iterator[tuple[str, str]]:
    """(kind of label, name) of every fact, item, gate reason, outcome, subject and missing name of the packs."""
    for query in queries():
        rule = query.rule
        yield "entity", rule.reported_as or query.entity
        yield from (("field", f"{fact.entity}.{fact.name}") for fact in query.facts)
        yield from (("field", f"{query.entity}.{item.name}") for item in query.items)
        yield from (("reason", gate.reason) for gate in rule.gates if gate.reason)
        if outcome := getattr(rule, "outcome", ""):
            yield "outcome", outcome
        for name in [*(n for gate in rule.gates for n in gate.missing), *(n for u in rule.unknown for n in u.missing)]:
            yield ("field" if "." in name else "entity"), name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_a_case_may_show_has_a_label(lang: str) -> None:
    wanted = sorted(set(shown()))
    assert len(wanted) > 200
    assert not [f"{kind} {name}" for kind, name in wanted if not Words(lang).find(kind, name)]


def test_no_label_for_a_column_that_no_view_has() -> None:
    columns = {column for view in book().views.values() for column in view.columns}
    shown = {named.name for query in queries() for named in (*query.items, *query.facts)}
    nothing = {name.rpartition(".")[2] for name in labels("column")} - columns - shown
    assert not nothing, nothing
    assert not [name for name in labels("column_value") if not columns & set(name.split(".")[:2])]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_rules_in_words_hold_no_names_of_columns(lang: str) -> None:
    said = {entry.rule.id: words_of(book(), entry.rule, lang) for entry in book().rules.values()}
    assert not {rule: text for rule, text in said.items() if CODE.search(text)}


def test_limits_in_words_are_those_in_force() -> None:
    rule = book().rules["sp2-invoice-lapse"].rule
    values = dict(plain_world(book(), MOMENT).parameters)
    values["sp2.lapse_days"] = (DatedValue(20, date(2025, 1, 1)), *values["sp2.lapse_days"])
    assert "lapses: 20 days;" in words_of(book(), rule, "en", values)
    assert "lapses: 15 days;" in words_of(book(), rule, "en", values, date(2024, 12, 31))
    assert "lapses: 20 days;" in words_of(book(), rule, "en", values, date(2025, 1, 1))
