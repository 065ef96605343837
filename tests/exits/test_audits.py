"""In a store that holds the audit of the whole snapshot, taking a column or a table away never lowers the exit code.

By default a part of them; `pytest tests/exits --long` takes them all.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.errors import EXIT_INCOMPLETE, EXIT_USAGE, EXIT_VIOLATIONS
from checker.snapshot.model import Snapshot
from tests.planted.conftest import once
from tests.planted.judging import Opened
from tests.planted.plant_files import Stage, read_planted

from .folders import audit_code, filled, spoiled_folder, unchanged_files_read
from .spoiling import DELETED, MODES
from .targets import BOOK, everything, part, reads

PLANTED = read_planted()
STAGES = ("december", "years", "bare", "january-late", "parameters")
EVERY = 140

Audited = Callable[[Stage], tuple[Snapshot, Path, int]]


def targets() -> list[tuple[str, str, str]]:
    """(stage, column or table, mode): a stage with values in it; one that is blank everywhere can only be deleted."""
    found = []
    for name in everything():
        stage = next((stage for stage in STAGES if name in filled(stage)), None)
        found += [(stage, name, mode) for mode in MODES] if stage else [(STAGES[0], name, DELETED)]
    return found


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "target" in metafunc.fixturenames:
        metafunc.parametrize("target", part(targets(), metafunc.config, EVERY), ids=" ".join)


@pytest.fixture(scope="session")
def audited_whole(shared: Path, opened: Callable[[Stage], Opened]) -> Audited:
    """Snapshot, store and exit code of the audit of a whole stage, made once for all workers."""

    def of(stage: Stage) -> tuple[Snapshot, Path, int]:
        snapshot, store = opened(stage).settled.snapshot, shared / f"{stage.name}-whole"
        code = once(shared / f"{stage.name}.code", lambda: audit_code(stage, snapshot.folder, store))
        return snapshot, store, code

    return of


def test_what_is_taken_away_never_lowers_the_exit_code(
    target: tuple[str, str, str], audited_whole: Audited, tmp_path: Path
) -> None:
    """Fewer rules give no higher exit code, so one rule that reads the target says more than all: it alone must hold
    the code. Where nothing had values in the target, all are judged."""
    stage, (name, mode) = PLANTED.stage(target[0]), target[1:]
    whole, store, before = audited_whole(stage)
    assert before in (EXIT_VIOLATIONS, EXIT_INCOMPLETE)
    shutil.copytree(store, tmp_path / "store")
    folder = spoiled_folder(whole.folder, name, mode, tmp_path / "snapshot")
    rule = next((rule for rule, names in reads().items() if name in names), next(iter(BOOK.rules)))
    options = ("--select", f"id:{rule}") if name in filled(stage.name) else ()
    with unchanged_files_read(whole, name.partition(".")[0]):
        code = audit_code(stage, folder, tmp_path / "store", *options)
    assert code == EXIT_USAGE or before <= code <= EXIT_INCOMPLETE
