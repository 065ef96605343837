"""What was computed and may be asked for again: the last so many, each computed once at a time."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """At most `most` values by their keys; those unused for longest go first. Whoever asks for one that is being
    computed waits for it; a fault is kept by nobody."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[str, Value] = OrderedDict()
        self._at_work: dict[str, Lock] = {}
        self._lock = Lock()

    def get(self, key: str, compute: Callable[[], Value]) -> Value:
        """The value, computed where it is not there."""
        with self._lock:
            turn = self._at_work.setdefault(key, Lock())
        with turn:
            with self._lock:
                if key in self._values:
                    self._values.move_to_end(key)
                    return self._values[key]
            try:
                value = compute()
                self._keep(key, value)
                return value
            finally:
                with self._lock:
                    self._at_work.pop(key, None)

    def _keep(self, key: str, value: Value) -> None:
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)
