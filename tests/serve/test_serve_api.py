"""The API answers as its OpenAPI document says, names what it answered, and computes nothing twice."""

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from served_client import Opened
from served_stores import months_store
from small_store import store_audit
from starlette.testclient import TestClient

from checker.store.audits import audits

ASKED = {
    "/api/audits": [""],
    "/api/audits/{audit}": [""],
    "/api/rules": ["", "?lang=zh"],
    "/api/cases": ["", "?audit=all&columns=case,due,found_on,clauses,gates,measured,text,audit&lang=ru", "?rule=card"],
    "/api/violations": ["?limit=2&offset=1"],
    "/api/groups": ["", "?group_by=clause,severity,in_baseline,rectify_by", "?group_by=due_on"],
    "/api/cases/{case}": ["", "?audit=latest&lang=zh"],
    "/api/diff": ["", "?before=2026-01&after=2026-03&limit=2"],
    "/api/trend": ["", "?by=rule", "?by=clause&length=month", "?by=responsible&last=1&unit=u1"],
    "/api/due": ["", "?what=act", "?at=now&within=400&lang=ru"],
}
WRONG = {
    "/api/cases?severty=high": ("severty", "did you mean 'severity'?"),
    "/api/cases?severity=hgh": ("severity", "did you mean 'high'?"),
    "/api/cases?due_from=soon": ("due_from", ""),
    "/api/cases?sort=nothing": ("sort", ""),
    "/api/groups?group_by=txt": ("group_by", ""),
    "/api/trend?by=colour": ("by", ""),
    "/api/due?at=2020-01-01": ("at", "name a later moment, or an earlier audit"),
    "/api/due?what=sleep": ("what", ""),
    "/api/cases?lang=de": ("lang", ""),
}


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    """The OpenAPI document."""
    answer = client.get("/api/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def checked(document: dict[str, Any], schema: dict[str, Any], value: Any) -> None:
    """Against one schema of the document, whose references are into the document."""
    whole = {**schema, "components": document["components"]}
    jsonschema.Draft202012Validator(whole).validate(value)


def shape(document: dict[str, Any], path: str, status: str) -> dict[str, Any]:
    found: dict[str, Any] = document["paths"][path]["get"]["responses"][status]["content"]["application/json"]["schema"]
    return found


def test_the_document_is_a_valid_one(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert {"title", "version"} <= document["info"].keys()
    for schema in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    named = set(re.findall(r"#/components/schemas/(\w+)", str(document)))
    assert named <= document["components"]["schemas"].keys()
    ids = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert len(ids) == len(set(ids))
    for path, operations in document["paths"].items():
        assert set(operations) == {"get"}, "read-only"
        told = {one["name"] for one in operations["get"].get("parameters", ()) if one["in"] == "path"}
        assert told == {name.partition(":")[0] for name in re.findall(r"\{([^}]+)\}", path)}
        assert set(operations["get"]["responses"]) == {"200", "400", "404", "410", "503"}
        assert all(one.get("description") for one in operations["get"]["parameters"] if one["in"] == "query")


def test_every_documented_endpoint_is_tried(document: dict[str, Any]) -> None:
    assert {path.replace(":path", "") for path in document["paths"]} == set(ASKED)


@pytest.mark.parametrize(("path", "query"), [(path, query) for path, queries in ASKED.items() for query in queries])
def test_every_endpoint_answers_per_its_schema(
    client: TestClient, document: dict[str, Any], months: Path, path: str, query: str
) -> None:
    case = client.get("/api/violations?limit=1").json()["rows"][0]["case_id"]
    answer = client.get(path.format(audit=audits(months)[-1].audit_id, case=case) + query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    checked(document, shape(document, path.replace("{case}", "{case}"), "200"), answer.json())


@pytest.mark.parametrize("asked", WRONG)
def test_mistakes_are_told_per_the_schema(client: TestClient, document: dict[str, Any], asked: str) -> None:
    answer = client.get(asked)
    assert answer.status_code == 400, answer.text
    checked(document, shape(document, asked.partition("?")[0], "400"), answer.json())
    where, remedy = WRONG[asked]
    (problem,) = answer.json()["problems"]
    assert problem["where"] == where
    assert problem["remedy"] == remedy or not remedy


@pytest.mark.parametrize("path", ["/api/audits/none", "/api/cases/none", "/api/rules?audit=none", "/api/nothing"])
def test_what_is_not_there_is_told_per_the_schema(client: TestClient, document: dict[str, Any], path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    checked(document, shape(document, "/api/audits", "404"), answer.json())


def test_figures_of_an_audit(client: TestClient) -> None:
    told = client.get("/api/audits/2026-02").json()
    assert told["period"] == {"start": "2026-02-01", "end": "2026-03-01"}
    assert told["summary"]["rate"] == {"met": 30, "violated": 40, "value": 30 / 70}
    assert client.get(told["reports"]["csv"]).status_code == 200
    (line,) = [one for one in client.get("/api/audits").json()["audits"] if one["audit_id"] == told["audit_id"]]
    assert line["rate"] == {"met": 30, "violated": 40, "judged": 70, "value": 30 / 70}


def test_the_trend_has_a_row_for_each_month(client: TestClient) -> None:
    rows = client.get("/api/trend").json()["rows"]
    assert [(row["period"], row["met"], row["violated"]) for row in rows] == [
        ("2026-01", 30, 40),
        ("2026-02", 30, 40),
        ("2026-03", 30, 40),
    ]


def test_time_is_counted_from_the_clock_when_asked_for_now(client: TestClient) -> None:
    told = client.get("/api/due?at=now&what=act").json()
    assert told["at"] == "2026-04-02T09:00:00Z", "as the fixture's clock says"
    answer = client.get("/api/due?at=now")
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


def test_what_the_reader_has_is_not_sent_again(client: TestClient, months: Path) -> None:
    for path in (
        "/api/audits",
        "/api/cases?audit=all",
        "/api/trend",
        "/",
        "/query",
        f"/audits/{audits(months)[0].audit_id}",
    ):
        first = client.get(path)
        again = client.get(path, headers={"if-none-match": f'"other", W/{first.headers["etag"]}'})
        assert (again.status_code, again.content) == (304, b""), path
        assert again.headers["etag"] == first.headers["etag"]
        other = client.get(path, headers={"if-none-match": first.headers["etag"], "accept-language": "zh"})
        assert other.status_code == (304 if path == "/api/audits" else 200), "another language is another answer"


def test_an_added_audit_changes_only_what_it_touches(opened: Opened, tmp_path: Path) -> None:
    store = months_store(tmp_path / "s")
    client = opened(store)
    paths = (
        "/api/audits",
        "/api/trend",
        "/api/cases?audit=all",
        "/api/cases",
        "/api/cases?audit=2026-01",
        "/api/audits/2026-02",
    )
    before = {path: client.get(path).headers["etag"] for path in paths}
    store_audit(store, "2026-04", "2026-05-01T00:00:00", met=1, violated=0)
    changed = [path for path in paths if client.get(path).headers["etag"] != before[path]]
    assert changed == list(paths[:4])
