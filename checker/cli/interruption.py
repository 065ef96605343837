"""Being told to end: Ctrl-C, a job that is cancelled, a terminal that is closed."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
"""Not every system has all of them."""


@contextmanager
def interruptible() -> Iterator[list[int]]:
    """The signals that came so far. Each raises KeyboardInterrupt, so that what was begun is tidied up.

    In the midst of a query DuckDB makes a RuntimeError of it: whatever is raised after a signal is that interruption.
    Signals that were ignored before (`nohup`) are ignored still."""
    came: list[int] = []

    def end(number: int, frame: FrameType | None) -> None:
        came.append(number)
        raise KeyboardInterrupt

    known = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]
    heard = [number for number in known if signal.getsignal(number) not in (signal.SIG_IGN, None)]
    apart = threading.current_thread() is not threading.main_thread()  # such a thread hears no signals
    before = {} if apart else {number: signal.signal(number, end) for number in heard}
    try:
        yield came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
