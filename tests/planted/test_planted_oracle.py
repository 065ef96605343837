"""The exact truth of the plants agrees with the oracle, which was written by somebody else from the same text."""

from typing import Any

import pytest

from tests.oracle.judge import judge
from tests.oracle.world import World

from .folders import columns, delivered
from .loader import expectations, expected, tables
from .plant_files import Stage, read_planted

PLANTED = read_planted()


def world(stage: Stage) -> World:
    found = tables(stage, PLANTED)
    exported: dict[str, list[dict[str, Any]]] = {}
    for entity in delivered(PLANTED):
        if entity not in stage.lacks:
            names = columns(entity, stage)
            exported[entity] = [{name: row.get(name, "") for name in names} for row in found.get(entity, [])]
    policy = PLANTED.policy | {"parameters": list(stage.parameters)}
    return World(dict(PLANTED.head["header"]) | policy, exported, stage.as_of)


def _as_declared(clause: str, subject: str, window: str | None, state: str) -> tuple[str, str, str | None, str]:
    return clause, subject, window, "met" if state == "satisfied" else state


@pytest.mark.parametrize("stage", PLANTED.stages, ids=lambda stage: stage.name)
def test_oracle_agrees(stage: Stage) -> None:
    exact = {entry.clause for entry in expectations(stage, PLANTED) if entry.exact}
    declared = expected(stage, PLANTED)
    judged = {_as_declared(*row) for row in judge(world(stage), stage.start, stage.end) if stage.judges(row[0])}
    assert exact or (stage.only and not stage.only & PLANTED.exact)
    assert sorted(declared - judged, key=str) == []
    undeclared = {row for row in judged - declared if row[3] != "not_applicable"}
    assert sorted(undeclared, key=str) == []
