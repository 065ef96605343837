"""The audits of the stages, each judged once for all workers of the test run."""

import fcntl
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from checker.rulebook.book import RuleBook, load_book

from .audits import Audit
from .judging import RULES, Opened, judge_rules, open_stage
from .plant_files import Stage, read_planted


@pytest.fixture(scope="session")
def book() -> RuleBook:
    """The SP-2 pack."""
    return load_book([RULES])


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory, book: RuleBook) -> Callable[[Stage], Opened]:
    """A stage ready to be judged, opened once in this process."""
    done: dict[str, Opened] = {}

    def of(stage: Stage) -> Opened:
        if stage.name not in done:
            done[stage.name] = open_stage(stage, read_planted(), tmp_path_factory.mktemp(stage.name), book)
        return done[stage.name]

    return of


@pytest.fixture(scope="session")
def audited(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str, opened: Callable[[Stage], Opened], book: RuleBook
) -> Callable[[Stage], Audit]:
    """The audit of a stage by the whole pack. Whoever needs it first judges, the other workers read what he found."""
    own = tmp_path_factory.getbasetemp()
    folder = own if worker_id == "master" else own.parent

    def of(stage: Stage) -> Audit:
        with _locked(folder / f"{stage.name}.lock"):
            found = folder / f"{stage.name}.pickle"
            if not found.exists():
                found.write_bytes(pickle.dumps(judge_rules(opened(stage), book, book.rules)))
            kept: Any = pickle.loads(found.read_bytes())
        assert isinstance(kept, Audit)
        return kept

    return of


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
