"""What pages show of a store that grows, shrinks, is damaged or goes away while it is served."""

from pathlib import Path

from served_client import Opened
from served_stores import months_store, sealed
from small_store import case, store_audit

from checker.cli import run
from checker.store.audits import audits
from checker.words.words import Words


def test_audits_that_are_added_appear_and_broken_ones_break_nothing(opened: Opened, tmp_path: Path) -> None:
    store = months_store(tmp_path / "s")
    client = opened(store)
    assert client.get("/api/audits").json()["total"] == 3
    store_audit(store, "2026-04", "2026-05-01T00:00:00", met=1, violated=0)
    assert client.get("/api/audits").json()["total"] == 4
    first, second = audits(store)[:2]
    (first.folder / "cases.parquet").write_bytes(b"PAR1 no more")
    (second.folder / "manifest.json").write_text("{")
    text = client.get("/").text
    assert text.count(Words("en").text("serve.audits.damaged")) == 2
    assert [one["state"] for one in client.get("/api/audits").json()["audits"]] == ["damaged", "damaged", "ok", "ok"]
    for path in ("/query?audit=all", "/trend", "/due", "/diff?before=2026-03&after=2026-04", "/audits/2026-03"):
        assert client.get(path, follow_redirects=True).status_code == 200, path
    for path in (f"/audits/{first.audit_id}", f"/audits/{second.audit_id}/report/html", "/query?audit=2026-01"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert "checker verify" in answer.text


def test_pruned_audits_are_shown_as_such(opened: Opened, tmp_path: Path) -> None:
    store = months_store(tmp_path / "s")
    sealed(store)
    client = opened(store)
    gone = audits(store)[0].audit_id
    before = client.get(f"/audits/{gone}/report/json")
    assert before.status_code == 200
    assert run(["store", "prune", "--store", str(store), "--before", "2026-02-01", "--reason", "<old>"]) == 0
    text = client.get("/?lang=ru").text
    assert gone in text
    assert "&lt;old&gt;" in text
    for path in (f"/audits/{gone}", f"/audits/{gone}/report/json", f"/api/audits/{gone}"):
        answer = client.get(path, headers={"if-none-match": before.headers["etag"]})
        assert answer.status_code == 410, "not even what was kept is shown any more"
    assert client.get("/query?audit=all").status_code == 200


def test_a_store_without_audits_is_no_mistake(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    client = opened(tmp_path / "empty")
    assert Words("en").text("serve.audits.none") in client.get("/").text
    for path in ("/query", "/trend", "/due", "/diff"):
        assert client.get(path).status_code == 404
    assert client.get("/api/audits").json() == {"total": 0, "audits": []}


def test_a_damaged_chain_is_told(opened: Opened, tmp_path: Path) -> None:
    store = months_store(tmp_path / "s")
    client = opened(store)
    (store / "chain.jsonl").write_text("nonsense\n")
    for path in ("/", "/api/audits", "/query"):
        assert client.get(path).status_code == 503


def test_a_store_that_went_away_is_told_and_found_again(opened: Opened, tmp_path: Path) -> None:
    store = tmp_path / "s"
    store.mkdir()
    client = opened(store)
    assert client.get("/").status_code == 200
    store.rename(tmp_path / "away")
    for path in ("/", "/query", "/api/audits"):
        answer = client.get(path, headers={"accept-language": "ru"})
        assert answer.status_code == 503
        assert Words("ru").text("serve.no_store") in answer.text
    (tmp_path / "away").rename(store)
    assert client.get("/").status_code == 200


def test_rows_that_cannot_be_read_are_told_not_left_out(opened: Opened, tmp_path: Path) -> None:
    store = tmp_path / "s"
    store.mkdir()
    folder = store_audit(store, "2026-01", "2026-02-01T00:00:00", [case(f"{n:016d}") for n in range(500)])
    client = opened(store)
    cases = folder / "cases.parquet"
    content = bytearray(cases.read_bytes())
    content[8 : len(content) // 2 : 3] = b"\xff" * len(content[8 : len(content) // 2 : 3])
    cases.write_bytes(content)
    for path in ("/query?text=x", "/api/cases?columns=text,subject_id"):
        answer = client.get(path)
        assert answer.status_code == 503, answer.text
        assert "checker verify" in answer.text
