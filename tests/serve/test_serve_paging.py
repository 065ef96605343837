"""Pages of a list: together they are the list of `checker query`, in its order, whatever is asked."""

import inspect
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from checker.cli import run
from checker.cli.query import query
from checker.serve.asked import CasesAsked, ListAsked, QueryAsked
from checker.serve.turning import turning

# Of the command line alone: the store, the form of the answer, and SQL. `top` is `limit` here.
ONLY_COMMAND = {"store", "top", "count", "sql", "form", "out", "exit_code"}
QUESTIONS: list[dict[str, Any]] = [
    {},
    {"audit": "all"},
    {"audit": "all", "sort": "-due_at"},
    {"audit": "all", "sort": "responsible_name,-severity"},
    {"severity": "high,critical", "verdict": "violated"},
    {"rule": "c*", "audit": "all"},
    {"clause": "card-1"},
    {"client": "ромашка", "responsible": "Иванов"},
    {"responsible": "unassigned", "audit": "all"},
    {"unit": "Москва", "tier": "key"},
    {"outcome": "late", "standing": "open", "change": "persisting"},
    {"due_from": "2026-02-05", "due_to": "2026-02-20", "audit": "all"},
    {"found_from": "2026-03-01", "audit": "all"},
    {"text": "опоздал", "audit": "2026-02"},
    {"audit": "all", "latest_state": "true"},
    {"rectification": "due", "gates": "true"},
    {"waived": "false", "disputed": "false", "baseline": "false", "implied": "false"},
    {"subject": "inquiry:nobody"},
    {"kind": "deadline", "pack": "p", "basis": "explicit", "effect": "violation", "scope": "period"},
    {"verdict": "pending", "audit": "all"},
]


def by_command(capsys: pytest.CaptureFixture[str], store: Path, asked: dict[str, Any], *more: str) -> dict[str, Any]:
    """What the command line answers to the same question."""
    options: list[str] = []
    for name, value in asked.items():
        option = name.replace("_", "-")
        if value in ("true", "false"):
            options.append(f"--{option}" if value == "true" else f"--no-{option}")
        else:
            options += [f"--{option}", value]
    assert run(["query", "--store", str(store), "--format", "json", *options, *more]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: urlencode(asked) or "nothing")
def test_pages_together_are_the_list_of_the_command(
    client: TestClient, months: Path, asked: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = by_command(capsys, months, asked)
    rows: list[dict[str, Any]] = []
    address: str | None = f"/api/cases?{urlencode({**asked, 'limit': 17})}"
    while address:
        page = client.get(address).json()
        assert page["total"] == wanted["total"]
        assert page["shown"] == len(page["rows"]) <= 17
        assert page["offset"] == len(rows)
        assert page["columns"] == wanted["columns"]
        rows += page["rows"]
        address = page["next"]
    assert rows == wanted["rows"]


def test_every_filter_of_the_command_is_asked_here_under_its_name() -> None:
    options = set(inspect.signature(query).parameters) - ONLY_COMMAND
    assert options - {"group_by", "sort", "columns"} == set(CasesAsked.model_fields)
    assert options <= set(QueryAsked.model_fields)


@pytest.mark.parametrize("by", ["rule", "responsible,severity", "due_month", "clause", "audit"])
def test_groups_are_those_of_the_command(
    client: TestClient, months: Path, by: str, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = by_command(capsys, months, {"audit": "all", "group_by": by})
    found = client.get("/api/groups", params={"audit": "all", "group_by": by}).json()
    assert (found["columns"], found["rows"], found["total"]) == (wanted["columns"], wanted["rows"], wanted["total"])


def test_violations_are_the_violated_cases(client: TestClient) -> None:
    cases = client.get("/api/cases?verdict=violated").json()
    assert client.get("/api/violations").json()["rows"] == cases["rows"]
    assert client.get("/api/violations?verdict=pending").json()["total"] == 40
    assert client.get("/api/cases").json()["total"] == 41


def test_beyond_the_end_there_is_nothing_and_the_total_still_stands(client: TestClient) -> None:
    page = client.get("/api/cases?offset=5000").json()
    assert (page["total"], page["shown"], page["rows"], page["next"]) == (41, 0, [], None)
    assert client.get("/query?offset=5000").status_code == 200


@pytest.mark.parametrize(
    "asked", ["limit=0", "limit=1001", "offset=-1", "limit=many", "sort=nothing", "columns=nothing"]
)
def test_limits_are_kept(client: TestClient, asked: str) -> None:
    for path in ("/api/cases", "/query"):
        if path == "/query" and asked.startswith("columns"):
            continue  # the page has columns of its own
        assert client.get(f"{path}?{asked}").status_code == 400


def test_a_list_holds_no_more_than_a_page(client: TestClient) -> None:
    assert ListAsked().limit == 100
    assert client.get("/api/cases?audit=all").json()["shown"] == 100


def test_next_keeps_to_the_audits_that_were_asked(client: TestClient, months: Path) -> None:
    following = client.get("/api/cases?limit=3").json()["next"]
    assert "audit=2026-03_" in following, "an audit that is stored meanwhile would be the latest"


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ((0, 50, 0), (0, 0, 1, 1, None, None, None, None)),
        ((0, 50, 50), (1, 50, 1, 1, None, None, None, None)),
        ((0, 50, 51), (1, 50, 1, 2, None, None, 50, 50)),
        ((50, 50, 51), (51, 51, 2, 2, 0, 0, None, None)),
        ((100, 50, 326), (101, 150, 3, 7, 0, 50, 150, 300)),
        ((30, 50, 326), (31, 80, 1, 7, 0, 0, 80, 300)),
        ((900, 50, 326), (0, 0, 7, 7, 0, 300, None, None)),
    ],
)
def test_turning(place: tuple[int, int, int], told: tuple[int | None, ...]) -> None:
    found = turning(*place)
    shown = (found.first, found.last, found.page, found.pages, found.start, found.before, found.after, found.end)
    assert shown == told
