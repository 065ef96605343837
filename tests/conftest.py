"""Settings of all tests: machines differ in speed, and no test asserts a time; the user's own cache is left alone."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("untimed")
os.environ.setdefault("CHECKER_CACHE", str(Path(__file__).parent.parent / "build" / "cache"))

# A job in the background is born deaf to Ctrl-C, and so would be the commands that the tests start and interrupt.
for name in ("SIGINT", "SIGHUP"):
    number = getattr(signal, name, None)
    if number is not None and signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.SIG_DFL if name == "SIGHUP" else signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="Everything, not a part of it.")


BROWSER = os.environ.get("CHECKER_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, started once; tests are skipped with a message where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if BROWSER is None:
        pytest.skip("no Chromium on this machine (set CHECKER_CHROMIUM to its path)")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield started
        started.close()


# Suites in which nearly every test makes whole audits: `make test` runs a third, `make months` all.
MONTHS = (
    *("auditing/test_impact", "baselines/test_b", "cli/test_store", "cli/test_verify", "disputes/"),
    *("followup/", "store/test_store_forgery", "store/test_store_tombstones", "waivers/test_waiver_audit"),
    *("waivers/test_waiver_following", "auditing/test_missing_tables", "readings/test_flips"),
    *("packs/test_sp2_invoices_oracle", "planted/test_mutations"),
)
WHOLE = ("followup/test_follow_up_page",)
AGAIN = (
    *("story/test_again", "story/test_turns", "auditing/test_impact_agrees"),
    "laws/test_in_scope.py::test_what_is_left_out_is_missed_by_no_audit",
)
EVERY = 3


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long") or len(items) < 1000:  # what is asked for by name runs whole
        return
    left_out, seen = [], 0
    for item in items:
        place = item.nodeid.removeprefix("tests/")
        if place.startswith(MONTHS) and not place.startswith(WHOLE):
            seen += 1
            if seen % EVERY != 1:
                left_out.append(item)
        elif place.startswith(AGAIN):
            left_out.append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        dropped = set(left_out)
        items[:] = [item for item in items if item not in dropped]
