"""Every page in every language: complete, escaped, and honest about what cannot be shown."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from served_client import Opened
from served_stores import HOSTILE, months_store, state_of
from starlette.testclient import TestClient

from checker.cli import run
from checker.report.browser import VARIABLE
from checker.report.registry import FORMATS
from checker.store.audits import audits
from checker.words.words import Words

LANGUAGES = ("en", "ru", "zh")
PAGES = (
    "/",
    "/audits/{audit}",
    "/audits/{audit}/cases/{case}",
    "/audits/{audit}/cases/{case}?prove=true",
    "/query",
    "/query?verdict=violated&audit=all&sort=-due_at&offset=0&limit=25",
    "/query?group_by=rule",
    "/query?group_by=responsible,severity&audit=all",
    "/query?text=nothing+is+like+this&responsible=nobody",
    "/query?client=%D0%A0%D0%BE%D0%BC%D0%B0%D1%88%D0%BA%D0%B0&due_from=2026-01-01&waived=false&latest_state=true",
    "/diff",
    "/trend",
    "/trend?by=rule",
    "/trend?by=tier&length=month&last=2",
    "/due",
    "/due?what=act&within=90&at=now",
)
MISTAKES = (
    "/nothing",
    "/audits/2020",
    "/query?severity=hgh",
    "/query?severty=high",
    "/query?due_from=soon",
    "/?lang=de",
)


class Page(HTMLParser):
    """What a page consists of; void of meaning where it is not well formed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        self.links += [value for name, value in attrs if name in ("href", "src", "action") and value]


def named(store: Path, path: str) -> str:
    audit = audits(store)[-1].audit_id
    import duckdb

    (case,) = duckdb.execute(f"SELECT min(case_id) FROM '{store}/{audit}/cases.parquet'").fetchall()[0]
    return path.replace("{audit}", audit).replace("{case}", case)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_every_page_in_every_language(client: TestClient, months: Path, path: str, lang: str) -> None:
    asked = named(months, path)
    answer = client.get(f"{asked}{'&' if '?' in asked else '?'}lang={lang}")
    assert answer.status_code == 200, answer.text
    page = Page(answer.text)
    assert ("html", {"lang": lang}) in page.tags
    assert Words(lang).text("serve.title") in answer.text
    assert answer.headers["content-language"] == lang
    links = [given for tag, given in page.tags if tag == "a"]
    ours = [one["href"] or "" for one in links if (one["href"] or "").startswith("/") and "hreflang" not in one]
    assert ours
    assert all(f"lang={lang}" in link for link in ours if not link.startswith("/api/")), "links keep the language"
    if any(tag == "form" for tag, _ in page.tags):
        assert ("input", {"type": "hidden", "name": "lang", "value": lang}) in page.tags, "so does the form"
    assert not [link for link in page.links if "//" in link], "nothing is asked of others"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", MISTAKES)
def test_mistakes_are_told_in_every_language(client: TestClient, path: str, lang: str) -> None:
    answer = client.get(path, headers={"accept-language": lang})
    assert answer.status_code in (400, 404)
    assert f'<html lang="{lang}"' in answer.text
    assert "Traceback" not in answer.text


def test_a_mistyped_filter_is_told_in_the_readers_language(client: TestClient) -> None:
    for lang, said in (
        ("en", "is not asked here; did you mean &#39;severity&#39;?"),
        ("ru", "здесь такого параметра нет; возможно, имелось в виду «severity»?"),
        ("zh", "此处没有这个参数; 是否想写“severity”？"),
    ):
        assert said in client.get(f"/query?severty=high&lang={lang}").text


@pytest.mark.parametrize(
    ("accepted", "lang"),
    [
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("de-DE,zh-CN;q=0.5,en;q=0.3", "zh"),
        ("de", "en"),
        ("en;q=0.1,ru;q=0.7", "ru"),
        ("ru;q=0,en", "en"),
        ("", "en"),
        ("*", "en"),
        ("ru;q=x,zh", "zh"),
    ],
)
def test_the_browsers_language(client: TestClient, accepted: str, lang: str) -> None:
    answer = client.get("/", headers={"accept-language": accepted})
    assert f'<html lang="{lang}"' in answer.text
    assert answer.headers["vary"] == "Accept-Language"


def test_figures_of_the_list(client: TestClient) -> None:
    text = client.get("/").text
    assert text.count("30 of 70") == 3
    assert text.count("42.8%") == 3, "30 of 70 are 42.857 %, cut"
    assert text.index("2026-03") < text.index("2026-02") < text.index("2026-01"), "the newest first"


def test_figures_of_an_audit_lead_to_the_cases_they_count(client: TestClient) -> None:
    page = Page(client.get("/audits/2026-02", follow_redirects=True).text)
    for verdict, effect, n in (("violated", "violation", 40), ("pending", None, 1)):
        (link,) = [
            one
            for one in page.links
            if f"verdict={verdict}" in one and "scope=period" in one and (effect is None or f"effect={effect}" in one)
        ]
        assert re.search(rf"1–{n} of {n}\b", client.get(link).text)


