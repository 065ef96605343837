"""durable-rules and the plain evaluator draw the same conclusions from the same facts."""

import random
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from some_cases import dossier, rule_count

from checker.escalation.definitions import FACTS, Definitions, load_definitions
from checker.escalation.facts import Dossier, Fact
from checker.escalation.findings import WHOLE_PERSON, Finding
from checker.escalation.process import run_durable
from checker.escalation.program import compile_program
from checker.escalation.python_chain import run_python

TEXTS = ["", "sp2-reply", "правило «1»", "规定\"'\\", "liquid", "costarring", "true", "1", "null", "a\nb", "🙂"]
NUMBERS = [-(2**53), -1, 0, 1, 2, 3, 4, 64, 2**31, 2**32 + 3, 2**53]
FLAGS = {"rule": str, "urgent": bool, "amount": int}
TEXT = {"en": "", "ru": "", "zh": ""}


@pytest.fixture
def two_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FACTS, "flags", FLAGS)  # type: ignore[arg-type]


def constants(kind: type) -> some.SearchStrategy[Any]:
    return {str: some.sampled_from(TEXTS), int: some.sampled_from(NUMBERS), bool: some.booleans()}[kind]


@some.composite
def conditions(draw: some.DrawFn, fields: Mapping[str, type], depth: int = 2) -> dict[str, Any]:
    if depth and draw(some.integers(0, 2)) == 0:
        parts = some.lists(conditions(fields, depth - 1), min_size=1, max_size=3)
        return {draw(some.sampled_from(["and", "or"])): draw(parts)}
    name = draw(some.sampled_from(sorted(fields)))
    orderings = ["gt", "gte", "lt", "lte"] if fields[name] is int else []
    operator = draw(some.sampled_from(["eq", "neq", "ex", *orderings]))
    return {"ex": name} if operator == "ex" else {operator: {name: draw(constants(fields[name]))}}


@some.composite
def packs(draw: some.DrawFn) -> Definitions:
    kinds: dict[str, Mapping[str, type]] = {kind: dict(FACTS[kind]) for kind in ("rule_count", "overdue_count")}
    kinds["flags"] = FLAGS
    steps: list[dict[str, Any]] = []
    for number in range(draw(some.integers(1, 6))):
        source = draw(some.sampled_from(sorted(kinds)))
        counts = source.startswith("s") and draw(some.booleans())
        fields = {"total": int} if counts else kinds[source]
        step = {"id": f"s{number}", "title": TEXT, "text": TEXT, "conclusion": "act", "addressee": "head"}
        step["counts" if counts else "watches"] = source
        if fields and draw(some.integers(0, 4)):
            step["when"] = draw(conditions(fields))
        steps.append(step)
        kinds[f"s{number}"] = {} if counts else fields
    return Definitions.model_validate({"pack": "random", "addressees": {}, "escalations": steps})


@some.composite
def facts(draw: some.DrawFn) -> Fact:
    kind = draw(some.sampled_from(["rule_count", "overdue_count", "flags"]))
    known = {name: draw(constants(kept)) for name, kept in FACTS[kind].items() if draw(some.integers(0, 5))}
    return Fact(kind, known)


def dossiers() -> some.SearchStrategy[list[Dossier]]:
    one = some.builds(Dossier, some.sampled_from(TEXTS), some.lists(facts(), max_size=8).map(tuple))
    return some.lists(one, min_size=1, max_size=25)


@pytest.mark.usefixtures("two_kinds")
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(pack=packs(), people=dossiers())
def test_random_chains_over_random_dossiers(pack: Definitions, people: list[Dossier]) -> None:
    assert run_durable(pack, people) == run_python(pack, people)


def test_thousands_of_persons_with_many_rules() -> None:
    dice = random.Random(2)
    people = [
        dossier(
            f"сотрудник-{number}", *(rule_count(f"rule-{one}", dice.randint(1, 5)) for one in range(dice.randint(1, 9)))
        )
        for number in range(3000)
    ]
    found = run_durable(load_definitions(), people)
    for one, findings in zip(people, found, strict=True):
        often = {
            Finding("repeated-violation", at) for at, fact in enumerate(one.facts) if fact.fields["violations"] >= 3
        }  # type: ignore[operator]
        appraisal = {Finding("repeated-on-several-rules", WHOLE_PERSON)} if len(often) >= 2 else set()
        assert findings == often | appraisal


def fnv(text: str) -> int:
    value = 2166136261
    for byte in text.encode():
        value = (value ^ byte) * 16777619 % 2**32
    return value


@pytest.mark.parametrize("pair", [("costarring", "liquid"), ("declinate", "macallums"), ("altarage", "zinke")])
def test_names_that_the_engine_would_hash_alike_stay_apart(pair: tuple[str, str]) -> None:
    assert fnv(pair[0]) == fnv(pair[1])
    people = [
        dossier(pair[0], rule_count(pair[0], 3), rule_count(pair[1], 3)),
        dossier(pair[1], rule_count(pair[1], 2)),
    ]
    expected = [
        {("repeated-violation", 0), ("repeated-violation", 1), ("repeated-on-several-rules", WHOLE_PERSON)},
        set(),
    ]
    assert run_durable(load_definitions(), people) == expected
    assert run_python(load_definitions(), people) == expected


def test_the_numbers_that_go_as_ids_never_hash_alike() -> None:
    assert len({fnv(str(number)) for number in range(100_000)}) == 100_000


def test_equal_facts_each_lead_to_their_own_finding() -> None:
    people = [dossier("e1", rule_count("reply", 3), rule_count("reply", 3))]
    assert run_durable(load_definitions(), people)[0] == run_python(load_definitions(), people)[0]
    assert len(run_durable(load_definitions(), people)[0]) == 3


def test_a_person_with_very_many_rules() -> None:
    people = [dossier("e1", *(rule_count(f"rule-{number}", 3) for number in range(400)))]
    assert len(run_durable(load_definitions(), people)[0]) == 401


def test_only_whole_numbers_go_to_the_engine() -> None:
    program = compile_program(load_definitions())
    (fact,) = program.facts(dossier("е'1\"", rule_count("правило «1»", 3)))
    assert all(type(value) is int for value in fact.values())
    assert fact["violations"] == 3
