"""The page as a whole in a browser: languages, themes, paper, narrow screens, and data that try to run."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

NARROW = {"width": 360, "height": 740}
VIEWS = ("summary", "cases", "escalations", "people", "rules", "coverage", "quarantine", "about")
LANGUAGES = (("0", "en", "Violations"), ("1", "ru", "Нарушения"), ("2", "zh", "违规"))
KEY = re.compile(
    r"\b(?:page|report|marks|query|formats|waivers)\.[a-z_]+(?:\.[a-z_]+)*\b|\{[a-z_]+\}|undefined|NaN|\[object"
)
Opens = Callable[..., Any]


def test_every_part_opens_alone(visit: Opens) -> None:
    visited = visit()
    page = visited.go("#about")
    for view in VIEWS:
        page.evaluate("to => { location.hash = to; }", view)
        visited.until(f"document.querySelector('.menu a[aria-current]').dataset.to === {view!r}")
        assert page.locator(".view:visible").count() == 1, view
        assert page.locator(f".view[data-view={view}]").is_visible(), view


@pytest.mark.parametrize(("place", "lang", "title"), LANGUAGES)
def test_the_page_switches_its_language_and_remembers_it(visit: Opens, place: str, lang: str, title: str) -> None:
    visited = visit()
    page = visited.go("#cases")
    page.select_option("#language", "1" if place != "1" else "2")
    page.select_option("#language", place)
    visited.until(f"document.getElementById('cases-title').textContent === {title!r}")
    again = visited.go("#cases?verdict=")
    assert again.locator("#cases-title").inner_text() == title
    assert again.evaluate("document.documentElement.lang") == lang
    again.locator(".tabulator-row").first.click()
    again.locator("#detail h4").first.wait_for()
    for view in VIEWS:
        again.click(f".menu a[data-to={view}]")
        assert not KEY.search(again.locator("body").inner_text()), view


def test_every_language_writes_dates_and_numbers_its_own_way(visit: Opens) -> None:
    visited = visit()
    page = visited.go("#case=a200000000000002")
    expected = {"0": "8 Oct 2026, 09:30", "1": "08.10.2026, 09:30", "2": "2026年10月8日 09:30"}
    for place, due in expected.items():
        page.select_option("#language", place)
        visited.until(f"document.getElementById('detail').innerText.includes({due!r})")
    assert "询价 Q-2 未答复。" in page.locator("#detail").inner_text()
    page.click(".menu a[data-to=summary]")
    assert "93.4%" in page.locator(".cards").inner_text()
    page.select_option("#language", "1")
    visited.until("document.querySelector('.cards').innerText.includes('93,4\u00a0%')")


def test_the_theme_follows_the_system_until_somebody_chooses(visit: Opens) -> None:
    visited = visit(color_scheme="dark")
    page = visited.go()
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) == "rgb(17, 22, 28)"
    page.select_option("#theme", "light")
    assert page.evaluate(background) == "rgb(244, 246, 248)"
    page = visited.go()
    assert page.evaluate(background) == "rgb(244, 246, 248)"
    assert page.input_value("#theme") == "light"


@pytest.mark.parametrize("place", ["1", "2"])
def test_a_narrow_screen_never_scrolls_sideways(visit: Opens, place: str) -> None:
    visited = visit(viewport=NARROW)
    page = visited.go()
    page.select_option("#language", place)
    visited.until(f"document.documentElement.lang === {dict((p, one) for p, one, _ in LANGUAGES)[place]!r}")
    for view in VIEWS:
        page.evaluate("to => { location.hash = to; }", view)
        visited.until(f"document.querySelector('.menu a[aria-current]').dataset.to === {view!r}")
        assert page.evaluate("document.documentElement.scrollWidth") == 360, view
    page.evaluate("location.hash = 'cases'")
    page.locator(".case-card").first.click()
    page.locator("#detail h4").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate("document.getElementById('detail').scrollWidth") <= 360
    page.click("#detail .close")
    assert page.locator("#detail").is_hidden()


def test_paper_gets_the_summary_and_the_cases_as_filtered(visit: Opens) -> None:
    visited = visit()
    page = visited.go("#cases?severity=high")
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF-")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#printed tbody tr").count() == 3
    assert "Filters: Verdict: Violated; Severity: High" in page.locator("#printed").inner_text()
    assert page.locator("#summary").is_visible()
    assert page.locator(".menu").is_hidden()
    assert page.locator("#work").is_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.locator("#printed *").count() == 0
    assert page.locator("#work").is_visible()
    assert page.locator("#summary").is_hidden()


def test_data_stay_text_wherever_they_are_shown(visit: Opens) -> None:
    visited = visit()
    page = visited.go("#case=a100000000000013")
    page.locator("#detail h4").first.wait_for()
    assert "</script><img src=x onerror=alert(3)>" in page.locator("#detail").inner_text()
    for view in VIEWS:
        page.click(f".menu a[data-to={view}]")
    page.click(".menu a[data-to=cases]")
    page.select_option("#group", "responsible")
    page.locator(".group-head", has_text="<script>alert(1)</script>").wait_for()
    page.select_option("#group", "subject")
    assert page.locator("img, iframe, object").count() == 0
    assert page.evaluate("[...document.scripts].filter(one => !one.type).length") == 4


def test_a_report_of_an_address_is_as_it_was_asked_for(visit: Opens) -> None:
    """Addresses are data too: what is no filter's value is left out."""
    page = visit().go(
        "#cases?severity=%3Cimg%20src%3Dx%3E&group=__proto__&sort=constructor&verdict=violated&mark=constructor"
    )
    assert page.locator("#shown").inner_text() == "shown 10 of 13"
    assert page.locator(".group-head").count() == 0


def test_an_address_that_is_no_text_opens_the_summary(visit: Opens) -> None:
    page = visit().go("#%zz")
    assert page.locator(".view[data-view=summary]").is_visible()


def test_without_script_the_figures_and_first_violations_are_there(browser: Any, report_file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report_file.as_uri())
    said = page.locator("body").inner_text()
    assert "Inquiry Q-1 was answered one minute late." in said
    assert "shown 10 of 10" in said
    assert page.locator("#rules").is_visible()
    assert page.locator("#work").is_hidden()
    context.close()


def test_a_picked_figure_filters_the_cases(visit: Opens) -> None:
    visited = visit()
    page = visited.go()
    page.locator("#chart-host [role=img]").first.wait_for()
    page.locator("#rules").wait_for(state="attached")
    page.click("h1")  # going back passes over addresses that no reader asked for
    page.evaluate("location.hash = '#cases?rule=sp2-weekly-call'")
    visited.shown("shown 2 of 13")
    page.click("h1")
    page.go_back()
    visited.until("document.querySelector('.view[data-view=summary]').offsetParent !== null")
