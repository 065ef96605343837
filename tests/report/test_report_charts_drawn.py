"""The charts as a browser draws them, on a page whose security policy admits nothing but their own scripts."""

import base64
import hashlib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from checker.report.chart_data import chart_data
from checker.report.content import read_report
from checker.report.page_data import safe_json

HOSTILE = '<img src=x onerror="window.hit=1">上海明远国际贸易有限公司华东区域大客户服务与销售支持中心'
BEGIN = """
window.picks = [];
window.errors = [];
window.addEventListener("securitypolicyviolation", (event) => window.errors.push(event.violatedDirective));
window.go = (lang, theme) => checkerCharts.draw(document.getElementById("host"),
  JSON.parse(document.getElementById("data").textContent), lang, theme, (picked) => picks.push(picked));
"""


def shipped(folder: str, name: str) -> str:
    return files("checker.report").joinpath(folder, name).read_text("utf-8")


def page_of(data: dict[str, Any]) -> str:
    scripts = [BEGIN, shipped("vendor", "echarts.min.js"), shipped("page", "charts.js")]
    digests = (base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in scripts)
    hashes = " ".join(f"'sha256-{digest}'" for digest in digests)
    policy = f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src {hashes}"
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<style>body {{ margin: 12px; }}\n{shipped('page', 'charts.css')}</style><div id=host></div>"
        f'<script type="application/json" id="data">{safe_json(data)}</script>'
        + "".join(f"<script>{one}</script>" for one in scripts)
    )


@pytest.fixture(scope="module")
def shown(browser: Any, audit: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    data = chart_data(read_report(audit))
    unit = next(one for one in data["bars"] if one["by"] == "unit")
    unit["items"][0]["name"] = data["heat"]["columns"][0]["name"] = HOSTILE
    point = data["trend"]["points"][0]
    data["trend"]["points"] = [{**point, "name": "2026-09", "rate": None, "complete": False}, point]
    path = tmp_path_factory.mktemp("charts") / "page.html"
    path.write_text(page_of(data), "utf-8")
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.on("pageerror", lambda error: page.evaluate("(said) => window.errors.push(said)", str(error)))
    page.goto(path.as_uri())
    yield page
    assert page.evaluate("errors") == []
    assert page.evaluate("window.hit") is None
    page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("lang", "title", "rule"),
    [
        (0, "Violations by rule", "Weekly call"),
        (1, "Нарушения по правилам", "Еженедельный звонок"),
        (2, "按规则统计的违规", "每周电话"),
    ],
)
@pytest.mark.parametrize("width", [360, 1600])
def test_all_six_are_drawn(shown: Any, width: int, lang: int, title: str, rule: str, theme: str) -> None:
    shown.set_viewport_size({"width": width, "height": 900})
    shown.evaluate(f"go({lang}, '{theme}')")
    assert shown.locator("figure.chart").count() == 6
    assert shown.locator('figure [role="img"] svg').count() == 6
    assert shown.locator(".chart-rule figcaption").inner_text() == title
    drawn = shown.locator(".chart-heat svg").text_content()
    assert rule in drawn
    for figure in shown.locator('[role="img"]').all():
        assert figure.get_attribute("aria-label")
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_bar_picks_its_filter(shown: Any) -> None:
    shown.set_viewport_size({"width": 1200, "height": 900})
    shown.evaluate("go(0, 'light'); picks.length = 0")
    chart = shown.locator(".chart-severity .chart-drawing")
    # Rows are 26 high from 4 on; the second is "high" with 3 violations, the most, so its bar is the longest.
    chart.click(position={"x": chart.bounding_box()["width"] / 2, "y": 4 + 26 + 13})
    assert shown.evaluate("picks") == [{"severity": "high"}]


def test_the_tables_pick_with_the_keyboard_and_hold_the_whole_name(shown: Any) -> None:
    shown.evaluate("go(0, 'light'); picks.length = 0")
    shown.locator(".chart-unit summary").press("Enter")
    first = shown.locator(".chart-unit .chart-pick").first
    assert first.inner_text() == HOSTILE
    first.press("Enter")
    assert shown.evaluate("picks") == [{"unit": "u-msk"}]
    cells = shown.locator(".chart-unit tbody tr").first.locator("td").all_inner_texts()
    assert cells == ["4", "1", "3", "100", "104", "96.1%"]


def test_the_heat_map_shows_counts_or_the_rate(shown: Any) -> None:
    shown.evaluate("go(0, 'light')")
    before = shown.locator(".chart-heat svg").text_content()
    shown.locator(".chart-heat .chart-choice button").nth(1).press("Enter")
    assert shown.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    after = shown.locator(".chart-heat svg").text_content()
    assert "97%" in after
    assert "97%" not in before
    shown.locator(".chart-heat .chart-choice button").nth(0).click()


def test_tips_are_text(shown: Any) -> None:
    shown.evaluate("go(0, 'dark')")
    shown.locator(".chart-unit .chart-drawing").hover(position={"x": 400, "y": 4 + 13})
    tip = shown.locator(".chart-unit .chart-tip")
    assert HOSTILE in tip.inner_text()
    assert tip.locator("img").count() == 0


def test_a_hidden_host_is_drawn_once_it_shows(shown: Any) -> None:
    shown.evaluate("host.style.display = 'none'; go(1, 'light')")
    shown.evaluate("host.style.display = ''; checkerCharts.resize()")
    assert shown.locator(".chart-rule figcaption").inner_text() == "Нарушения по правилам"
    assert shown.locator(".chart-rule svg").bounding_box()["width"] > 100


def test_on_paper_no_chart_is_wider_than_the_page(shown: Any) -> None:
    shown.set_viewport_size({"width": 1600, "height": 900})
    shown.evaluate("go(0, 'light')")
    shown.emulate_media(media="print")
    shown.set_viewport_size({"width": 700, "height": 900})
    widths = shown.evaluate(
        "[...document.querySelectorAll('figure svg')].map((one) => one.getBoundingClientRect().right)"
    )
    shown.emulate_media(media="screen")
    assert max(widths) <= 700
