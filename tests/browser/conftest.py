"""The hand-made report opened in a browser."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "report"))

from stored_marks import marked_audit

from checker.report.content import read_report
from checker.report.registry import write

WIDE = {"width": 1600, "height": 1000}


@pytest.fixture(scope="session")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the hand-made audit with marks, whose names and texts try to break reports."""
    return marked_audit(tmp_path_factory.mktemp("marked"))


@pytest.fixture(scope="session")
def report_file(marked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its report in English."""
    target = tmp_path_factory.mktemp("page") / "report.html"
    write("html", read_report(marked), target)
    return target


class Visit:
    """A page with all that went wrong in it; the tests end with none."""

    def __init__(self, page: Any, file: Path) -> None:
        self.page, self.file = page, file
        self.wrong: list[str] = []
        page.on("console", lambda said: self.wrong.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith("file:") else self.wrong.append(asked.url))
        page.on("dialog", lambda dialog: (self.wrong.append(dialog.message), dialog.dismiss()))

    def go(self, address: str = "") -> Any:
        """Open the report at an address inside it and wait until its data are there."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.file.as_uri()}{address}")
        self.page.wait_for_selector("html[data-ready]", timeout=60_000)
        return self.page

    def until(self, script: str, seconds: float = 20) -> None:
        """Wait until a script is true; Playwright's own way evaluates text, which the page's policy forbids."""
        for _ in range(int(seconds * 20)):
            if self.page.evaluate(script):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never true: {script}")

    def shown(self, text: str) -> None:
        """Wait until the number of cases shown is told so."""
        self.until(f"document.getElementById('shown').textContent === {text!r}")


@pytest.fixture
def visit(browser: Any, report_file: Path) -> Iterator[Callable[..., Visit]]:
    """Opens the report in a browser of its own; whatever it complains of fails the test."""
    visits: list[Visit] = []

    def open_it(file: Path = report_file, **context: Any) -> Visit:
        chosen = {"viewport": WIDE, "reduced_motion": "reduce", **context}
        visits.append(Visit(browser.new_context(**chosen).new_page(), file))
        return visits[-1]

    yield open_it
    for visited in visits:
        assert visited.wrong == []
        visited.page.context.close()
