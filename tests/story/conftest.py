"""The story, played once for all tests that look at it."""

import fcntl
import json
import os
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import asdict
from io import StringIO
from pathlib import Path

import pytest

from checker.cli import run
from tests.story.play import Played, Run, play
from tests.story.writing import write_plainly


def run_in(folder: Path) -> Run:
    """A command line with `folder` as its working folder: exit code and all that it said."""

    def runs(*arguments: str) -> tuple[int, str]:
        said = StringIO()
        with chdir(folder), redirect_stdout(said), redirect_stderr(said):
            code = run(arguments)
        return code, said.getvalue()

    return runs


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """All audits, as the months wrote them. Whichever worker comes first plays for all."""
    own = tmp_path_factory.getbasetemp()
    root = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    told = root / "story.json"
    with (root / "story.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            folder = root / "story"
            folder.mkdir()  # a second beginning fails here: what broke the first is told by its own worker
            played = play(folder, run_in(folder), write_plainly)
            told.write_text(json.dumps(asdict(played) | {"folder": str(folder)}), encoding="utf-8")
    facts = json.loads(told.read_text(encoding="utf-8"))
    return Played(**facts | {"folder": Path(facts["folder"])})
