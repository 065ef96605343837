"""The audits of the stages, each run once."""

from collections.abc import Callable

import pytest

from .audits import Audit, audit
from .plant_files import Stage, read_planted


@pytest.fixture(scope="session")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Stage], Audit]:
    """The audit of a stage."""
    done: dict[str, Audit] = {}

    def of(stage: Stage) -> Audit:
        if stage.name not in done:
            done[stage.name] = audit(stage, read_planted(), tmp_path_factory.mktemp(stage.name))
        return done[stage.name]

    return of
