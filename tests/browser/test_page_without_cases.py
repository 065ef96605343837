"""Audits in which nothing was violated, and in which there is no case at all."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from stored_audit import make_audit
from stored_cases import CASES

from checker.report.content import read_report
from checker.report.registry import write

Opens = Callable[..., Any]
CLEAN = [case for case in CASES if case["verdict"] != "violated"]


@pytest.mark.parametrize(("cases", "told"), [(CLEAN, f"shown 0 of {len(CLEAN)}"), ([], "shown 0 of 0")])
def test_the_list_says_that_no_case_fits(visit: Opens, tmp_path: Path, cases: list[dict[str, Any]], told: str) -> None:
    write("html", read_report(make_audit(tmp_path, cases=cases)), tmp_path / "page.html")
    visited = visit(tmp_path / "page.html")
    page = visited.go("#cases")
    visited.shown(told)
    assert page.locator(".chip").inner_text().replace("\n", "") == "Verdict: Violated×"
    assert page.locator("#cases-table .empty, .tabulator-placeholder .empty").first.is_visible()
    assert page.eval_on_selector("[data-filter=verdict]", "one => one.selectedOptions[0].textContent") == "Violated"
    page.click(".menu a[data-to=summary]")
    assert page.locator(".view[data-view=summary]").is_visible()
