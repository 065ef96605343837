"""The pages in a real browser: Debian's Chromium, and a skip with a message where there is none."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import uvicorn
from served_client import NOW

from checker.serve.app import create_app
from checker.serve.guard import names_of
from checker.serve.running import listen

PAGES = ("/", "/audits/latest", "/query?verdict=violated&audit=all", "/diff", "/trend", "/trend?by=rule", "/due")


@pytest.fixture(scope="module")
def address(hostile: Path, months: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a server of three months listens."""
    at = listen("127.0.0.1", 0)
    app = create_app(months, tmp_path_factory.mktemp("reports"), names_of("127.0.0.1"), lambda: NOW)
    server = uvicorn.Server(uvicorn.Config(app, http="h11", ws="none", log_level="error"))
    thread = Thread(target=server.run, kwargs={"sockets": [at.socket]}, daemon=True)
    thread.start()
    yield at.address.rstrip("/")
    server.should_exit = True
    thread.join(20)


def page_of(browser: Any, said: list[str], asked: list[str], **how: Any) -> Any:
    """A page that notes what its console says and what it asks for."""
    page = browser.new_context(**how).new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    return page


def followed(page: Any, link: Any) -> None:
    """Click what leads to another page, and wait until it is there."""
    with page.expect_navigation():
        link.click()


@pytest.mark.parametrize(
    ("width", "theme", "lang"), [(1400, "light", "en-GB"), (360, "dark", "ru-RU"), (390, "light", "zh-CN")]
)
def test_pages_fit_say_nothing_and_ask_nobody_else(
    browser: Any, address: str, width: int, theme: str, lang: str
) -> None:
    said: list[str] = []
    asked: list[str] = []
    page = page_of(browser, said, asked, viewport={"width": width, "height": 800}, color_scheme=theme, locale=lang)
    for path in PAGES:
        page.goto(address + path)
        assert page.evaluate("document.documentElement.lang") == lang[:2]
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond <= 0, f"{path} is wider than the screen"
    assert said == []
    assert not [url for url in asked if not url.startswith(address)]


def test_a_reader_filters_turns_pages_and_opens_a_case(browser: Any, address: str) -> None:
    said: list[str] = []
    page = page_of(browser, said, [], viewport={"width": 1300, "height": 900}, locale="en-GB")
    page.goto(address)
    followed(page, page.get_by_role("link", name="Cases", exact=True))
    assert page.locator("tbody tr").count() == 40
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "text"
    page.get_by_label("High", exact=True).check()
    page.locator("select[name=audit]").select_option("all")
    page.locator("select[name=limit]").select_option("25")
    followed(page, page.get_by_role("button", name="Show", exact=True))
    assert page.locator("[role=status]").first.inner_text() == "1–25 of 30"
    followed(page, page.get_by_role("link", name="Next", exact=True).first)
    assert page.locator("tbody tr").count() == 5
    followed(page, page.get_by_role("link", name="Sort by: Due", exact=True))
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Due")
    followed(page, page.locator("tbody tr td a").first)
    assert "VIOLATED" in page.locator("h1").inner_text()
    followed(page, page.get_by_role("link", name="Русский", exact=True))
    assert "НАРУШЕНО" in page.locator("h1").inner_text()
    followed(page, page.get_by_role("link", name="Динамика", exact=True))
    assert page.evaluate("document.documentElement.lang") == "ru", "links keep the language"
    assert said == []


def test_the_theme_is_chosen_and_kept(browser: Any, address: str) -> None:
    page = page_of(browser, [], [], color_scheme="light")
    page.goto(address)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("#theme").select_option("dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    page.goto(f"{address}/trend")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_everything_works_without_scripts(browser: Any, address: str) -> None:
    page = page_of(browser, [], [], java_script_enabled=False)
    page.goto(f"{address}/query?verdict=violated")
    page.locator("input[name=rule]").fill("card")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("tbody tr").count() == 10


def test_the_keyboard_reaches_the_content_first(browser: Any, address: str) -> None:
    page = page_of(browser, [], [])
    page.goto(address)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")


def test_the_report_opens_under_the_policy_that_is_sent(browser: Any, address: str) -> None:
    said: list[str] = []
    asked: list[str] = []
    page = page_of(browser, said, asked)
    page.goto(f"{address}/audits/latest/report/html")
    assert page.locator("h1").count() == 1
    assert said == [], "nothing of the report is refused"
    assert not [url for url in asked if not url.startswith((address, "data:", "blob:"))]
