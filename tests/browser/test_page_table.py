"""The table of cases in a browser: what is shown, searched, filtered, sorted, grouped, opened and linked to."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

ROWS = ".tabulator-row:not(.tabulator-group)"
Opens = Callable[..., Any]


def column(page: Any, field: str) -> list[str]:
    """The texts of a column, from top to bottom."""
    return list(
        page.eval_on_selector_all(f"{ROWS} [tabulator-field={field}]", "cells => cells.map(one => one.innerText)")
    )


def ids(page: Any) -> list[str]:
    """First lines of the subjects."""
    return [text.splitlines()[0] if text else "" for text in column(page, "subject")]


def test_violations_are_shown_first_and_all_cases_on_demand(visit: Opens) -> None:
    visited = visit()
    page = visited.go("#cases")
    visited.shown("shown 10 of 13")
    assert page.locator(ROWS).count() == 10
    page.select_option("[data-filter=verdict]", "")
    visited.shown("shown 13 of 13")
    assert page.locator(ROWS).count() == 13


def test_search_finds_words_of_texts_people_rules_and_ids(visit: Opens) -> None:
    visited = visit()
    page = visited.go("#cases")
    for sought, found in (
        # Also late, with "30 minutes" in its rule and "onerror" in its text: each term stands somewhere.
        ("one MINUTE late", 2),
        ("王丽", 3),
        ("sp2-card-fields", 2),
        ("c700000000000007", 1),
        ("nowhere", 0),
    ):
        page.fill("#search", sought)
        visited.shown(f"shown {found} of 13")
    assert page.locator("#table .empty").inner_text() == "No case fits these filters"
    page.click("#clear")
    visited.shown("shown 10 of 13")


def test_filters_narrow_and_can_be_taken_off(visit: Opens) -> None:
    visited = visit()
    page = visited.go("#cases")
    page.select_option("[data-filter=severity]", "high")
    visited.shown("shown 3 of 13")
    page.click("#more")
    page.select_option("[data-filter=mark]", "waived")
    visited.shown("shown 1 of 13")
    page.locator(".chip", has_text="Severity").click()
    page.locator(".chip", has_text="Excused").click()
    visited.shown("shown 10 of 13")
    for name, value, found in (
        *(
            ("change", "new", 3),
            ("mark", "disputed", 4),
            ("mark", "known", 2),
            ("mark", "gates", 3),
            ("mark", "plain", 4),
        ),
        *(("unit", "u-vvo", 3), ("responsible", "e1", 4), ("scope", "carried", 1), ("effect", "advice", 1)),
        *(("rule", "sp2-weekly-call", 2), ("tier", "key", 2), ("clause", "sp2-16d", 3)),
    ):
        page.evaluate(f"location.hash = '#cases?{name}={value}'")
        visited.until(f"document.querySelector('[data-filter={name}]').value === '{value}'")
        visited.shown(f"shown {found} of 13")


def test_columns_sort_both_ways_and_the_address_keeps_it(visit: Opens) -> None:
    visited = visit()
    page = visited.go("#cases?verdict=")
    page.click("[tabulator-field=subject] .heading")
    assert ids(page) == sorted(ids(page))
    page.click("[tabulator-field=subject] .heading")
    assert ids(page) == sorted(ids(page), reverse=True)
    assert page.get_attribute(".tabulator-col[tabulator-field=subject]", "aria-sort") == "descending"
    assert "sort=-subject" in page.url
    page.click("[tabulator-field=severity] .heading")
    graded = column(page, "severity")
    order = ["Critical", "High", "Medium", "Low", "Suspicion", "Advice"]
    assert graded == sorted(graded, key=order.index)
    page.click("[tabulator-field=overdue] .heading")
    page.click("[tabulator-field=overdue] .heading")
    # The inquiry without an answer, then one that came too late; what is counted in calls and the like stands below.
    said = [text.replace("\u00a0", " ") for text in column(page, "overdue")][:2]
    assert said == ["24 d 6 h 30 min", "1 h 29 min 59 s"]
    assert column(page, "overdue")[-1] == ""


def test_groups_open_and_close(visit: Opens) -> None:
    visited = visit()
    page = visited.go("#cases?group=rule")
    heads = page.locator(".group-head")
    assert heads.all_inner_texts()[0].split("\n")[0] == "Weekly call"
    assert page.locator(ROWS).count() == 0
    heads.first.press("Enter")
    page.locator(ROWS).nth(1).wait_for()
    assert page.locator(ROWS).count() == 2
    assert page.locator(".group-head").first.get_attribute("aria-expanded") == "true"


def test_a_link_keeps_search_filters_sorting_and_group(visit: Opens) -> None:
    visited = visit()
    page = visited.go("#cases")
    page.select_option("[data-filter=responsible]", "e1")
    page.fill("#search", "Q-1 & заявка?")
    visited.until("location.hash.includes('q=')")
    page.fill("#search", "Ромашка")
    visited.shown("shown 3 of 13")
    page.click("[tabulator-field=due] .heading")
    address = page.url.partition("#")[2]
    assert "responsible=e1" in address
    assert "q=Ромашка" in unquote(address)
    other = visit()
    again = other.go(f"#{address}")
    other.shown("shown 3 of 13")
    assert again.input_value("#search") == "Ромашка"
    assert again.input_value("[data-filter=responsible]") == "e1"
    assert again.get_attribute(".tabulator-col[tabulator-field=due]", "aria-sort") == "ascending"


def test_the_pane_tells_all_of_a_case(visit: Opens) -> None:
    visited = visit()
    page = visited.go("#case=a100000000000001")
    pane = page.locator("#detail")
    pane.locator("h4", has_text="Facts").wait_for()
    said = pane.inner_text()
    for part in (
        *("Inquiry Q-1 was answered one minute late.", "ООО «Ромашка»", "Иванов Иван Иванович (e1)", "inquiry.csv:2"),
        *("5 Oct 2026, 09:30", "5 Oct 2026, 09:31", "30 min", "1 min", "In words:", "sp2-16d", "w-1", "31 Dec 2026"),
        *("Since the last audit: New", "checker explain a100000000000001"),
    ):
        assert part in said, part
    assert page.locator(f"{ROWS}.current").count() == 1


def test_a_link_to_a_case_that_is_not_there_says_so(visit: Opens) -> None:
    page = visit().go("#case=ffff")
    assert "There is no case ffff in this audit" in page.locator("#detail").inner_text()


def test_a_link_opens_a_case_that_the_filters_hide(visit: Opens) -> None:
    page = visit().go("#case=a400000000000004")
    page.locator("#detail-title").wait_for()
    assert "Q-4" in page.locator("#detail").inner_text()


def test_the_keyboard_alone_is_enough(visit: Opens) -> None:
    visited = visit()
    page = visited.go("#summary")
    page.keyboard.press("/")
    visited.until("document.activeElement.id === 'search'")
    page.keyboard.type("ромашка")
    visited.shown("shown 3 of 13")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == "table"
    first = page.get_attribute("#table", "aria-activedescendant")
    page.keyboard.press("ArrowDown")
    second = page.get_attribute("#table", "aria-activedescendant")
    assert first != second
    assert page.get_attribute(f"#{second}", "aria-selected") == "true"
    page.keyboard.press("Enter")
    visited.until("document.activeElement.id === 'detail-title'")
    page.keyboard.press("Escape")
    assert page.locator("#detail").is_hidden()
    assert page.evaluate("document.activeElement.id") == "table"
    assert "case=" not in page.url


def test_the_table_tells_readers_of_the_screen_what_it_is(visit: Opens) -> None:
    page = visit().go("#cases")
    table = page.locator("#table")
    assert table.get_attribute("role") == "grid"
    assert "Enter" in (table.get_attribute("aria-label") or "")
    assert table.get_attribute("aria-rowcount") == "10"
    assert page.locator("#table [role=columnheader]").count() >= 9
    assert page.locator("#shown").get_attribute("aria-live") == "polite"
    assert page.get_attribute(".menu a[data-to=cases]", "aria-current") == "page"
    unnamed = page.evaluate(
        "[...document.querySelectorAll('button, select, input')].filter(one => one.offsetParent"
        " && !(one.labels && one.labels.length) && !one.getAttribute('aria-label') && !one.textContent.trim()).length"
    )
    assert unnamed == 0
