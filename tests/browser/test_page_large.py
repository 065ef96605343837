"""A hundred thousand cases: the table stays light, and what is asked of it comes soon."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from checker.report.content import read_report
from checker.report.registry import write

MANY = 100_000
MOST_BYTES = 30_000_000
Opens = Callable[..., Any]


@pytest.fixture(scope="module")
def large(marked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the hand-made violations many times over, each with an id, a subject and instants of its own."""
    from shutil import copytree

    folder = tmp_path_factory.mktemp("large") / marked.name
    copytree(marked, folder)
    path = folder / "cases.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            f"""CREATE TABLE t AS SELECT * REPLACE (substr(md5(case_id || k), 1, 16) AS case_id,
              'Q-' || k AS subject_id, due_at + to_seconds(hash(k || case_id) % 2000000) AS due_at,
              text_en || ' №' || k AS text_en, text_ru || ' №' || k AS text_ru, text_zh || ' №' || k AS text_zh)
            FROM '{path}', range({MANY // 10}) r(k) WHERE verdict = 'violated' ORDER BY case_id"""
        )
        connection.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    target = folder.parent / "large.html"
    write("html", read_report(folder), target)
    assert target.stat().st_size < MOST_BYTES
    return target


def test_only_the_rows_in_view_are_drawn(visit: Opens, large: Path) -> None:
    visited = visit(large)
    page = visited.go("#cases")
    visited.shown("shown 100,000 of 100,000")
    rows = "document.querySelectorAll('.tabulator-row').length"
    page.locator(".tabulator-row").first.wait_for()
    assert 5 < page.evaluate(rows) < 80
    holder = page.locator(".tabulator-tableholder")
    for part in (0.5, 1):
        holder.evaluate(f"one => one.scrollTop = one.scrollHeight * {part}")
        page.wait_for_timeout(200)
        assert 5 < page.evaluate(rows) < 80
        assert page.locator(".tabulator-row").last.is_visible()
    started = time.monotonic()
    page.fill("#search", "№777")
    # 777 and 7770 to 7779, ten cases each.
    visited.shown("shown 110 of 100,000")
    page.click("[tabulator-field=due] .heading")
    page.select_option("#group", "rule")
    page.locator(".tabulator-group").first.wait_for()
    assert time.monotonic() - started < 20
