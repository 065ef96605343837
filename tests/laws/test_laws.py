"""What must hold of every kind, whatever the rule: missing data, other rows, their order, later knowledge, periods."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from checker.cases.verdicts import Period
from tests.kinds.one_rule import Rows, cases
from tests.laws.scenes import EVENT_KINDS, SCENES, Scene

Cases = Mapping[str, Mapping[str, Any]]
AS_OF = "2024-03-06 12:00"
ALL = pytest.mark.parametrize("name", SCENES)


def joined(*worlds: Mapping[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    tables: dict[str, list[dict[str, Any]]] = {}
    for world in worlds:
        for table, rows in world.items():
            tables.setdefault(table, []).extend(rows)
    return tables


def of_world(found: Cases, name: str) -> dict[str, Mapping[str, Any]]:
    """The cases of one world, by their keys without its name."""
    return {key.replace(name, ""): case for key, case in found.items() if key.startswith(name)}


def judge(scene: Scene, rows: Mapping[str, Rows], as_of: str = AS_OF) -> Cases:
    return cases(scene.rule, rows, as_of)


def told(found: Cases) -> dict[str, tuple[str, str, Any]]:
    return {key: (case["verdict"], case["outcome"], case["due_at"]) for key, case in found.items()}


@ALL
def test_blanking_a_fact_turns_violated_into_neither_met_nor_no_case(name: str) -> None:
    scene = SCENES[name]
    variants: dict[str, str] = {}
    worlds = [scene.world("w0-")]
    for fact in scene.facts:
        table, column = fact.split(".")
        for place in range(len(scene.rows[table])):
            world = f"w{len(worlds)}-"
            rows = scene.world(world)
            rows[table][place][column] = None
            worlds.append(rows)
            variants[world] = f"{fact} of row {place}"
    found = judge(scene, joined(*worlds))
    violated = [key for key, case in of_world(found, "w0-").items() if case["verdict"] == "violated"]
    assert violated, "the scene shows no violation"
    for world, what in variants.items():
        blanked = of_world(found, world)
        for key in violated:
            verdict = _verdict_of(blanked, key)
            assert verdict in ("violated", "undetermined"), f"{key}: {verdict} after blanking {what}"


def _verdict_of(found: Cases, key: str) -> str:
    """The verdict of a case; one that lost its window or its subject is known by what is left of its key."""
    subject = key.partition("@")[0]
    case = found.get(key) or found.get(subject)
    return str(case["verdict"]) if case else "no case"


@ALL
def test_an_unrelated_row_changes_no_other_case(name: str) -> None:
    scene = SCENES[name]
    alone = told(of_world(judge(scene, scene.world("w0-")), "w0-"))
    beside = told(of_world(judge(scene, joined(scene.world("v-"), scene.world("w0-"), scene.world("x-"))), "w0-"))
    assert beside == alone


@ALL
def test_the_order_of_rows_never_matters(name: str) -> None:
    scene = SCENES[name]
    rows = joined(scene.world("a-"), scene.world("b-"))
    turned = {table: list(reversed(listed)) for table, listed in rows.items()}
    assert judge(scene, turned) == judge(scene, rows)


@ALL
def test_a_later_moment_never_turns_violated_into_pending(name: str) -> None:
    scene = SCENES[name]
    was: dict[str, str] = {}
    for as_of in ("2024-03-01 00:00", "2024-03-01 11:00", "2024-03-01 12:00", "2024-03-03 00:00", "2024-04-02 00:00"):
        now = {key: str(case["verdict"]) for key, case in judge(scene, scene.world("w-"), as_of).items()}
        turned = [key for key, verdict in was.items() if verdict == "violated" and now.get(key) in (None, "pending")]
        assert not turned, as_of
        was |= now


@pytest.mark.parametrize("name", EVENT_KINDS)
def test_every_event_case_is_at_home_in_exactly_one_period(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = SCENES[name]
    days = [date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1), date(2024, 3, 2), date(2024, 4, 1), date(2024, 5, 1)]
    homes: dict[str, int] = {}
    for start, end in pairwise(days):
        monkeypatch.setattr("checker.examples.run.ALWAYS", Period(start, end))
        for key in judge(scene, scene.world("w-")):
            homes[key] = homes.get(key, 0) + 1
    monkeypatch.undo()
    assert homes == {key: 1 for key in judge(scene, scene.world("w-"))}
