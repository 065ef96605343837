"""The story, played once for all tests that look at it."""

from contextlib import chdir, redirect_stderr, redirect_stdout
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
    """All audits, as the months wrote them."""
    folder = tmp_path_factory.mktemp("story")
    return play(folder, run_in(folder), write_plainly)
