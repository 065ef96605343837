"""Other readings in rule files: what is a value, what a sentence, and which mistakes are told with their place."""

from pathlib import Path
from typing import Any

import pytest

from checker.errors import UsageError
from checker.kinds.rule import Alternative
from checker.linting.lint import lint
from checker.rulebook.book import load_book
from checker.rulebook.pack import Parameter
from checker.rulebook.readings import value_of
from tests.readings.small import PACK, audit, prepare

SAYS = {"en": "a", "ru": "b", "zh": "c"}


def parameter(**fields: Any) -> Parameter:
    return Parameter.model_validate({"says": SAYS, **fields})


@pytest.mark.parametrize(
    ("fields", "says", "value"),
    [
        ({"value": "30", "unit": "minutes"}, "45", 45),
        ({"value": "30", "unit": "minutes"}, "45 minutes", 45),
        ({"value": "30", "unit": "minutes"}, "1 minute", 1),
        ({"value": "5", "unit": "working_days"}, "2 working days", 2),
        ({"value": "5", "unit": "working_days"}, "2 days", None),
        ({"value": "5", "unit": "days"}, "0.5", "0.5"),
        ({"value": "5", "unit": "days"}, "every 90 days", None),
        ({"value": "5", "unit": "days"}, "no limit", None),
        ({"value": "5", "unit": "days"}, "weekly", None),
        ({"value": "true", "type": "boolean"}, "false", False),
        ({"value": "true", "type": "boolean"}, "no", False),
        ({"value": "true", "type": "boolean"}, "any date", None),
        ({"value": "a", "type": "text", "one_of": ["a", "b"]}, "b", "b"),
        ({"value": "a", "type": "text", "one_of": ["a", "b"]}, "either of them", None),
        ({"value": "a", "type": "text"}, "b", None),
        ({"value": ["a"], "type": "list"}, "b", None),
        (None, "b", None),
    ],
)
def test_a_text_alone_is_a_value_where_the_parameter_can_tell(fields: Any, says: str, value: Any) -> None:
    found = value_of(Alternative(says=says), None if fields is None else parameter(**fields))
    assert (found if found is None or isinstance(found, bool | int) else str(found)) == value


@pytest.mark.parametrize(
    ("fields", "given", "value"),
    [
        ({"value": "5", "unit": "days"}, "0", 0),
        ({"value": "true", "type": "boolean"}, "false", False),
        ({"value": ["a"], "type": "list"}, ["b", "c"], ["b", "c"]),
        ({"value": ["a"], "type": "list"}, [], []),
        ({"value": "a", "type": "text"}, "b", "b"),
    ],
)
def test_a_given_value_is_typed_as_the_parameter(fields: Any, given: Any, value: Any) -> None:
    assert value_of(Alternative(says="otherwise", value=given), parameter(**fields)) == value


def problems(tmp_path: Path, pack: str) -> list[str]:
    path = tmp_path / "small.yaml"
    path.write_text(pack, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        load_book([path])
    return [str(problem) for problem in refused.value.problems]


def line_of(pack: str, text: str) -> int:
    return next(number for number, line in enumerate(pack.splitlines(), 1) if text in line)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("value: 60}", "value: an hour}", "reading 'a whole hour' of $small.reply: 'an hour' is not a number"),
        ("value: 60}", "value: [60]}", "a list is no value of a parameter of type number"),
        ("value: yes}", "value: maybe}", "'maybe' is neither true nor false"),
        ("other: [calendar,", "other: [calender,", "reading 'calender' of $small.clock is none of working, calendar"),
        ("other: [calendar,", "other: [{says: x, value: moon},", "'moon' is none of working, calendar"),
        ("other: [calendar,", "other: [working,", "reading 'working' of $small.clock is our own: working"),
        ("ours: working,", "ours: calendar,", "our reading is 'calendar', but $small.clock is working"),
        ("[the moment of reading]", "[{says: x, value: 1}]", "the parameter is not declared"),
    ],
)
def test_mistakes_are_told_with_their_place(tmp_path: Path, before: str, after: str, told: str) -> None:
    pack = PACK.replace(before, after)
    found = problems(tmp_path, pack)
    assert any(told in line for line in found)
    place = f"{tmp_path}/small.yaml:{line_of(pack, after)}:"
    assert all(line.startswith(place) and "small-reply" in line for line in found)


def test_an_alternative_is_read_strictly(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, PACK.replace("value: 60}", "valu: 60}"))
    assert "unknown field 'valu'" in found
    assert "value" in found.partition("unknown field 'valu'")[2]
    (found,) = problems(tmp_path, PACK.replace("value: 60}", "value: }"))
    assert "value is empty" in found


def test_a_parameter_takes_only_what_it_lists(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, PACK.replace("{value: working, type", "{value: moon, type"))
    assert "'moon' is none of working, calendar" in found
    prepare(tmp_path)
    assert audit(tmp_path, "--set", "small.clock=moon") == 2


def test_lint_finds_values_that_nothing_reads_and_values_that_the_rule_refuses(tmp_path: Path) -> None:
    """Without `one_of` any text is a value of the clock; then the rule itself refuses it."""
    unread = PACK.replace("WHERE NOT $small.first OR CAST(a.received_at AS DATE) = DATE '2024-03-01'", "")
    wrong = unread.replace("one_of: [working, calendar], ", "").replace("[calendar,", "[{says: x, value: moon},")
    path = tmp_path / "small.yaml"
    path.write_text(wrong, encoding="utf-8")
    told = [str(problem) for problem in lint(load_book([path]))]
    found = [line for line in told if "no example" not in line and "used nowhere" not in line]
    place = f"small.yaml:{line_of(wrong, 'id: small-reply')}:"
    assert len(found) == 2
    assert all(line.startswith(place) for line in found)
    assert any("'$small.clock' is neither calendar nor working time" in line and "'x'" in line for line in found)
    assert any("neither the rule nor its views read $small.first" in line for line in found)


def test_the_small_pack_itself_has_no_such_finding(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(PACK, encoding="utf-8")
    assert not [line for problem in lint(load_book([path])) if "no example" not in (line := str(problem))]
