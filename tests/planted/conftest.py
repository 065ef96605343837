"""The audits of the stages, each judged once for all workers of the test run."""

import fcntl
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from checker.rulebook.book import RuleBook, load_book

from .audits import Audit
from .judging import RULES, Opened, judge_rules, open_stage, read_stage, rules_of
from .plant_files import Stage, read_planted

Made = TypeVar("Made")


@pytest.fixture(scope="session")
def book() -> RuleBook:
    """The SP-2 pack."""
    return load_book([RULES])


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of the test run see."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def opened(shared: Path, book: RuleBook) -> Callable[[Stage], Opened]:
    """A stage ready to be judged: read once for all workers, opened once in this process."""
    done: dict[str, Opened] = {}

    def of(stage: Stage) -> Opened:
        if stage.name not in done:
            work = shared / stage.name
            snapshot = once(work.with_suffix(".snapshot"), lambda: read_stage(stage, read_planted(), work))
            done[stage.name] = open_stage(stage, read_planted(), snapshot, book)
        return done[stage.name]

    return of


@pytest.fixture(scope="session")
def audited(shared: Path, opened: Callable[[Stage], Opened], book: RuleBook) -> Callable[[Stage], Audit]:
    """The audit of a stage by all rules that are declared in it, judged once for all workers."""

    def of(stage: Stage) -> Audit:
        return once(shared / f"{stage.name}.audit", lambda: judge_rules(opened(stage), book, rules_of(stage, book)))

    return of


def once(path: Path, make: Callable[[], Made]) -> Made:
    """What `make` makes, made by whoever needs it first and read from the file by the others."""
    with _locked(path.with_name(f"{path.name}.lock")):
        if not path.exists():
            path.write_bytes(pickle.dumps(make()))
        found: Made = pickle.loads(path.read_bytes())
    return found


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
