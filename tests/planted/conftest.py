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

Books = Callable[[Stage], RuleBook]

Made = TypeVar("Made")


@pytest.fixture(scope="session")
def book() -> RuleBook:
    """The SP-2 pack."""
    return load_book([RULES])


@pytest.fixture(scope="session")
def books(book: RuleBook) -> Books:
    """The packs of a stage, loaded once in this process."""
    done: dict[tuple[Path, ...], RuleBook] = {(RULES,): book}

    def of(stage: Stage) -> RuleBook:
        packs = read_planted(stage.company).packs(stage)
        if packs not in done:
            done[packs] = load_book(list(packs))
        return done[packs]

    return of


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of the test run see."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def opened(shared: Path, books: Books) -> Callable[[Stage], Opened]:
    """A stage ready to be judged: read once for all workers, opened once in this process."""
    done: dict[tuple[str, str], Opened] = {}

    def of(stage: Stage) -> Opened:
        key = stage.company, stage.name
        if key not in done:
            planted, work = read_planted(stage.company), shared / "-".join(key)
            snapshot = once(work.with_suffix(".snapshot"), lambda: read_stage(stage, planted, work))
            done[key] = open_stage(stage, planted, snapshot, books(stage))
        return done[key]

    return of


@pytest.fixture(scope="session")
def audited(shared: Path, opened: Callable[[Stage], Opened], books: Books) -> Callable[[Stage], Audit]:
    """The audit of a stage by all rules that are declared in it, judged once for all workers."""

    def of(stage: Stage) -> Audit:
        def judged() -> Audit:
            return judge_rules(opened(stage), books(stage), rules_of(stage, books(stage)))

        return once(shared / f"{stage.company}-{stage.name}.audit", judged)

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
