"""Nothing but reading, under no name but ours, with headers that let nothing foreign in."""

from pathlib import Path

import pytest
from served_stores import state_of
from starlette.testclient import TestClient

from checker.serve.guard import HEADERS, names_of

PAGES = ("/", "/query", "/diff", "/trend", "/due", "/api/audits", "/api/openapi.json", "/static/serve.css", "/nothing")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_only_reading_is_answered(client: TestClient, method: str, months: Path) -> None:
    before = state_of(months)
    for path in ("/", "/api/audits", "/nothing", "/audits/latest"):
        answer = client.request(method, path)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert state_of(months) == before


@pytest.mark.parametrize("path", PAGES)
def test_head_is_get_without_the_body(client: TestClient, path: str) -> None:
    got, headed = client.get(path), client.head(path)
    assert headed.content == b""
    assert headed.status_code == got.status_code
    kept = ("content-type", "content-length", "etag", "content-security-policy", "cache-control")
    assert {name: headed.headers.get(name) for name in kept} == {name: got.headers.get(name) for name in kept}


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "127.0.0.1@evil", "", "1.2.3.4"]
)
def test_other_hosts_are_refused(client: TestClient, host: str) -> None:
    for path in ("/", "/api/audits"):
        answer = client.get(path, headers={"host": host})
        assert answer.status_code == 400
        assert "audit_id" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "localhost:8765", "127.0.0.1:1", "[::1]:8765", "LOCALHOST"])
def test_our_own_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://localhost"}, 200),
        ({"origin": "http://[::1]:8765"}, 200),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}, 403),
        ({"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"}, 403),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, 200),
        ({"sec-fetch-site": "same-origin", "sec-fetch-mode": "no-cors"}, 200),
        ({"sec-fetch-site": "none", "sec-fetch-mode": "navigate"}, 200),
    ],
)
def test_pages_of_other_servers_get_nothing_and_links_from_them_work(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    for path in ("/api/audits", "/", "/static/serve.css"):
        assert client.get(path, headers=headers).status_code == status


def test_two_hosts_are_refused(client: TestClient) -> None:
    assert client.get("/", headers=[("host", "localhost"), ("host", "evil.example")]).status_code == 400


def test_names_follow_what_is_listened_on() -> None:
    assert names_of("192.168.1.5").allow("192.168.1.5:80")
    assert not names_of("192.168.1.5").allow("192.168.1.6:80")
    everywhere = names_of("0.0.0.0", ["audits.example"])
    assert everywhere.allow("192.168.1.6:80")
    assert everywhere.allow("audits.example")
    assert not everywhere.allow("evil.example"), "a name can be made to point here, an address cannot"
    assert names_of("::1").allow("[::1]:80")


@pytest.mark.parametrize("path", PAGES)
def test_headers_stand_on_every_answer(client: TestClient, path: str) -> None:
    for answer in (client.get(path), client.post(path), client.get(path, headers={"host": "evil.example"})):
        for name, value in HEADERS.items():
            if name != "cache-control":
                assert answer.headers[name] == value, (path, name)
        assert answer.headers["cache-control"] in ("private, no-cache", "no-store")
        assert "access-control-allow-origin" not in answer.headers
        assert "server" not in answer.headers


def test_the_policy_allows_no_inline_script_and_nobody_frames(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]
    assert "unsafe-inline" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


def test_the_report_keeps_its_own_policy_and_cannot_be_framed(client: TestClient) -> None:
    report = client.get("/audits/latest/report/html", follow_redirects=True)
    policy = report.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "script-src 'sha256-" in policy
    assert "'unsafe-inline'" not in policy.split("script-src", 1)[1].split(";")[0]


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/docs/oauth2-redirect"])
def test_pages_that_load_scripts_from_elsewhere_are_off(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/audits/../manifest.json",
        "/audits/..%2f..%2fetc%2fpasswd",
        "/audits/..%2fchain.jsonl/report/html",
        "/audits/%2e%2e/report/json",
        "/audits/.aside/report/json",
        "/audits/chain.jsonl",
        "/audits/2026-01_x%00/report/html",
        "/static/..%2f..%2fapp.py",
        "/static/base.html",
        "/audits/latest/report/..%2fhtml",
        "/audits/latest/cases/..%2f..%2fcases.parquet",
        "/api/audits/..%2fmanifest",
    ],
)
def test_no_path_leads_out_of_the_listing(client: TestClient, path: str) -> None:
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code == 404, answer.text