@pytest.mark.parametrize(("path", "lang"), [(path, LANGUAGES[place % 3]) for place, path in enumerate(PAGES)])
def test_hostile_names_are_text(hostile_client: TestClient, hostile: Path, path: str, lang: str) -> None:
    asked = named(hostile, path).replace("{case}", "bad0000000000001")
    answer = hostile_client.get(f"{asked}{'&' if '?' in asked else '?'}lang={lang}")
    assert answer.status_code == 200, answer.text
    page = Page(answer.text)
    assert not [tag for tag, _ in page.tags if tag == "img"]
    assert [given for tag, given in page.tags if tag == "script"] == [{"src": "/static/serve.js"}]
    assert not [given for _, given in page.tags if any(name.startswith("on") for name in given)]
    assert not [link for link in page.links if link.lower().startswith("javascript:")]
    assert "49" not in re.findall(r"\{\{.*?\}\}|49", answer.text) or "{{7*7}}" in answer.text


@pytest.mark.parametrize("name", ["text", "rule", "client", "audit", "sort", "group_by", "severity", "nonsense"])
def test_hostile_addresses_are_text(client: TestClient, name: str) -> None:
    answer = client.get("/query", params={name: HOSTILE})
    page = Page(answer.text)
    assert not [tag for tag, _ in page.tags if tag == "img"]
    assert len([tag for tag, _ in page.tags if tag == "script"]) == 1


def test_the_report_is_the_file_of_the_command(client: TestClient, months: Path, tmp_path: Path) -> None:
    for lang in ("en", "zh"):
        target = tmp_path / f"{lang}.html"
        assert (
            run(["report", "latest", "--store", str(months), "--format", "html", "--lang", lang, "--out", str(target)])
            == 0
        )
        answer = client.get(f"/audits/latest/report/html?lang={lang}", follow_redirects=True)
        assert answer.content == target.read_bytes()
        assert client.get(f"/audits/latest/report/html?lang={lang}", follow_redirects=True).content == answer.content


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"html", "pdf"}))
def test_reports_are_downloads(client: TestClient, months: Path, name: str) -> None:
    audit = audits(months)[0].audit_id
    answer = client.get(f"/audits/{audit}/report/{name}")
    assert answer.status_code == 200, answer.text
    assert re.fullmatch(rf'attachment; filename="{audit}\.\w+(\.\w+)?"', answer.headers["content-disposition"])
    assert len(answer.content) == int(answer.headers["content-length"]) > 0


def test_a_report_that_cannot_be_made_here_says_why(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "/no/such/browser")
    answer = client.get("/audits/latest/report/pdf?lang=zh", follow_redirects=True)
    assert answer.status_code == 501
    assert Words("zh").text("serve.refused.501.title") in answer.text
    assert "/no/such/browser" in answer.text


def test_unknown_audits_and_formats_name_the_nearest(client: TestClient, months: Path) -> None:
    last = audits(months)[-1].audit_id
    for path in (f"/audits/{last[:-1]}7", "/audits/2026-04", f"/audits/{last[:-1]}7/report/html"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert last in answer.text or audits(months)[0].audit_id in answer.text
    several = client.get("/audits/2026")
    assert several.status_code == 404
    assert all(audit.audit_id in several.text for audit in audits(months))
    assert client.get(f"/audits/{last}/report/xml").status_code == 404
    assert client.get(f"/audits/{last}/cases/none").status_code == 404


def test_short_names_lead_to_the_whole(client: TestClient, months: Path) -> None:
    last = audits(months)[-1].audit_id
    for name in ("latest", "2026-03"):
        answer = client.get(f"/audits/{name}?lang=zh")
        assert (answer.status_code, answer.headers["location"]) == (302, f"/audits/{last}?lang=zh")
    case = named(months, "{case}")
    assert client.get(f"/cases/{case[:12]}").headers["location"].endswith(f"/cases/{case}")


def test_a_form_sends_its_empty_fields_and_that_is_no_filter(client: TestClient) -> None:
    full = client.get("/query?verdict=violated").text
    blank = client.get("/query?verdict=violated&rule=&due_from=&waived=&text=&group_by=&client=").text
    count = re.compile(r"1–40 of 40")
    assert count.search(full)
    assert count.search(blank)


def test_filters_are_kept_in_the_form_and_in_the_links(client: TestClient) -> None:
    text = client.get("/query?verdict=violated&severity=high,low&responsible=e1&limit=5&lang=ru").text
    page = Page(text)
    checked = {given["value"] for tag, given in page.tags if tag == "input" and "checked" in given}
    assert checked == {"violated", "high", "low"}
    assert 'name="responsible" type="text" value="e1"' in text
    (following,) = {link for link in page.links if "offset=5" in link}
    assert {"verdict=violated", "responsible=e1", "limit=5", "lang=ru"} <= set(following.split("?")[1].split("&"))


def test_nothing_is_written_into_the_store(opened: Opened, tmp_path: Path) -> None:
    store = months_store(tmp_path / "s")
    before = state_of(store)
    client = opened(store)
    for path in (*PAGES, "/audits/{audit}/report/html", "/audits/{audit}/report/xlsx", "/api/cases", "/api/rules"):
        assert client.get(named(store, path)).status_code == 200
    assert state_of(store) == before
