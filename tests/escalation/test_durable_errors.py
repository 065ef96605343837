"""What durable-rules would swallow or lose ends in an error. In processes of their own, as always with this library."""

import subprocess
import sys

import pytest

UNWATCHED = """
step = {"name": "s", "condition": {"kind": 1}, "finding": 2, "total": 3}
DurableChain({"kinds": [1], "steps": [step]}).run([{"kind": 1}])
"""
UNSEEN = """
class Blind(DurableChain):
    def _note(self, closure):
        pass
Blind({"kinds": [1], "steps": []}).run([{"kind": 1}])
"""
UNKNOWN = """
DurableChain({"kinds": [1], "steps": []}).run([{"kind": 2}])
"""
THREADS = """
import threading
DurableChain({"kinds": [1], "steps": []}).run([{"kind": 1}])
raise SystemExit(f"threads: {threading.active_count()}")
"""


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (UNWATCHED, "RuntimeError: an action failed: MessageNotHandledException"),
        (UNSEEN, "RuntimeError: 1 facts were sent and 0 were seen"),
        (UNKNOWN, "MessageNotHandledException"),
        (THREADS, "threads: 1"),
    ],
)
def test_nothing_is_swallowed(script: str, told: str) -> None:
    whole = "from checker.escalation.durable_chain import DurableChain\n" + script
    done = subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert told in done.stderr.splitlines()[-1]
