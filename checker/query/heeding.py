"""Long questions that can be interrupted at any time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any, TypeVar

Result = TypeVar("Result")


def heeding(connection: Any, work: Callable[[], Result]) -> Result:
    """What `work` gives on this connection, done by another thread.

    A thread that waits for a long task of DuckDB hears no signals before it ends; this one does, and interrupts it."""
    with ThreadPoolExecutor(1) as pool:
        doing = pool.submit(work)
        try:
            return doing.result()
        except BaseException:
            while not doing.done():  # between two statements an interrupt stops neither
                connection.interrupt()
                wait([doing], timeout=0.05)
            raise
