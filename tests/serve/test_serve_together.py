"""Many readers at once, and audits stored while they read: every answer is one whole state of the store."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event
from time import sleep

from served_client import Opened
from served_stores import months_store
from small_store import case, store_audit, tally
from starlette.testclient import TestClient

from checker.serve.kept import Kept

READERS = 6
ADDED = 3


def test_readers_while_audits_are_written(opened: Opened, tmp_path: Path) -> None:
    store = months_store(tmp_path / "s")
    client = opened(store)
    done = Event()

    def read(number: int) -> list[tuple[int, int]]:
        """Audits and violations of them all, as each answer counts them."""
        seen = []
        while not done.is_set() or not seen:
            listed = client.get("/api/audits").json()["total"]
            found = client.get("/api/violations?audit=all&limit=1")
            page = client.get(("/", "/query?audit=all", "/trend", "/diff", "/due", "/audits/2026-01")[number])
            assert found.status_code == 200, found.text
            assert page.status_code in (200, 302), page.text
            told = found.json()
            assert told["total"] == 40 * 3 + (len(told["audits"]) - 3) * 2
            seen.append((listed, len(told["audits"])))
        return seen

    with ThreadPoolExecutor(READERS) as pool:
        reading = [pool.submit(read, number) for number in range(READERS)]
        for number in range(ADDED):
            rows = [case(f"added{number}{place}") for place in range(2)]
            store_audit(store, f"2026-{number + 4:02d}", f"2026-{number + 5:02d}-01T00:00:00", rows, [tally(2)])
            sleep(0.05)
        done.set()
        seen = [one for each in reading for one in each.result()]
    assert all(3 <= listed <= asked <= 3 + ADDED for listed, asked in seen)
    assert client.get("/api/audits").json()["total"] == 3 + ADDED


def test_one_report_is_written_once_for_many(client: TestClient) -> None:
    address = client.get("/audits/latest/report/xlsx").headers["location"]
    with ThreadPoolExecutor(READERS) as pool:
        found = list(pool.map(lambda _: client.get(address).content, range(READERS)))
    assert len(set(found)) == 1


def test_what_is_kept_is_computed_once_at_a_time() -> None:
    kept: Kept[int] = Kept(2)
    together, computed = Barrier(READERS), []

    def ask(_: int) -> int:
        together.wait()

        def compute() -> int:
            sleep(0.05)
            computed.append(1)
            return 7

        return kept.get("key", compute)

    with ThreadPoolExecutor(READERS) as pool:
        assert list(pool.map(ask, range(READERS))) == [7] * READERS
    assert computed == [1]


def test_the_least_used_goes_first_and_faults_are_not_kept() -> None:
    kept: Kept[str] = Kept(2)
    assert [kept.get(key, lambda key=key: key) for key in ("a", "b", "a", "c")] == ["a", "b", "a", "c"]  # type: ignore[misc]
    assert kept.get("a", lambda: "anew") == "a"
    assert kept.get("b", lambda: "anew") == "anew"
    try:
        kept.get("d", lambda: str(1 // 0))
    except ZeroDivisionError:
        assert kept.get("d", lambda: "well") == "well"
